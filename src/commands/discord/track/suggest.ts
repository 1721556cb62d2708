import type { ReplyBlock } from '../../../domain/command.ts';
import type { Track } from '../../../domain/track.ts';
import { suggestThreshold, type ThresholdSuggestion } from '../../../pipeline/alerting/suggest-threshold.ts';
import { scoreThreshold } from '../../../pipeline/hype/sensitivity.ts';
import type { CommandContext } from '../../command.ts';
import { text } from '../reply.ts';
import { LIMITS } from './definition.ts';
import { hasVotes, isKept } from './preview-compare.ts';

/** The latest votes say what a team wants today. */
const VOTED_MAX = 200;

export interface Suggestion {
  /** Null where the votes ask for no change, or are too few. */
  readonly change: ThresholdSuggestion | null;
  /** Alerts of the present sensitivity with votes of this guild, as far as they were looked at. */
  readonly voted: number;
}

/** What this guild's votes on the alerts of its present sensitivity ask for. */
export async function findSuggestion(context: CommandContext, track: Track): Promise<Suggestion> {
  const { channel, sensitivity } = track;
  const minScore = scoreThreshold(sensitivity, context.detector);
  const { items } = await context.guild.moments({ channel, minScore, voted: 'any' }, VOTED_MAX, 0);
  const entries = await context.guild.desk.entries(items);
  const voted = items.flatMap(({ id, peakScore, attack, detector }) => {
    const votes = entries.get(id)?.votes;
    if (attack || detector !== context.detector || votes === undefined || !hasVotes(votes)) return [];
    return [{ peakScore, kept: isKept(votes) }];
  });
  const change = suggestThreshold(voted);
  return { change: change !== null && change.threshold <= LIMITS.score.max ? change : null, voted: voted.length };
}

/** `Suggested: score 11.5 — 18 of your last 40 alerts with votes were kept; it would have been 17 of 26.` */
export function suggestionText(change: ThresholdSuggestion): string {
  const { threshold, keptBefore, alertsBefore, keptAfter, alertsAfter } = change;
  return `**Suggested: score ${threshold}** — ${keptBefore} of your last ${alertsBefore} alerts with votes were kept; it would have been ${keptAfter} of ${alertsAfter}.`;
}

/** The suggestion as part of another answer; nothing where there is none. Its buttons ask for Manage Server again. */
export async function suggestionBlocks(context: CommandContext, track: Track): Promise<readonly ReplyBlock[]> {
  const { change } = await findSuggestion(context, track);
  if (change === null) return [];
  const args = [track.id, String(change.threshold)];
  return [
    text(suggestionText(change)),
    {
      kind: 'buttons',
      buttons: [
        { kind: 'press', label: 'Accept', style: 'primary', route: { command: 'track', action: 'accept', args } },
        {
          kind: 'press',
          label: 'See what changes',
          style: 'secondary',
          route: { command: 'track', action: 'preview', args },
        },
      ],
    },
  ];
}

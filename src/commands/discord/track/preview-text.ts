import { NO_VOTES } from '../../../domain/desk.ts';
import type { HypeMoment, Sensitivity } from '../../../domain/hype-moment.ts';
import type { ReplyBlock } from '../../../domain/command.ts';
import type { StreamInfo } from '../../../domain/chat-event.ts';
import type { Track } from '../../../domain/track.ts';
import { duration } from '../../../lib/duration.ts';
import { count, discordTime, plural, rate, vodOffset } from '../../../lib/format.ts';
import { vodLink } from '../../../pipeline/alerting/compose-card.ts';
import type { CommandContext } from '../../command.ts';
import { categoryText } from '../moment-text.ts';
import { channelText, listText, text } from '../reply.ts';
import { sensitivityText } from './describe.ts';
import { hasVotes, isKept, type Comparison, type Outcome } from './preview-compare.ts';
import type { Evidence } from './preview-evidence.ts';

const MOMENTS_SHOWN_MAX = 8;
const LIST_CHARACTERS_MAX = 1_200;
/** Less than this is one stream or less, and the next one may be quite different. */
const MINUTES_ENOUGH = 120;

export interface Previewed {
  readonly track: Track;
  readonly stream: StreamInfo | null;
  readonly sensitivity: Sensitivity;
  readonly evidence: Evidence;
  readonly comparison: Comparison;
}

/** What another sensitivity would have posted, as the blocks of an answer. */
export function previewBlocks(context: CommandContext, previewed: Previewed): readonly ReplyBlock[] {
  const { track, sensitivity, comparison, evidence } = previewed;
  const { before, after, lost, gained } = comparison;
  const keptLost = lost.filter(({ id }) => isKept(evidence.entries.get(id)?.votes ?? NO_VOTES));
  const otherLost = lost.filter((moment) => !keptLost.includes(moment));
  const [from, to] = [track.sensitivity, sensitivity].map((each) => sensitivityText(each, context.detector));
  const facts = [
    `### ${channelText(track.channel)}: ${from === to ? from : `${from} → ${to}`}`,
    `**${arrow(alertsText(before.alerts), count(after.alerts), from !== to)}** in ${scopeText(previewed)}${perHour(previewed, from !== to)}.`,
    ...precisionLine(before, after, from !== to),
    ...littleLine(evidence),
  ];
  return [
    text(facts.join('\n')),
    ...momentBlock(
      previewed,
      keptLost,
      `You would have lost ${keptLost.length === 1 ? 'this one, which was' : `these ${count(keptLost.length)}, which were`} voted *Clip it*:`,
    ),
    ...(otherLost.length === 0 ? [] : [text(otherLostText(otherLost, evidence))]),
    ...momentBlock(
      previewed,
      gained,
      `You would have gained ${gained.length === 1 ? 'this one' : `these ${count(gained.length)}`}:`,
    ),
    text(`-# ${howText(track, evidence)}`),
  ];
}

export function alertsText(alerts: number): string {
  return plural(alerts, 'alert');
}

function scopeText({ stream, evidence }: Previewed): string {
  const chat = duration(evidence.minutes * 60_000);
  if (stream !== null) return `the stream of ${discordTime(stream.startedAt)} (${chat} of chat)`;
  const streams = evidence.streams.length;
  const of = streams === 0 ? '' : ` and ${plural(streams, 'stream')}`;
  return `${chat} of chat${of} since ${discordTime(evidence.since, 'd')}`;
}

function perHour({ comparison, evidence }: Previewed, differs: boolean): string {
  if (evidence.minutes === 0) return '';
  const [before, after] = [comparison.before, comparison.after].map(({ alerts }) =>
    hourly((alerts * 60) / evidence.minutes),
  );
  return `, ${arrow(before ?? '', after ?? '', differs)} an hour`;
}

/** Rare alerts are told apart by the second decimal: 0.02 an hour is one in two days. */
function hourly(alerts: number): string {
  return alerts > 0 && alerts < 1 ? alerts.toFixed(2) : rate(alerts);
}

function precisionLine(before: Outcome, after: Outcome, differs: boolean): readonly string[] {
  if (before.judged === 0 && after.judged === 0) return [];
  const [had, has] = [before, after].map(({ kept, judged }) => `${count(kept)} of ${count(judged)}`);
  return [`By the votes of this server: ${arrow(`${had} kept`, has ?? '', differs)}.`];
}

/** `23 alerts → 9`, or only the first where nothing is compared. */
function arrow(before: string, after: string, differs: boolean): string {
  return differs ? `${before} → ${after}` : before;
}

function littleLine({ minutes, complete }: Evidence): readonly string[] {
  if (minutes < MINUTES_ENOUGH) {
    return ['That is little chat to go by: come back after a stream or two before you rely on it.'];
  }
  return complete ? [] : ['There is more stored than I look at, so this is about its newest part.'];
}

function otherLostText(lost: readonly HypeMoment[], { entries }: Evidence): string {
  const judged = lost.filter(({ id }) => hasVotes(entries.get(id)?.votes ?? NO_VOTES)).length;
  const parts = [
    ...(judged > 0 ? [`${count(judged)} voted against`] : []),
    ...(lost.length > judged ? [`${count(lost.length - judged)} nobody voted on`] : []),
  ];
  return `Also not posted: ${parts.join(', ')}.`;
}

function momentBlock(previewed: Previewed, moments: readonly HypeMoment[], title: string): readonly ReplyBlock[] {
  if (moments.length === 0) return [];
  const strongest = moments.toSorted((a, b) => b.peakScore - a.peakScore).slice(0, MOMENTS_SHOWN_MAX);
  const lines = strongest.map((moment) => momentLine(previewed, moment));
  const more = moments.length - strongest.length;
  return [
    text(
      [title, listText(lines, LIST_CHARACTERS_MAX), ...(more > 0 ? [`… and ${count(more)} weaker`] : [])].join('\n'),
    ),
  ];
}

function momentLine({ track, evidence }: Previewed, moment: HypeMoment): string {
  const stream = evidence.streams.find(({ id }) => id === moment.streamId) ?? null;
  const vod = vodLink(moment, stream, track.reachBackSeconds);
  return [
    `- ${discordTime(moment.startedAt)} ${categoryText(moment)}`,
    `${rate(moment.multiplier)}× usual`,
    `score ${moment.peakScore.toFixed(1)}`,
    ...(vod === null ? [] : [`[VOD at ${vodOffset(vod.offsetSeconds)}](${vod.url})`]),
  ].join(' · ');
}

function howText({ cooldownSeconds, quietHours, paused }: Track, { moments }: Evidence): string {
  const what = moments.length === 0 ? 'No stored moment was strong enough. Moments are' : 'These are stored moments,';
  const rules = `this track's cooldown of ${cooldownSeconds} s${quietHours === null ? '' : ' and its quiet hours'}`;
  return `${what} judged again by ${rules}${paused ? ', as if it were not paused' : ''}.`;
}

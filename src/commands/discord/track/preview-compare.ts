import { setImmediate as nextTurn } from 'node:timers/promises';
import type { VoteTally } from '../../../domain/desk.ts';
import type { DetectorName, HypeMoment, MomentId, Sensitivity } from '../../../domain/hype-moment.ts';
import type { Track } from '../../../domain/track.ts';
import { createLocalTime } from '../../../lib/time-zone.ts';
import { replayAlerts } from '../../../pipeline/alerting/replay-alerts.ts';
import { scoreThreshold, SCORE_FLOORS } from '../../../pipeline/hype/sensitivity.ts';
import type { Evidence } from './preview-evidence.ts';

/** What one sensitivity makes of the stored moments. */
export interface Outcome {
  readonly alerts: number;
  /** Alerts this guild voted on, and those of them it kept. */
  readonly judged: number;
  readonly kept: number;
}

export interface Comparison {
  readonly before: Outcome;
  readonly after: Outcome;
  /** Newest first. */
  readonly lost: readonly HypeMoment[];
  readonly gained: readonly HypeMoment[];
}

/** The track as it is set now against the same track with another sensitivity. */
export async function compare(evidence: Evidence, track: Track, sensitivity: Sensitivity): Promise<Comparison> {
  const { moments } = evidence;
  const had = await alertedBy(evidence, track);
  const has = await alertedBy(evidence, { ...track, sensitivity });
  return {
    before: outcomeOf(evidence, had),
    after: outcomeOf(evidence, has),
    lost: moments.filter(({ id }) => had.has(id) && !has.has(id)),
    gained: moments.filter(({ id }) => has.has(id) && !had.has(id)),
  };
}

/** What the track as it is given makes of the stored moments. */
export async function tryOut(evidence: Evidence, track: Track): Promise<Outcome> {
  return outcomeOf(evidence, await alertedBy(evidence, track));
}

/** Thousands of moments take some milliseconds each time, so live chat has a turn before. */
async function alertedBy({ moments }: Evidence, track: Track): Promise<ReadonlySet<MomentId>> {
  await nextTurn();
  return replayAlerts(moments, track, { thresholdOf: scoreThreshold, localTime: createLocalTime() });
}

function outcomeOf({ entries }: Evidence, alerted: ReadonlySet<MomentId>): Outcome {
  const votes = [...alerted].flatMap((id) => entries.get(id)?.votes ?? []).filter(hasVotes);
  return { alerts: alerted.size, judged: votes.length, kept: votes.filter(isKept).length };
}

export function hasVotes({ clip, not, duplicate }: VoteTally): boolean {
  return clip + not + duplicate > 0;
}

/** More people want a clip of it than do not: what counts as right in every statement on precision. */
export function isKept({ clip, not, duplicate }: VoteTally): boolean {
  return clip > not + duplicate;
}

/** The score that counts: below the detector's floor there are no moments. */
export function effectiveThreshold(sensitivity: Sensitivity, detector: DetectorName): number {
  return Math.max(SCORE_FLOORS[detector], scoreThreshold(sensitivity, detector));
}

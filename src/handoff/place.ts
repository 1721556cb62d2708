import type { HandoffOptions } from '../domain/handoff.ts';
import type { HypeMoment } from '../domain/hype-moment.ts';

export type LeftOutReason =
  /** It is not known when its stream began. */
  | 'no-stream-start'
  /** Chat reacted before the recording began. */
  | 'before-start'
  /** Timecode ends after 24 hours. */
  | 'beyond-a-day'
  /** Looks like a bot or hate raid: nothing to cut into a highlight. */
  | 'attack'
  /** The format or the upload takes no more. */
  | 'no-room'
  /** YouTube wants ten seconds between chapters. */
  | 'too-close'
  /** Less than ten seconds before the end of the stream, or after it. */
  | 'after-end';

/** Where a moment stands, in whole milliseconds after the timeline began. */
export interface Place {
  readonly fromMs: number;
  /** After `fromMs`. */
  readonly toMs: number;
  /** When chat reacts: at or after `fromMs`. */
  readonly reactsMs: number;
  /** The reach back went beyond the beginning, so the marker stands at it. */
  readonly clamped: boolean;
}

type Placing = Pick<HandoffOptions, 'origin' | 'offsetSeconds' | 'reachBackSeconds'>;

/**
 * Position = time since the stream began + offset − reach back. A marker that would stand before the beginning is
 * moved to it as long as chat's reaction is on the recording.
 */
export function placeOf(moment: HypeMoment, options: Placing): Place | LeftOutReason {
  const origin = originOf(moment, options.origin);
  if (origin === null) return 'no-stream-start';
  const shiftMs = options.offsetSeconds * 1000 - origin;
  const reactsMs = Math.round(moment.startedAt + shiftMs);
  if (!Number.isSafeInteger(reactsMs)) return 'no-stream-start';
  if (reactsMs < 0) return 'before-start';
  const wantedMs = Math.round(reactsMs - Math.max(0, options.reachBackSeconds) * 1000);
  const fromMs = Math.max(0, wantedMs);
  const lastSeen = moment.endedAt ?? Math.max(moment.detectedAt, moment.peakAt);
  const toMs = Math.max(reactsMs, Math.round(lastSeen + shiftMs));
  return { fromMs, toMs: Number.isSafeInteger(toMs) ? toMs : reactsMs, reactsMs, clamped: wantedMs < 0 };
}

function originOf(moment: HypeMoment, origin: HandoffOptions['origin']): number | null {
  if (origin === 'none') return null;
  if (origin !== 'recording') return origin;
  return moment.streamSeconds === null ? null : moment.detectedAt - moment.streamSeconds * 1000;
}

import { duration } from '../lib/duration.ts';
import { plural } from '../lib/format.ts';
import { FRAME_RATE_NAMES } from '../lib/handoff-formats.ts';
import type { HandoffOptions } from '../domain/handoff.ts';
import { RATE_SPECS } from './frame-rate.ts';
import type { LeftOutReason } from './place.ts';
import { formatTimecode, parseTimecode } from './timecode.ts';

const REASONS: Readonly<Record<LeftOutReason, string>> = {
  'no-stream-start': 'because it is not known when the stream began',
  'before-start': 'because chat reacted before the recording began; check the offset',
  'beyond-a-day':
    'because timecode ends at 23:59:59; choose an earlier start timecode, or an offset that fits the recording',
  attack: 'because chat looked like an attack by bots or a hate raid; the CSV table has all',
  'no-room': 'because the file takes no more; the newest or strongest are in it',
  'too-close': 'because a stronger one is less than 10 seconds away',
  'after-end': 'because YouTube wants a chapter to begin at least 10 seconds before the end',
};

/** One sentence a reason, none for nothing. */
export function leftOutSentences(leftOut: ReadonlyMap<LeftOutReason, number>): readonly string[] {
  return [...leftOut]
    .filter(([, moments]) => moments > 0)
    .map(([reason, moments]) => `Left out: ${plural(moments, 'moment')}, ${REASONS[reason]}.`);
}

/** Where the first frame is, for whoever sets up the timeline. */
export function timelineSentence({
  frameRate,
  startTimecode,
  offsetSeconds,
  reachBackSeconds,
}: HandoffOptions): string {
  const shift =
    offsetSeconds === 0
      ? ''
      : `, for a recording that began ${exactSeconds(Math.abs(offsetSeconds))} ${offsetSeconds > 0 ? 'before' : 'after'} the stream`;
  const reach = reachBackSeconds > 0 ? ` Markers stand ${duration(reachBackSeconds * 1000)} before chat reacted.` : '';
  const rateSpec = RATE_SPECS[frameRate];
  const start = formatTimecode(parseTimecode(startTimecode, rateSpec), rateSpec);
  return `Timeline: ${FRAME_RATE_NAMES[frameRate]}, beginning at ${start}${shift}.${reach}`;
}

export function clampedSentence(clamped: number): readonly string[] {
  if (clamped === 0) return [];
  return [`${plural(clamped, 'moment')} so early that the marker stands at the very beginning.`];
}

export function mergedSentence(moments: number, markers: number): readonly string[] {
  if (moments === markers) return [];
  return [`${plural(moments, 'moment')} share ${plural(markers, 'marker')}, one a frame.`];
}

function exactSeconds(seconds: number): string {
  return `${Math.round(seconds * 1000) / 1000} s`;
}

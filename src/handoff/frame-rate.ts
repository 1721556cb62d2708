import type { FrameRate } from '../domain/handoff.ts';

/** A frame rate as exact fraction, and how its frames are counted. */
export interface RateSpec {
  /** Frames a second: `numerator / denominator`. */
  readonly numerator: number;
  readonly denominator: number;
  /** Frames that one second of timecode counts. */
  readonly timebase: number;
  /** Frame numbers left out at each minute but every tenth; 0 without drop-frame. */
  readonly droppedPerMinute: number;
}

const ntsc = (timebase: number, droppedPerMinute = 0): RateSpec => ({
  numerator: timebase * 1000,
  denominator: 1001,
  timebase,
  droppedPerMinute,
});
const whole = (timebase: number): RateSpec => ({
  numerator: timebase,
  denominator: 1,
  timebase,
  droppedPerMinute: 0,
});

/** Source: SMPTE ST 12-1, which defines drop-frame counting for 30/1.001 and, in frame pairs, 60/1.001. */
export const RATE_SPECS: Readonly<Record<FrameRate, RateSpec>> = {
  '23.976': ntsc(24),
  '24': whole(24),
  '25': whole(25),
  '29.97': ntsc(30),
  '29.97df': ntsc(30, 2),
  '30': whole(30),
  '50': whole(50),
  '59.94': ntsc(60),
  '59.94df': ntsc(60, 4),
  '60': whole(60),
};

/** The frame on screen `ms` (whole, at least 0) after the first frame began. Exact: integers below 2^53 for weeks. */
export function frameAt(ms: number, { numerator, denominator }: RateSpec): number {
  return Math.floor((ms * numerator) / (denominator * 1000));
}

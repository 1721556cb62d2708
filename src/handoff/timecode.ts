import { UserError } from '../domain/command.ts';
import { clip, escapeMarkdown } from '../lib/markdown.ts';
import type { RateSpec } from './frame-rate.ts';

const MINUTES_PER_DAY = 24 * 60;

/** Frames that 24 hours of timecode count; timecode begins again after them. */
export function framesPerDay(rate: RateSpec): number {
  return MINUTES_PER_DAY * 60 * rate.timebase - droppedBefore(MINUTES_PER_DAY, rate);
}

/** `HH:MM:SS:FF`, with `;` before the frames in drop-frame. @param frame whole, 0 up to a day's frames */
export function formatTimecode(frame: number, rate: RateSpec): string {
  const number = frame + droppedNumbers(frame, rate);
  const seconds = Math.floor(number / rate.timebase);
  const two = (value: number): string => String(value).padStart(2, '0');
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':');
  return `${clock}${rate.droppedPerMinute > 0 ? ';' : ':'}${two(number % rate.timebase)}`;
}

/**
 * The frame with this timecode. Drop-frame takes `:` as well as `;` before the frames, as people type both.
 * @throws UserError where there is no such timecode at this rate
 */
export function parseTimecode(typed: string, rate: RateSpec): number {
  const shown = escapeMarkdown(clip(typed, 20));
  const [, h, m, s, separator, f] = /^(\d\d):(\d\d):(\d\d)([:;])(\d\d)$/.exec(typed.trim()) ?? [];
  const [hours, minutes, seconds, frames] = [h, m, s, f].map(Number) as [number, number, number, number];
  if (separator === undefined || hours > 23 || minutes > 59 || seconds > 59) {
    throw new UserError(
      `“${shown}” is not a timecode: it has two digits each for hours (00 to 23), minutes, seconds and frames. Type it like 01:00:00:00.`,
    );
  }
  if (frames >= rate.timebase) {
    throw new UserError(
      `There is no timecode ${shown} at this frame rate: its frames are numbered 00 to ${rate.timebase - 1}. Change the last two digits, or choose another frame rate.`,
    );
  }
  if (separator === ';' && rate.droppedPerMinute === 0) {
    throw new UserError(
      `${shown} is written as a drop-frame timecode, but the frame rate chosen does not drop frame numbers. Write “:” before the frames, or choose a drop-frame rate.`,
    );
  }
  const minute = hours * 60 + minutes;
  if (seconds === 0 && minute % 10 !== 0 && frames < rate.droppedPerMinute) {
    throw new UserError(
      `There is no timecode ${shown}: drop-frame leaves out the first ${rate.droppedPerMinute} frame numbers of each minute but every tenth. Choose the next one that exists, ending in 00;0${rate.droppedPerMinute}.`,
    );
  }
  return (minute * 60 + seconds) * rate.timebase + frames - droppedBefore(minute, rate);
}

/** Frame numbers left out before the beginning of this minute. */
function droppedBefore(minute: number, { droppedPerMinute }: RateSpec): number {
  return droppedPerMinute * (minute - Math.floor(minute / 10));
}

/** Frame numbers left out before this frame. The first minute of ten is whole, the other nine are short. */
function droppedNumbers(frame: number, { timebase, droppedPerMinute }: RateSpec): number {
  if (droppedPerMinute === 0) return 0;
  const shortMinute = 60 * timebase - droppedPerMinute;
  const tenMinutes = 10 * shortMinute + droppedPerMinute;
  const tens = Math.floor(frame / tenMinutes);
  const rest = frame % tenMinutes;
  const minutesStarted = rest < droppedPerMinute ? 0 : Math.floor((rest - droppedPerMinute) / shortMinute);
  return droppedPerMinute * (9 * tens + minutesStarted);
}

import type { EpochMs } from '../../domain/chat-event.ts';
import type { QuietHours } from '../../domain/track.ts';
import type { LocalTime } from '../../lib/time-zone.ts';
import { isQuiet } from './quiet-hours.ts';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;
/** A day in which clocks are put back has 25 hours. */
const SPAN_MINUTES_MAX = 25 * 60;

export interface QuietSpan {
  readonly from: EpochMs;
  /** The first minute that is not quiet. */
  readonly to: EpochMs;
}

/**
 * The quiet hours that ended within the last `withinMs`, null while they last or where none did. Walks back minute by
 * minute, so it is right on days when clocks change, and gives the same answer whenever it is asked.
 */
export function endedQuietSpan(
  quiet: QuietHours,
  now: EpochMs,
  withinMs: number,
  localTime: LocalTime,
): QuietSpan | null {
  const quietAt = (at: EpochMs): boolean => isQuiet(quiet, at, localTime);
  const thisMinute = Math.floor(now / MINUTE_MS) * MINUTE_MS;
  if (quietAt(thisMinute) || !mayHaveEnded(quiet, thisMinute, withinMs, localTime)) return null;
  let to = thisMinute;
  while (!quietAt(to - MINUTE_MS)) {
    to -= MINUTE_MS;
    if (now - to > withinMs) return null;
  }
  let from = to - MINUTE_MS;
  while (quietAt(from - MINUTE_MS) && to - from < SPAN_MINUTES_MAX * MINUTE_MS) from -= MINUTE_MS;
  return { from, to };
}

/** By the wall clock alone, generous where clocks change: spares most looks the walk. */
function mayHaveEnded(quiet: QuietHours, now: EpochMs, withinMs: number, localTime: LocalTime): boolean {
  const sinceEnd = (localTime.minuteOfDay(now, quiet.timeZone) - quiet.to + DAY_MINUTES) % DAY_MINUTES;
  const slack = 60;
  return sinceEnd * MINUTE_MS <= withinMs + slack * MINUTE_MS || sinceEnd >= DAY_MINUTES - slack;
}

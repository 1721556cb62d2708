import type { EpochMs } from '../../domain/chat-event.ts';
import type { QuietHours } from '../../domain/track.ts';
import type { LocalTime } from '../../lib/time-zone.ts';

/**
 * Whether `at` lies in the quiet hours, `from` inclusive and `to` exclusive, by the wall clock of their zone. Where
 * clocks are put back, the repeated hour is quiet twice; where they are put forward, the missing hour does not exist.
 */
export function isQuiet(quiet: QuietHours, at: EpochMs, localTime: LocalTime): boolean {
  const minute = localTime.minuteOfDay(at, quiet.timeZone);
  return quiet.from <= quiet.to ? minute >= quiet.from && minute < quiet.to : minute >= quiet.from || minute < quiet.to;
}

/** `22:00–08:00 Europe/Berlin` */
export function quietHoursText(quiet: QuietHours): string {
  return `${timeOfDay(quiet.from)}–${timeOfDay(quiet.to)} ${quiet.timeZone}`;
}

function timeOfDay(minutes: number): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

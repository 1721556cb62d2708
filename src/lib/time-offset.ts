/** Longer than any recording. */
export const OFFSET_SECONDS_MAX = 48 * 3600;

const SECONDS = /^(\d{1,6}(?:\.\d{1,3})?) ?s?$/;
const CLOCK = /^(?:(\d{1,2}):)?(\d{1,3}):([0-5]?\d(?:\.\d{1,3})?)$/;

/**
 * A signed length of time as people type it: `-00:05:12.5`, `5:12`, `+90`, `-312.5 s`. In seconds, at most 48 h either
 * way; null when it is none.
 */
export function parseTimeOffset(typed: string): number | null {
  const trimmed = typed.trim().replace(/^[−–]/, '-');
  const negative = trimmed.startsWith('-');
  const length = trimmed.replace(/^[+-]\s*/, '');
  const seconds = plainSeconds(length) ?? clockSeconds(length);
  if (seconds === null || seconds > OFFSET_SECONDS_MAX) return null;
  return negative && seconds > 0 ? -seconds : seconds;
}

function plainSeconds(text: string): number | null {
  const [, seconds] = SECONDS.exec(text) ?? [];
  return seconds === undefined ? null : Number(seconds);
}

function clockSeconds(text: string): number | null {
  const [, hours, minutes, seconds] = CLOCK.exec(text) ?? [];
  if (minutes === undefined || seconds === undefined) return null;
  if (hours !== undefined && Number(minutes) > 59) return null;
  return Math.round((Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000) / 1000;
}

import type { EpochMs } from '../domain/chat-event.ts';

/**
 * Where a recording tells only seconds since its start, its clock begins here, so that the same file always gives the
 * same timestamps: 2000-01-01T00:00:00Z.
 */
export const RELATIVE_ORIGIN: EpochMs = Date.UTC(2000, 0, 1);

/** Relative times end well before the first Unix time that is accepted (September 2001), so the two never mix. */
const RELATIVE_SECONDS_MAX = 1e7;
const RELATIVE_SECONDS_MIN = -86_400;
const UNIX_SECONDS_MIN = 1e9;
/** Numbers from here on are Unix milliseconds. */
const UNIX_MS_MIN = 1e11;
const UNIX_MS_MAX = 8e12;

/** Reads a recorded time: seconds since the start, or a Unix time in seconds or milliseconds. Null when it is none. */
export function recordedTime(value: unknown): EpochMs | null {
  if (typeof value !== 'number' || !Number.isFinite(value) || value < RELATIVE_SECONDS_MIN) return null;
  if (value <= RELATIVE_SECONDS_MAX) return RELATIVE_ORIGIN + Math.round(value * 1000);
  if (value < UNIX_SECONDS_MIN) return null;
  if (value < UNIX_MS_MIN) return Math.round(value * 1000);
  return value < UNIX_MS_MAX ? Math.round(value) : null;
}

/** When a stream began, judged by its first message: at the origin of relative times, otherwise with that message. */
export function streamStart(firstAt: EpochMs): EpochMs {
  return firstAt <= RELATIVE_ORIGIN + RELATIVE_SECONDS_MAX * 1000 ? Math.min(RELATIVE_ORIGIN, firstAt) : firstAt;
}

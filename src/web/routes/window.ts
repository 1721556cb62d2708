import type { EpochMs } from '../../domain/chat-event.ts';
import { fieldHelp } from '../http/field-help.ts';
import { ProblemError } from '../http/problem.ts';

const HOUR_MS = 60 * 60_000;

export interface TimeWindow {
  readonly from: EpochMs;
  /** Exclusive. */
  readonly to: EpochMs;
}

/**
 * The window asked for: an hour until now where nothing is given, an hour where only one end is.
 * @throws ProblemError where it is empty or longer than `windowMsMax`
 */
export function timeWindow(
  { from, to }: { readonly from?: EpochMs | undefined; readonly to?: EpochMs | undefined },
  now: EpochMs,
  windowMsMax: number,
): TimeWindow {
  const end = to ?? (from === undefined ? now : Math.max(from + HOUR_MS, now));
  const begin = from ?? end - HOUR_MS;
  if (begin >= end) throw refused('to', 'is not after from');
  // A window until now may be cut: who asks from a time on wants what there is.
  if (to === undefined && end - begin > windowMsMax) return { from: begin, to: begin + windowMsMax };
  if (end - begin > windowMsMax) throw refused('to', `is more than ${windowMsMax / HOUR_MS} hours after from`);
  return { from: begin, to: end };
}

function refused(field: 'to', problem: string): ProblemError {
  const next = fieldHelp(field);
  return new ProblemError('invalid-input', `${field}: ${problem}. ${next}`, [{ field, problem, next }]);
}

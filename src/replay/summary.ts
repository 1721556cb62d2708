import { clockTime, count, plural } from '../lib/format.ts';

export interface ReplayTotals {
  readonly streams: number;
  readonly messages: number;
  /** Chat time played, in seconds, over all streams. */
  readonly seconds: number;
  readonly moments: number;
  readonly unreadable: number;
  readonly elapsedMs: number;
}

/** Two lines that close a replay: what the chat was, and how fast it was read. */
export function describeTotals(totals: ReplayTotals): string[] {
  const hours = totals.seconds / 3600;
  // Below a minute an hourly rate would be a guess.
  const hourly = hours >= 1 / 60 ? ` (${(totals.moments / hours).toFixed(1)} an hour)` : '';
  const perSecond = totals.elapsedMs > 0 ? ` · ${count(totals.messages / (totals.elapsedMs / 1000))} messages/s` : '';
  return [
    [
      plural(totals.streams, 'stream'),
      plural(totals.messages, 'message'),
      `${clockTime(totals.seconds)} of chat`,
      `${plural(totals.moments, 'moment')}${hourly}`,
      ...(totals.unreadable > 0 ? [`${plural(totals.unreadable, 'line')} left out`] : []),
    ].join(' · '),
    `played in ${(totals.elapsedMs / 1000).toFixed(2)} s${perSecond}`,
  ];
}

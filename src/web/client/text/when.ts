import { duration } from '../../../lib/duration.ts';

const TIME_OF_DAY = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const DAY = new Intl.DateTimeFormat(undefined, { weekday: 'short', day: 'numeric', month: 'short' });
const DAY_AND_TIME = new Intl.DateTimeFormat(undefined, {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** `20:31:05`, in the reader's own zone. */
export function timeOfDay(at: string | number): string {
  return TIME_OF_DAY.format(new Date(at));
}

/** `Thu, 15 Jan, 20:31`, in the reader's own zone. */
export function dayAndTime(at: string | number): string {
  return DAY_AND_TIME.format(new Date(at));
}

/** `Thu 15 Jan`, in the reader's own zone. */
export function day(at: string | number): string {
  return DAY.format(new Date(at));
}

/** `12 s ago`; what lies a little ahead, because two clocks differ, is now. */
export function ago(now: number, at: string): string {
  const ms = now - Date.parse(at);
  return ms < 2_000 ? 'just now' : `${duration(ms)} ago`;
}

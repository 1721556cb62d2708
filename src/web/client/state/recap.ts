import type { Minute, StreamEntry } from '../read/answers.ts';
import type { Span } from './zoom.ts';

const MINUTE_S = 60;

export type StreamTimes = Pick<StreamEntry, 'started_at' | 'ended_at'>;

/** The time a stream spans, in whole minutes. */
export function streamSpan(stream: StreamTimes, now: number): Span {
  const seconds = (at: number): number => Math.floor(at / 60_000) * MINUTE_S;
  const from = seconds(Date.parse(stream.started_at));
  const end = stream.ended_at === null ? now : Date.parse(stream.ended_at);
  return { from, to: Math.max(from + MINUTE_S, seconds(end) + MINUTE_S) };
}

export interface RecapFigures {
  readonly messages: number;
  readonly busiest: Minute | null;
  readonly peakPerSecond: number;
  /** Most used first. */
  readonly emotes: readonly (readonly [name: string, uses: number])[];
}

const EMOTES_MAX = 40;

/** Sums over the minutes that lie within `span`. */
export function recapFigures(minutes: readonly Minute[], span: Span): RecapFigures {
  const shown = minutesWithin(minutes, span);
  const uses = new Map<string, number>();
  for (const { top_emotes } of shown) {
    for (const [name, count] of top_emotes) uses.set(name, (uses.get(name) ?? 0) + count);
  }
  return {
    messages: shown.reduce((sum, { messages }) => sum + messages, 0),
    busiest: shown.reduce<Minute | null>(
      (most, minute) => (minute.messages > (most?.messages ?? 0) ? minute : most),
      null,
    ),
    peakPerSecond: shown.reduce((top, minute) => Math.max(top, minute.peak_per_second), 0),
    emotes: [...uses].sort(([, a], [, b]) => b - a).slice(0, EMOTES_MAX),
  };
}

function minutesWithin(minutes: readonly Minute[], { from, to }: Span): readonly Minute[] {
  return minutes.filter(({ minute }) => {
    const at = Date.parse(minute) / 1000;
    return at >= from && at < to;
  });
}

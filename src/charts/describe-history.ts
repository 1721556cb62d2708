import type { ChartDescription } from '../domain/chart.ts';
import type { MinuteMetrics } from '../domain/channel-metrics.ts';
import type { ChannelName, EpochMs } from '../domain/chat-event.ts';
import type { HypeMoment } from '../domain/hype-moment.ts';
import { count, plural, rate } from '../lib/format.ts';
import { clip } from '../lib/markdown.ts';
import { CHART_HEIGHT, CHART_WIDTH } from './describe-moment.ts';
import { highest, resample, resampleFactor } from './resample.ts';

const MINUTE_MS = 60_000;
/** A week: what is longer belongs into a table. */
const MINUTES_MAX = 7 * 24 * 60;
/** Discord's own blue: history belongs to no category. */
const HISTORY_ACCENT = '#5865F2';

export interface HistoryChartInput {
  readonly channel: ChannelName;
  /** Start and end of the picture; at most a week is drawn, the latest part of it. */
  readonly from: EpochMs;
  readonly to: EpochMs;
  /** In any order. A minute that is missing was not watched and stays a gap. */
  readonly minutes: readonly Pick<MinuteMetrics, 'minute' | 'messages'>[];
  readonly moments: readonly Pick<HypeMoment, 'peakAt' | 'multiplier'>[];
  /** What the horizontal axis counts from: `to` (shown as `now`), or the start of a stream. */
  readonly origin?: { readonly at: EpochMs; readonly label: string };
  readonly theme?: ChartDescription['theme'];
}

/** Messages a minute over hours, with the moments marked: for `/stats` and for a whole stream. */
export function describeHistoryChart(input: HistoryChartInput): ChartDescription {
  const last = Math.floor(input.to / MINUTE_MS);
  const first = Math.max(Math.floor(input.from / MINUTE_MS), last - MINUTES_MAX + 1);
  const perMinute = fill(input.minutes, first, last);
  const factor = resampleFactor(perMinute.length);
  const velocity = resample(perMinute, factor);
  const usual = median(perMinute);
  const origin = input.origin ?? { at: last * MINUTE_MS, label: 'now' };
  const shown = input.moments.filter(({ peakAt }) => peakAt >= first * MINUTE_MS && peakAt < (last + 1) * MINUTE_MS);
  const numbers = { top: count(highest(perMinute)), usual: count(usual), moments: plural(shown.length, 'hype moment') };
  return {
    title: `${input.channel} · ${numbers.moments}`,
    subtitle: `Messages a minute: ${numbers.top} at the highest, usually ${numbers.usual}`,
    theme: input.theme ?? 'dark',
    width: CHART_WIDTH,
    height: CHART_HEIGHT,
    from: first * MINUTE_MS,
    stepSeconds: 60 * factor,
    origin: origin.at,
    originLabel: origin.label,
    velocity,
    baselineMean: velocity.map(() => usual),
    baselineStd: [],
    threshold: [],
    markers: [],
    points: [...shown]
      .sort((a, b) => b.multiplier - a.multiplier)
      .map(({ peakAt, multiplier }) => ({ at: peakAt, label: `${rate(multiplier)}×` })),
    accent: HISTORY_ACCENT,
    altText: clip(
      `Line chart of messages a minute in the chat of ${input.channel} over ${duration(perMinute.length)}. ` +
        `Usually ${numbers.usual}, ${numbers.top} at the highest. ${numbers.moments} marked` +
        (shown.length === 0
          ? '.'
          : `, the strongest ${rate(Math.max(...shown.map((m) => m.multiplier)))} times the usual.`),
      1_024,
    ),
  };
}

function fill(minutes: HistoryChartInput['minutes'], first: number, last: number): number[] {
  const values = new Array<number>(Math.max(1, last - first + 1)).fill(Number.NaN);
  for (const { minute, messages } of minutes) {
    const index = Math.floor(minute / MINUTE_MS) - first;
    if (index >= 0 && index < values.length) values[index] = messages;
  }
  return values;
}

function median(values: readonly number[]): number {
  const known = values.filter((value) => Number.isFinite(value)).sort((a, b) => a - b);
  return known[Math.floor(known.length / 2)] ?? 0;
}

function duration(minutes: number): string {
  return minutes >= 120 ? `${Math.round(minutes / 60)} hours` : plural(minutes, 'minute');
}

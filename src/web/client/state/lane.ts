import type { MetricsFrame } from '../../../lib/wire/metrics.ts';
import type { SecondSeries } from '../read/answers.ts';

/** Five minutes, one point a second. */
export const SERIES_POINTS_MAX = 300;
/** What changes slowly is shown this often, so that it can be read. */
const SLOW_MS = 5_000;
const GAP_SECONDS = 5;
const CLOCK_BACK_SECONDS = 10;

/** One value a second, oldest first; all lists have the same length. Null where nothing was heard. */
export interface Series {
  /** Seconds since the Unix epoch. */
  readonly at: readonly number[];
  readonly velocity: readonly (number | null)[];
  readonly mean: readonly (number | null)[];
  readonly std: readonly (number | null)[];
}

/** What a page knows about one channel's numbers. */
export interface Lane {
  /** Null while only the past is known. */
  readonly latest: MetricsFrame | null;
  /** Renewed every `SLOW_MS`: chatters and top emotes. */
  readonly slow: MetricsFrame | null;
  readonly series: Series;
}

export const EMPTY_SERIES: Series = { at: [], velocity: [], mean: [], std: [] };

export const EMPTY_LANE: Lane = { latest: null, slow: null, series: EMPTY_SERIES };

export function laneAfter(lane: Lane, frame: MetricsFrame): Lane {
  const { slow, series } = lane;
  const elapsedMs = slow === null ? Infinity : Date.parse(frame.timestamp) - Date.parse(slow.timestamp);
  const isDue = elapsedMs >= SLOW_MS || elapsedMs < 0;
  return { latest: frame, slow: isDue ? frame : slow, series: extended(series, frame) };
}

/** The lane with what the bot remembers of the seconds before; what was heard here is believed first. */
export function laneWithPast(lane: Lane, past: SecondSeries): Lane {
  const from = Math.floor(Date.parse(past.from) / 1000);
  const seconds = new Map<number, Second>();
  past.velocity.forEach((velocity, index) => {
    const usual = { mean: past.baseline_mean[index] ?? null, std: past.baseline_std[index] ?? null };
    seconds.set(from + index, { velocity, ...(usual.mean !== null && usual.mean > 0 ? usual : NOT_JUDGED) });
  });
  const { series } = lane;
  series.at.forEach((at, index) => {
    const [velocity = null, mean = null, std = null] = [series.velocity[index], series.mean[index], series.std[index]];
    if (velocity !== null) seconds.set(at, { velocity, mean, std });
  });
  const kept = [...seconds].sort(([a], [b]) => a - b).slice(-SERIES_POINTS_MAX);
  return {
    ...lane,
    series: {
      at: kept.map(([at]) => at),
      velocity: kept.map(([, { velocity }]) => velocity),
      mean: kept.map(([, { mean }]) => mean),
      std: kept.map(([, { std }]) => std),
    },
  };
}

interface Second {
  readonly velocity: number;
  readonly mean: number | null;
  readonly std: number | null;
}

const NOT_JUDGED = { mean: null, std: null } as const;

/** A second told twice is replaced; a hole breaks the line; a clock that went far back begins a series anew. */
function extended(series: Series, frame: MetricsFrame): Series {
  const second = Math.floor(Date.parse(frame.timestamp) / 1000);
  const last = series.at.at(-1);
  if (last === undefined || second < last - CLOCK_BACK_SECONDS) return appended(EMPTY_SERIES, second, frame);
  if (second < last) return series;
  if (second === last) return appended(cut(series, 0, -1), second, frame);
  return appended(second - last > GAP_SECONDS ? appended(series, last + 1, null) : series, second, frame);
}

function appended(series: Series, second: number, frame: MetricsFrame | null): Series {
  const room = cut(series, Math.max(0, series.at.length + 1 - SERIES_POINTS_MAX));
  const judged = frame !== null && frame.detector_status !== 'not-enough-chat' && frame.baseline_mean > 0;
  return {
    at: [...room.at, second],
    velocity: [...room.velocity, frame?.messages_per_second ?? null],
    mean: [...room.mean, judged ? frame.baseline_mean : null],
    std: [...room.std, judged ? frame.baseline_std : null],
  };
}

function cut(series: Series, from: number, to?: number): Series {
  return {
    at: series.at.slice(from, to),
    velocity: series.velocity.slice(from, to),
    mean: series.mean.slice(from, to),
    std: series.std.slice(from, to),
  };
}

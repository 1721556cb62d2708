/** One measured value with what it is compared to. Nothing is asserted: a person reads the table. */
export interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly median: number;
  /** Null where it was measured once, or where only the spread of whole runs is known. */
  readonly p95: number | null;
  /** Lowest and highest of several runs. */
  readonly spread: readonly [lowest: number, highest: number] | null;
  /** What the design promises. */
  readonly bar: Bar | null;
  /** Measured in the same run on the same machine: ratios last longer than absolute values. */
  readonly baseline: { readonly name: string; readonly value: number } | null;
}

export interface Bar {
  readonly sense: 'at most' | 'at least';
  readonly value: number;
  /** Which of the two must keep it. */
  readonly of: 'median' | 'p95';
}

type Comparison = Partial<Pick<Figure, 'bar' | 'baseline'>>;

export const atMost = (value: number, of: Bar['of'] = 'median'): Bar => ({ sense: 'at most', value, of });
export const atLeast = (value: number): Bar => ({ sense: 'at least', value, of: 'median' });

/** Measured once. */
export function single(name: string, unit: string, value: number, comparison: Comparison = {}): Figure {
  return { name, unit, median: value, p95: null, spread: null, bar: null, baseline: null, ...comparison };
}

/** Many samples of one thing: median and 95th percentile. @throws without samples */
export function sampled(name: string, unit: string, samples: readonly number[], comparison: Comparison = {}): Figure {
  const p95 = quantile(samples, 0.95);
  return { name, unit, median: quantile(samples, 0.5), p95, spread: null, bar: null, baseline: null, ...comparison };
}

/** A few whole runs: median and how far apart they lay. @throws without runs */
export function runs(name: string, unit: string, values: readonly number[], comparison: Comparison = {}): Figure {
  const spread = [Math.min(...values), Math.max(...values)] as const;
  return { name, unit, median: quantile(values, 0.5), p95: null, spread, bar: null, baseline: null, ...comparison };
}

/** The sample at or above a share of all of them (nearest rank). */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined) throw new Error('nothing was measured');
  return value;
}

/** Null without a bar. A bar for the 95th percentile judges the median where that is all there is. */
export function keepsBar({ median, p95, bar }: Figure): boolean | null {
  if (bar === null) return null;
  const value = bar.of === 'p95' ? (p95 ?? median) : median;
  return bar.sense === 'at most' ? value <= bar.value : value >= bar.value;
}

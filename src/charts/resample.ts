/** More values than this make a chart slower and no clearer: a card is about 550 pixels wide. */
export const CHART_VALUES_MAX = 720;

/** How many neighbouring values become one so that at most {@link CHART_VALUES_MAX} remain. */
export function resampleFactor(length: number): number {
  return Math.max(1, Math.ceil(length / CHART_VALUES_MAX));
}

/** Merges each run of `factor` values by their maximum, so that no spike is lost. A run without a known value is NaN. */
export function resample(values: readonly number[], factor: number): readonly number[] {
  if (factor <= 1) return values;
  const merged: number[] = [];
  for (let from = 0; from < values.length; from += factor) {
    const known = values.slice(from, from + factor).filter((value) => Number.isFinite(value));
    merged.push(known.length === 0 ? Number.NaN : Math.max(...known));
  }
  return merged;
}

/** The highest known value, 0 when there is none. */
export function highest(values: readonly number[]): number {
  return values.reduce((top, value) => (value > top ? value : top), 0);
}

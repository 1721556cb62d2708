import { SENTIMENT_LABELS, type SentimentLabel } from '../../src/domain/mood.ts';

/** What people judged (rows) against what a model judged (columns), in the order of SENTIMENT_LABELS. */
export type Confusion = readonly (readonly number[])[];

export interface LabelFigures {
  readonly accuracy: number;
  /** Mean of the three labels' F1: each label counts the same, however rare. */
  readonly macroF1: number;
  readonly confusion: Confusion;
}

export function labelFigures(
  pairs: readonly { readonly truth: SentimentLabel; readonly said: SentimentLabel }[],
): LabelFigures {
  const count = (truth: SentimentLabel, said: SentimentLabel): number =>
    pairs.filter((pair) => pair.truth === truth && pair.said === said).length;
  const confusion = SENTIMENT_LABELS.map((truth) => SENTIMENT_LABELS.map((said) => count(truth, said)));
  const right = SENTIMENT_LABELS.map((_, label) => confusion[label]?.[label] ?? 0);
  const f1 = right.map((hits, label) => {
    const truths = sum(confusion[label] ?? []);
    const saids = sum(confusion.map((row) => row[label] ?? 0));
    return truths + saids === 0 ? 0 : (2 * hits) / (truths + saids);
  });
  return { accuracy: sum(right) / Math.max(1, pairs.length), macroF1: sum(f1) / f1.length, confusion };
}

/** Pearson's correlation; 0 where one side never changes. */
export function correlation(xs: readonly number[], ys: readonly number[]): number {
  const meanX = sum(xs) / xs.length;
  const meanY = sum(ys) / ys.length;
  let xy = 0;
  let xx = 0;
  let yy = 0;
  for (const [i, x] of xs.entries()) {
    const y = ys[i] ?? 0;
    xy += (x - meanX) * (y - meanY);
    xx += (x - meanX) ** 2;
    yy += (y - meanY) ** 2;
  }
  return xx === 0 || yy === 0 ? 0 : xy / Math.sqrt(xx * yy);
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

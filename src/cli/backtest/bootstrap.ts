import { seededRandom } from '../../lib/random.ts';
import { total, verdictOf, type Tally } from './verdict.ts';

export interface Interval {
  readonly low: number;
  readonly high: number;
}

export interface Intervals {
  readonly precision: Interval;
  readonly recall: Interval;
}

const SEED = 1;

/** 95 % intervals by drawing whole streams with replacement; the same streams always give the same ones. */
export function intervalsOf(tallies: readonly Tally[], resamplings: number): Intervals | null {
  if (resamplings === 0 || tallies.length === 0) return null;
  const random = seededRandom(SEED);
  const verdicts = Array.from({ length: resamplings }, () =>
    verdictOf(
      total(tallies.map(() => tallies[Math.floor(random() * tallies.length)]).filter((tally) => tally !== undefined)),
    ),
  );
  return {
    precision: middle(verdicts.map(({ precision }) => precision)),
    recall: middle(verdicts.map(({ recall }) => recall)),
  };
}

function middle(values: number[]): Interval {
  const sorted = values.sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return { low: at(0.025), high: at(0.975) };
}

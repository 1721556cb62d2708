import { FEATURES, type Feature } from './features.ts';

/**
 * Points that one unit of a feature gives; all there is to the score besides the features themselves. Fitted by
 * `scripts/fit-detector`, rounded, and scaled so that *medium* is 10.
 */
export const COEFFICIENTS: Readonly<Record<Feature, number>> = {
  short: 7.35,
  emotes: 3.7,
  outcry: 2,
  lively: 5.7,
  few: -14,
  volume: -5.2,
  rush: 12,
};

const ORDERED = Float64Array.from(FEATURES, (name) => COEFFICIENTS[name]);

/** No score is higher than this for each standard deviation of surprise: what chance brings within hours is no moment. */
export const POINTS_A_DEVIATION = 2.74;

/** The weighted sum of the features: never below 0. */
export function weigh(features: Float64Array): number {
  let score = 0;
  for (let i = 0; i < ORDERED.length; i++) score += (ORDERED[i] ?? 0) * (features[i] ?? 0);
  return Math.max(0, score);
}

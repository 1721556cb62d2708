import { FEATURES } from './features.ts';

/** Points a unit of each feature gives. */
export const COEFFICIENTS: Readonly<Record<(typeof FEATURES)[number], number>> = { reaction10: 5, short10: 3.8 };

const ORDERED = Float64Array.from(FEATURES, (name) => COEFFICIENTS[name]);

/** The score: never below 0. */
export function scoreOf(features: Float64Array): number {
  let score = 0;
  for (let i = 0; i < ORDERED.length; i++) score += (ORDERED[i] ?? 0) * (features[i] ?? 0);
  return Math.max(0, score);
}

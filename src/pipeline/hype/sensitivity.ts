import type { DetectorName, Sensitivity } from '../../domain/hype-moment.ts';

type Presets = Readonly<Record<Exclude<Sensitivity, number>, number>>;

/** Score a moment must reach, per detector: robust in calibrated points, sigma in standard deviations. */
const PRESETS: Readonly<Record<DetectorName, Presets>> = {
  robust: { low: 13.5, medium: 10, high: 7.5 },
  // Two deviations is the rule itself: it fires about once a minute on every channel, so `high` has nothing to add.
  sigma: { low: 5, medium: 2, high: 2 },
};

/** Below these scores no moment begins, so that a smaller number asks for the same alerts as the floor itself. */
export const SCORE_FLOORS: Readonly<Record<DetectorName, number>> = { robust: 6, sigma: 2 };

/**
 * The score a moment must reach for a subscription: about 4 (*low*), 10 (*medium*) or 20 (*high*) alerts an hour on a
 * busy channel. A number is taken as it is; below {@link SCORE_FLOORS} it has no further effect.
 */
export function scoreThreshold(sensitivity: Sensitivity, detector: DetectorName): number {
  return typeof sensitivity === 'number' ? sensitivity : PRESETS[detector][sensitivity];
}

/** An alert that people voted on. */
export interface VotedMoment {
  readonly peakScore: number;
  /** More votes for a clip than against it. */
  readonly kept: boolean;
}

/** A higher threshold, and what it would have made of the same alerts. */
export interface ThresholdSuggestion {
  /** Score a moment must reach, in steps of {@link STEP}. */
  readonly threshold: number;
  readonly alertsBefore: number;
  readonly alertsAfter: number;
  readonly keptBefore: number;
  readonly keptAfter: number;
  /** Kept alerts over all alerts, 0 to 1. */
  readonly precisionBefore: number;
  readonly precisionAfter: number;
  /** Kept alerts that would not have been posted. */
  readonly lostKept: number;
}

/** With fewer votes any threshold that fits them fits them by chance. */
export const VOTED_MIN = 20;
/** Scores are shown with one decimal; finer steps would only follow the sample. */
const STEP = 0.5;
/** A change must spare people at least so many alerts that were not kept … */
const SPARED_MIN = 3;
/** … and raise precision by as much. */
const GAIN_MIN = 0.05;
/** Share of kept alerts that may be lost, and how much more where precision rises a lot. */
const LOST_MAX = 0.1;
const LOST_MAX_FOR_MUCH = 0.25;
const GAIN_MUCH = 0.25;

/**
 * The threshold under which these alerts would have been most worth their while; null where the votes are too few or
 * no threshold is clearly better. Of all steps that lose at most 10 % of the kept alerts (25 % where precision rises by
 * 25 points or more), it is the one with the largest difference between the share of unwanted alerts spared and the
 * share of kept ones lost (Youden's J), the lowest of equals. It never suggests a lower threshold: there are no votes
 * on what was not posted.
 */
export function suggestThreshold(votedMoments: readonly VotedMoment[]): ThresholdSuggestion | null {
  const voted = votedMoments.filter(({ peakScore }) => Number.isFinite(peakScore));
  if (voted.length < VOTED_MIN) return null;
  const steps = [...new Set(voted.map(({ peakScore }) => stepAbove(peakScore)))].sort((a, b) => a - b);
  let best: { readonly suggestion: ThresholdSuggestion; readonly worth: number } | null = null;
  for (const threshold of steps) {
    const suggestion = outcomeOf(voted, threshold);
    if (!isAcceptable(suggestion)) continue;
    const worth = worthOf(suggestion);
    if (best === null || worth > best.worth) best = { suggestion, worth };
  }
  return best?.suggestion ?? null;
}

/** The lowest step that a moment of this score does not reach. */
function stepAbove(score: number): number {
  return (Math.floor(score / STEP) + 1) * STEP;
}

function outcomeOf(voted: readonly VotedMoment[], threshold: number): ThresholdSuggestion {
  const left = voted.filter(({ peakScore }) => peakScore >= threshold);
  const [keptBefore, keptAfter] = [keptOf(voted), keptOf(left)];
  return {
    threshold,
    alertsBefore: voted.length,
    alertsAfter: left.length,
    keptBefore,
    keptAfter,
    precisionBefore: keptBefore / voted.length,
    precisionAfter: left.length === 0 ? 0 : keptAfter / left.length,
    lostKept: keptBefore - keptAfter,
  };
}

function keptOf(voted: readonly VotedMoment[]): number {
  return voted.filter(({ kept }) => kept).length;
}

function isAcceptable(suggestion: ThresholdSuggestion): boolean {
  const gain = suggestion.precisionAfter - suggestion.precisionBefore;
  const lost = suggestion.lostKept / suggestion.keptBefore;
  return (
    sparedOf(suggestion) >= SPARED_MIN && gain >= GAIN_MIN && lost <= (gain >= GAIN_MUCH ? LOST_MAX_FOR_MUCH : LOST_MAX)
  );
}

function worthOf(suggestion: ThresholdSuggestion): number {
  const unwanted = suggestion.alertsBefore - suggestion.keptBefore;
  return sparedOf(suggestion) / unwanted - suggestion.lostKept / suggestion.keptBefore;
}

function sparedOf({ alertsBefore, alertsAfter, lostKept }: ThresholdSuggestion): number {
  return alertsBefore - alertsAfter - lostKept;
}

import type { HypeMoment, MomentSeries } from '../domain/hype-moment.ts';

/** Seconds that must tell the same story before a line is drawn from them, and how far they may stray from it. */
const AGREEING_SECONDS_MIN = 5;
const TOLERANCE_SHARE = 0.1;

/**
 * The rate that fires, one value a second, or empty where no line would be true. Detectors score more than the rate, so
 * a line is only drawn where the series itself bears it out: from the score, or as the rate at which this moment fired.
 * @param score what a moment must reach; by default what this one had when it was detected
 */
export function firingLine(moment: HypeMoment, series: MomentSeries, score = moment.score): readonly number[] {
  if (scoreFollowsRate(series)) {
    return series.baselineMean.map((mean, second) => mean + score * (series.baselineStd[second] ?? 0));
  }
  const before = Math.max(0, Math.floor((moment.startedAt - series.from) / 1000));
  const firedBefore = series.velocity.slice(0, before).some((rate) => rate >= moment.velocity);
  return firedBefore || moment.velocity <= moment.baselineMean ? [] : series.velocity.map(() => moment.velocity);
}

/** True where the score is the distance of the rate from the mean, in deviations. */
function scoreFollowsRate(series: MomentSeries): boolean {
  let agreeing = 0;
  for (const [second, reached] of series.score.entries()) {
    const deviation = series.baselineStd[second] ?? 0;
    if (reached <= 0 || deviation <= 0) continue;
    const expected = ((series.velocity[second] ?? 0) - (series.baselineMean[second] ?? 0)) / deviation;
    if (Math.abs(expected - reached) > TOLERANCE_SHARE * Math.max(1, Math.abs(reached))) return false;
    agreeing++;
  }
  return agreeing >= AGREEING_SECONDS_MIN;
}

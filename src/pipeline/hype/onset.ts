/** Seconds at the end that tell how fast the eruption is. */
const BURST_SECONDS = 3;
/** Below this usual rate one stray message would look like a beginning. */
const USUAL_MIN = 0.1;

/**
 * Where in a run of messages a second the rate changed for good: the start of the stretch up to the end that is
 * likelier under the burst's rate than under the usual one, by the greatest margin (the log-likelihood ratio of two
 * Poisson rates, as in Page's CUSUM, 1954).
 * @param counts messages in each second, the last one being the second of detection
 * @param usual messages a second before
 * @returns an index into `counts`
 */
export function findOnset(counts: readonly number[], usual: number): number {
  const before = Math.max(usual, USUAL_MIN);
  const tail = counts.slice(-BURST_SECONDS);
  const burst = Math.max(2 * before, tail.reduce((sum, count) => sum + count, 0) / Math.max(1, tail.length));
  const gain = Math.log(burst / before);
  let best = counts.length - 1;
  let bestSum = -Infinity;
  let sum = 0;
  for (let i = counts.length - 1; i >= 0; i--) {
    sum += (counts[i] ?? 0) * gain - (burst - before);
    if (sum > bestSum) {
      bestSum = sum;
      best = i;
    }
  }
  return best;
}

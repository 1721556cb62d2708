import type { Second } from './scorer.ts';

const BUCKET_SECONDS = 10;
const BUCKETS = 30;
/** The eruption under way is not its own predecessor. */
const SKIPPED_BUCKETS = 2;

/** The highest level of the last five minutes, without the last twenty seconds. */
export class RecentPeak {
  /** Number and level of each bucket, by turns. Null before the first level above 0: nothing lower is ever the answer. */
  #buckets: Float64Array | null = null;
  /** The answer for one bucket; it cannot change before the next one begins. */
  #askedFor = -1;
  #answer = 0;

  push(second: Second, level: number): void {
    if (this.#buckets === null && !(level > 0)) return;
    const buckets = (this.#buckets ??= new Float64Array(BUCKETS * 2).fill(-1));
    const number = Math.floor(second / BUCKET_SECONDS);
    const at = (number % BUCKETS) * 2;
    buckets[at + 1] = buckets[at] === number ? Math.max(buckets[at + 1]!, level) : level;
    buckets[at] = number;
  }

  /** At least 0. */
  at(second: Second): number {
    const number = Math.floor(second / BUCKET_SECONDS);
    if (number === this.#askedFor) return this.#answer;
    this.#askedFor = number;
    this.#answer = this.#buckets === null ? 0 : highest(this.#buckets, number);
    return this.#answer;
  }
}

function highest(buckets: Float64Array, number: number): number {
  let level = 0;
  for (let at = 0; at < buckets.length; at += 2) {
    const age = number - buckets[at]!;
    if (age >= SKIPPED_BUCKETS && age < BUCKETS) level = Math.max(level, buckets[at + 1]!);
  }
  return level;
}

import type { Second } from './scorer.ts';

const BUCKET_SECONDS = 10;
const BUCKETS = 30;
/** The eruption under way is not its own predecessor. */
const SKIPPED_BUCKETS = 2;

/** The highest level of the last five minutes, without the last twenty seconds. */
export class RecentPeak {
  readonly #levels = new Float32Array(BUCKETS);
  readonly #numbers = new Float64Array(BUCKETS).fill(-1);
  /** The answer for one bucket; it cannot change before the next one begins. */
  #askedFor = -1;
  #answer = 0;

  push(second: Second, level: number): void {
    const number = Math.floor(second / BUCKET_SECONDS);
    const slot = number % BUCKETS;
    if (this.#numbers[slot] === number) {
      this.#levels[slot] = Math.max(this.#levels[slot] ?? 0, level);
    } else {
      this.#numbers[slot] = number;
      this.#levels[slot] = level;
    }
  }

  /** At least 0. */
  at(second: Second): number {
    const number = Math.floor(second / BUCKET_SECONDS);
    if (number === this.#askedFor) return this.#answer;
    let highest = 0;
    for (let slot = 0; slot < BUCKETS; slot++) {
      const age = number - (this.#numbers[slot] ?? -1);
      if (age >= SKIPPED_BUCKETS && age < BUCKETS) highest = Math.max(highest, this.#levels[slot] ?? 0);
    }
    this.#askedFor = number;
    this.#answer = highest;
    return highest;
  }
}

import { CountRing, KINDS, MESSAGES, RECENT_SECONDS } from './second-counts.ts';
import type { Second } from './scorer.ts';

/**
 * What is usual in a channel: counts of its last seen seconds, quiet ones included. Seconds that turn out not to have
 * been seen are taken back.
 */
export class Baseline {
  readonly #counts: CountRing;
  readonly #seconds: Float64Array;
  /** Messages of the last {@link RECENT_SECONDS} at each of those seconds, for the spread of the rate. */
  readonly #recent: Uint16Array;
  #next = 0;
  #recentSum = 0;
  #recentSquares = 0;

  constructor(secondsMax: number) {
    this.#counts = new CountRing(secondsMax);
    this.#seconds = new Float64Array(secondsMax);
    this.#recent = new Uint16Array(secondsMax);
  }

  /** Seconds it rests on. */
  get seconds(): number {
    return this.#counts.size;
  }

  get messages(): number {
    return this.#counts.sums[MESSAGES] ?? 0;
  }

  /** Mean count a second. */
  mean(kind: number): number {
    return (this.#counts.sums[kind] ?? 0) / Math.max(1, this.#counts.size);
  }

  /** Standard deviation of the smoothed rate, messages a second. */
  spread(): number {
    const n = Math.max(1, this.#counts.size);
    const mean = this.#recentSum / n;
    return Math.sqrt(Math.max(0, this.#recentSquares / n - mean * mean)) / RECENT_SECONDS;
  }

  push(second: Second, row: ArrayLike<number>, recentMessages: number): void {
    if (this.#counts.size === this.#seconds.length) this.#forgetRecent(this.#next);
    this.#counts.push(row);
    const recent = Math.min(0xffff, recentMessages);
    this.#seconds[this.#next] = second;
    this.#recent[this.#next] = recent;
    this.#recentSum += recent;
    this.#recentSquares += recent * recent;
    this.#next = (this.#next + 1) % this.#seconds.length;
  }

  dropFrom(from: Second): void {
    for (;;) {
      const newest = (this.#next - 1 + this.#seconds.length) % this.#seconds.length;
      if (this.#counts.size === 0 || (this.#seconds[newest] ?? 0) < from) return;
      this.#forgetRecent(newest);
      this.#counts.pop();
      this.#next = newest;
    }
  }

  #forgetRecent(slot: number): void {
    const recent = this.#recent[slot] ?? 0;
    this.#recentSum -= recent;
    this.#recentSquares -= recent * recent;
  }
}

// Kept beside the ring so that a row's width and a sample's width are one number.
export const SAMPLE_WIDTH = KINDS + 2;

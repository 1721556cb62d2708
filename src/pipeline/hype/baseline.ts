import type { SecondSample } from '../../domain/channel-metrics.ts';
import { CountRing, KINDS, MESSAGES, RECENT_SECONDS } from './second-counts.ts';
import type { Second } from './scorer.ts';

/**
 * What is usual in a channel: counts of its last seen seconds, quiet ones included. Seconds that turn out not to have
 * been seen are taken back. The same seconds are what storage keeps, so they are held once.
 */
export class Baseline {
  readonly #counts: CountRing;
  readonly #secondsMax: number;
  readonly #seconds: Uint32Array;
  /** Null while nothing was said: most channels of a large bot are silent most of the day. */
  #loud: LoudSeconds | null = null;
  #next = 0;
  #recentSum = 0;
  #recentSquares = 0;

  constructor(secondsMax: number) {
    this.#counts = new CountRing(secondsMax);
    this.#secondsMax = secondsMax;
    this.#seconds = new Uint32Array(secondsMax);
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

  /**
   * @param second 0 or later
   * @param recentMessages messages of the last {@link RECENT_SECONDS}
   * @param level of {@link import('./features.ts').FeatureVector}, for {@link samples}
   */
  push(second: Second, row: ArrayLike<number>, recentMessages: number, level = 0): void {
    if (this.#counts.size === this.#secondsMax) this.#forgetRecent(this.#next);
    this.#counts.push(row);
    this.#seconds[this.#next] = second;
    const recent = Math.min(0xffff, recentMessages);
    if (recent !== 0 || level !== 0) this.#loud ??= silence(this.#secondsMax);
    if (this.#loud !== null) {
      this.#loud.recent[this.#next] = recent;
      this.#loud.levels[this.#next] = level;
    }
    this.#recentSum += recent;
    this.#recentSquares += recent * recent;
    this.#next = (this.#next + 1) % this.#secondsMax;
  }

  dropFrom(from: Second): void {
    for (;;) {
      const newest = this.#slot(0);
      if (this.#counts.size === 0 || this.#seconds[newest]! < from) return;
      this.#forgetRecent(newest);
      this.#counts.pop();
      this.#next = newest;
    }
  }

  /** The seconds since `from`, oldest first: counts, recent messages and level of each. */
  samples(from: Second): readonly SecondSample[] {
    let age = 0;
    while (age < this.#counts.size && this.#seconds[this.#slot(age)]! >= from) age++;
    const samples: SecondSample[] = [];
    while (age-- > 0) samples.push({ second: this.#seconds[this.#slot(age)]! * 1000, values: this.#valuesOf(age) });
    return samples;
  }

  #valuesOf(age: number): readonly number[] {
    const values = new Array<number>(KINDS + 2);
    for (let kind = 0; kind < KINDS; kind++) values[kind] = this.#counts.at(age, kind);
    const slot = this.#slot(age);
    values[KINDS] = this.#loud?.recent[slot] ?? 0;
    values[KINDS + 1] = this.#loud?.levels[slot] ?? 0;
    return values;
  }

  /** Of the second that was pushed `age` seconds before the newest. */
  #slot(age: number): number {
    return (this.#next - 1 - age + this.#secondsMax) % this.#secondsMax;
  }

  #forgetRecent(slot: number): void {
    const recent = this.#loud?.recent[slot] ?? 0;
    this.#recentSum -= recent;
    this.#recentSquares -= recent * recent;
  }
}

interface LoudSeconds {
  /** Messages of the last {@link RECENT_SECONDS} at each second, for the spread of the rate. */
  readonly recent: Uint16Array;
  readonly levels: Float32Array;
}

function silence(seconds: number): LoudSeconds {
  return { recent: new Uint16Array(seconds), levels: new Float32Array(seconds) };
}

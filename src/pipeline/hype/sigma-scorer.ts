import type { DetectorReading, SecondSample } from '../../domain/channel-metrics.ts';
import { rate } from '../../lib/format.ts';
import { SampleLog } from './sample-log.ts';
import type { Explanation, Scorer, Second } from './scorer.ts';

export interface SigmaOptions {
  /** Length of the window in seconds; nothing is judged before it is full. */
  readonly windowSeconds: number;
  /** Standard deviations above the mean at which a second counts. */
  readonly thresholdStd: number;
  /** Least time between two detections. */
  readonly cooldownSeconds: number;
}

/** Seconds kept for storage, which asks for those of the running minute. */
const SAMPLE_SECONDS = 180;

export const SIGMA_DEFAULTS: SigmaOptions = { windowSeconds: 60, thresholdStd: 2, cooldownSeconds: 30 };

/**
 * The classic rule: messages in one second against mean and population standard deviation of the last window, that
 * second included. Score = (velocity - mean) / std, 0 while std is 0.
 */
export class SigmaScorer implements Scorer {
  readonly name = 'sigma';
  readonly #window: Uint32Array;
  #next = 0;
  #filled = 0;
  #sum = 0;
  #squares = 0;
  #open = 0;
  #newest: Second = 0;
  readonly #samples = new SampleLog(SAMPLE_SECONDS);
  #reading: DetectorReading = { status: 'warming-up', score: 0, velocity: 0, baselineMean: 0, baselineStd: 0 };

  constructor(options: SigmaOptions) {
    this.#window = new Uint32Array(options.windowSeconds);
  }

  observe(): void {
    this.#open++;
  }

  /** The rule knows nothing but the rate. */
  notice(): void {}

  signal(): void {}

  gap(unseenFrom: Second): void {
    this.#open = 0;
    this.#samples.dropFrom(unseenFrom);
    for (; this.#filled > 0 && this.#newest >= unseenFrom; this.#newest--) this.#removeNewest();
  }

  close(second: Second): DetectorReading {
    const velocity = this.#open;
    this.#open = 0;
    this.#push(second, velocity);
    const mean = this.#filled === 0 ? 0 : this.#sum / this.#filled;
    const std = this.#filled === 0 ? 0 : Math.sqrt(Math.max(0, this.#squares / this.#filled - mean * mean));
    const full = this.#filled === this.#window.length;
    const score = full && std > 0 ? (velocity - mean) / std : 0;
    this.#reading = { status: full ? 'ready' : 'warming-up', score, velocity, baselineMean: mean, baselineStd: std };
    return this.#reading;
  }

  samples(from: Second): readonly SecondSample[] {
    return this.#samples.since(from);
  }

  restore(second: Second, values: readonly number[]): void {
    this.#push(second, values[0] ?? 0);
  }

  explain(): Explanation {
    const { score, velocity, baselineMean } = this.#reading;
    const text = `${rate(velocity)} msg/s, ${rate(score)} deviations above the usual ${rate(baselineMean)}`;
    return { contributions: [{ kind: 'rate', text, points: score }], discounts: [], attack: false };
  }

  #push(second: Second, velocity: number): void {
    this.#newest = second;
    const size = this.#window.length;
    if (this.#filled === size) {
      const oldest = this.#window[this.#next] ?? 0;
      this.#sum -= oldest;
      this.#squares -= oldest * oldest;
    } else {
      this.#filled++;
    }
    this.#window[this.#next] = velocity;
    this.#next = (this.#next + 1) % size;
    this.#sum += velocity;
    this.#squares += velocity * velocity;
    this.#samples.push(second, velocity);
  }

  #removeNewest(): void {
    this.#next = (this.#next + this.#window.length - 1) % this.#window.length;
    const newest = this.#window[this.#next] ?? 0;
    this.#sum -= newest;
    this.#squares -= newest * newest;
    this.#filled--;
  }
}

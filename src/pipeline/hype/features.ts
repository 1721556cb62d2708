import type { Baseline } from './baseline.ts';
import { CHATTERS, CountRing, MESSAGES, REACTION, RECENT_SECONDS, SHORT, UNIT } from './second-counts.ts';

/**
 * What the score is made of: logarithms of "how many times the usual", each with a few messages added above and below,
 * so that they mean the same in any chat, whatever its language and speed, and so that a handful of people is no crowd.
 */
export const FEATURES = ['reaction10', 'short10'] as const;

/** Computes the features of one channel, once a second. */
export class FeatureVector {
  readonly values = new Float64Array(FEATURES.length);
  readonly #ten = new CountRing(RECENT_SECONDS);
  readonly #fifteen = new CountRing(15);

  /** Messages of the last {@link RECENT_SECONDS}. */
  get messages(): number {
    return this.#ten.sums[MESSAGES] ?? 0;
  }

  /** Messages a second over the last {@link RECENT_SECONDS}. */
  get velocity(): number {
    return this.messages / RECENT_SECONDS;
  }

  /** Distinct chatters of the last 15 seconds. */
  get chatters(): number {
    return (this.#fifteen.sums[CHATTERS] ?? 0) / UNIT;
  }

  push(row: ArrayLike<number>): void {
    this.#ten.push(row);
    this.#fifteen.push(row);
  }

  forget(): void {
    this.#ten.clear();
    this.#fifteen.clear();
  }

  compare(baseline: Baseline): void {
    const { values } = this;
    values[0] = this.#timesUsual(this.#ten, RECENT_SECONDS, REACTION, 8, baseline);
    values[1] = this.#timesUsual(this.#ten, RECENT_SECONDS, SHORT, 4, baseline);
  }

  #timesUsual(window: CountRing, seconds: number, kind: number, added: number, baseline: Baseline): number {
    const now = (window.sums[kind] ?? 0) / UNIT;
    const usual = (baseline.mean(kind) * seconds) / UNIT;
    return Math.log((now + added) / (usual + added));
  }
}

import type { SecondSample } from '../../domain/channel-metrics.ts';
import type { Second } from './scorer.ts';

/** The samples of the last seconds, as storage takes them; the oldest is overwritten. */
export class SampleLog {
  readonly #capacity: number;
  readonly #width: number;
  readonly #values: Float32Array;
  readonly #seconds: Float64Array;
  #next = 0;
  #size = 0;

  /** @param width numbers a sample has; each must be exact as a 32-bit float */
  constructor(width: number, secondsMax: number) {
    this.#capacity = secondsMax;
    this.#width = width;
    this.#values = new Float32Array(secondsMax * width);
    this.#seconds = new Float64Array(secondsMax);
  }

  push(second: Second, values: ArrayLike<number>): void {
    for (let i = 0; i < this.#width; i++) this.#values[this.#next * this.#width + i] = values[i] ?? 0;
    this.#seconds[this.#next] = second;
    this.#next = (this.#next + 1) % this.#capacity;
    this.#size = Math.min(this.#size + 1, this.#capacity);
  }

  /** Takes back the samples of `from` and later. */
  dropFrom(from: Second): void {
    while (this.#size > 0) {
      const newest = (this.#next - 1 + this.#capacity) % this.#capacity;
      if ((this.#seconds[newest] ?? 0) < from) return;
      this.#next = newest;
      this.#size--;
    }
  }

  /** Oldest first. */
  since(from: Second): readonly SecondSample[] {
    const samples: SecondSample[] = [];
    for (let age = this.#size; age > 0; age--) {
      const slot = (this.#next - age + this.#capacity) % this.#capacity;
      const second = this.#seconds[slot] ?? 0;
      if (second >= from)
        samples.push({
          second: second * 1000,
          values: [...this.#values.subarray(slot * this.#width, (slot + 1) * this.#width)],
        });
    }
    return samples;
  }
}

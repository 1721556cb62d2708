import type { SecondSample } from '../../domain/channel-metrics.ts';
import type { Second } from './scorer.ts';

/** One number of each of the last seconds, as storage takes them; the oldest is overwritten. */
export class SampleLog {
  readonly #capacity: number;
  /** Exact up to 2^24. */
  readonly #values: Float32Array;
  readonly #seconds: Uint32Array;
  #next = 0;
  #size = 0;

  constructor(secondsMax: number) {
    this.#capacity = secondsMax;
    this.#values = new Float32Array(secondsMax);
    this.#seconds = new Uint32Array(secondsMax);
  }

  /** @param second 0 or later */
  push(second: Second, value: number): void {
    this.#values[this.#next] = value;
    this.#seconds[this.#next] = second;
    this.#next = (this.#next + 1) % this.#capacity;
    this.#size = Math.min(this.#size + 1, this.#capacity);
  }

  /** Takes back the samples of `from` and later. */
  dropFrom(from: Second): void {
    while (this.#size > 0 && this.#seconds[this.#slot(1)]! >= from) {
      this.#next = this.#slot(1);
      this.#size--;
    }
  }

  /** Oldest first. */
  since(from: Second): readonly SecondSample[] {
    const samples: SecondSample[] = [];
    for (let age = this.#size; age > 0; age--) {
      const slot = this.#slot(age);
      const second = this.#seconds[slot]!;
      if (second >= from) samples.push({ second: second * 1000, values: [this.#values[slot]!] });
    }
    return samples;
  }

  /** Of the sample `age` pushes ago. */
  #slot(age: number): number {
    return (this.#next - age + this.#capacity) % this.#capacity;
  }
}

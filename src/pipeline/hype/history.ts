import type { DetectorReading } from '../../domain/channel-metrics.ts';
import type { MomentSeries } from '../../domain/hype-moment.ts';
import type { Second } from './scorer.ts';

const FIELDS = 5;

/** The readings of the last seconds, for charts and for finding where a rise began. */
export class History {
  readonly #capacity: number;
  /** Null while every reading is nothing: most channels of a large bot are silent most of the day. */
  #values: Float32Array | null = null;
  #newest: Second | null = null;
  #size = 0;

  constructor(secondsMax: number) {
    this.#capacity = secondsMax;
  }

  /** Seconds must follow each other. */
  push(second: Second, reading: DetectorReading, messages: number): void {
    if (this.#values !== null || isSomething(reading, messages)) this.#write(second, reading, messages);
    this.#size = this.#newest === second - 1 ? Math.min(this.#size + 1, this.#capacity) : 1;
    this.#newest = second;
  }

  /** Messages in that second; 0 where it is not remembered. */
  messages(second: Second): number {
    return this.#has(second) ? (this.#values?.[(second % this.#capacity) * FIELDS] ?? 0) : 0;
  }

  series(lastSecond: Second, seconds: number): MomentSeries | null {
    if (this.#newest === null) return null;
    const to = Math.min(lastSecond, this.#newest);
    const from = Math.max(to - seconds + 1, this.#newest - this.#size + 1);
    if (from > to) return null;
    const field = (offset: number): number[] =>
      Array.from(
        { length: to - from + 1 },
        (_, index) => this.#values?.[((from + index) % this.#capacity) * FIELDS + offset] ?? 0,
      );
    return { from: from * 1000, velocity: field(4), baselineMean: field(1), baselineStd: field(2), score: field(3) };
  }

  #write(second: Second, reading: DetectorReading, messages: number): void {
    const values = (this.#values ??= new Float32Array(this.#capacity * FIELDS));
    const at = (second % this.#capacity) * FIELDS;
    values[at] = messages;
    values[at + 1] = reading.baselineMean;
    values[at + 2] = reading.baselineStd;
    values[at + 3] = reading.score;
    values[at + 4] = reading.velocity;
  }

  #has(second: Second): boolean {
    return this.#newest !== null && second <= this.#newest && second > this.#newest - this.#size;
  }
}

function isSomething({ baselineMean, baselineStd, score, velocity }: DetectorReading, messages: number): boolean {
  return messages !== 0 || baselineMean !== 0 || baselineStd !== 0 || score !== 0 || velocity !== 0;
}

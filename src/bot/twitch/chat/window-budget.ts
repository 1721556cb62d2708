import type { EpochMs } from '../../../domain/chat-event.ts';

/** At most `max` takes in any window of `windowMs`, however the window is laid. */
export class WindowBudget {
  readonly #windowMs: number;
  /** The last `max` takes, as a circle. */
  readonly #taken: Float64Array;
  #next = 0;

  constructor(max: number, windowMs: number) {
    this.#windowMs = windowMs;
    this.#taken = new Float64Array(max).fill(Number.NEGATIVE_INFINITY);
  }

  /** 0 when one may be taken now. */
  waitMs(now: EpochMs): number {
    const oldest = this.#taken[this.#next]!;
    // A clock that was set back must not lengthen the wait beyond one window.
    return Math.min(this.#windowMs, Math.max(0, oldest + this.#windowMs - now));
  }

  take(now: EpochMs): void {
    this.#taken[this.#next] = now;
    this.#next = (this.#next + 1) % this.#taken.length;
  }
}

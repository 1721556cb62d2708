import type { EpochMs } from '../../../domain/chat-event.ts';

/** Share of the distance by which the usual delay follows a longer one. */
const delayFollows = 1 / 64;

/**
 * Tells a socket that was stuck from a chat that was quiet: after a silence, the first message of the batch was written
 * during the silence and waited. Delays are judged against the smallest usual one, so that a clock that is off by some
 * seconds does not look like a stall.
 */
export class StallWatch {
  readonly #silenceMs: number;
  readonly #ageMs: number;
  #lastLineAt: EpochMs;
  #usualDelayMs = 0;

  constructor(silenceMs: number, ageMs: number, now: EpochMs) {
    this.#silenceMs = silenceMs;
    this.#ageMs = ageMs;
    this.#lastLineAt = now;
  }

  get lastLineAt(): EpochMs {
    return this.#lastLineAt;
  }

  /** A line without a time of its own. */
  line(now: EpochMs): void {
    this.#lastLineAt = now;
  }

  /** A chat event. True when it ends a stall. */
  event(now: EpochMs, sentAt: EpochMs): boolean {
    const silentSince = this.#lastLineAt;
    this.#lastLineAt = now;
    const delay = now - sentAt;
    const excess = delay - this.#usualDelayMs;
    const stalled =
      now - silentSince >= this.#silenceMs && excess > this.#ageMs && sentAt + this.#usualDelayMs > silentSince;
    this.#usualDelayMs = excess < 0 ? delay : this.#usualDelayMs + excess * delayFollows;
    return stalled;
  }
}

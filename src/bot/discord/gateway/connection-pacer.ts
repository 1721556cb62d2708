import type { Clock } from '../../../domain/ports/clock.ts';
import type { EpochMs } from '../../../domain/chat-event.ts';
import { backoffMs } from '../../../lib/backoff.ts';

/**
 * Discord allows 1,000 identifies a day and resets the token of who needs more; the longest pause keeps a connection
 * that fails all day at about 900.
 */
const PAUSE = { firstMs: 1_000, maxMs: 120_000, jitter: 0.2 };
/** A connection that held so long was no part of a series of failures. */
const STABLE_MS = 60_000;

/** Spaces out connections to the gateway: the first at once, then with growing pauses until one of them holds. */
export class ConnectionPacer {
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #stopped: AbortSignal;
  #attempts = 0;
  #connectedAt: EpochMs | null = null;

  constructor(clock: Clock, random: () => number, stopped: AbortSignal) {
    this.#clock = clock;
    this.#random = random;
    this.#stopped = stopped;
  }

  /** Resolves when a connection may be opened; never once stopped, so that a closed client cannot come back. */
  async beforeConnect(): Promise<void> {
    const pause = this.#attempts === 0 ? 0 : backoffMs(this.#attempts - 1, PAUSE, this.#random());
    this.#attempts++;
    if (pause > 0) await this.#clock.sleep(pause, this.#stopped).catch(() => this.#never());
    if (this.#stopped.aborted) await this.#never();
  }

  connected(): void {
    this.#connectedAt = this.#clock.now();
  }

  disconnected(): void {
    if (this.#connectedAt !== null && this.#clock.now() - this.#connectedAt >= STABLE_MS) this.#attempts = 0;
    this.#connectedAt = null;
  }

  #never(): Promise<never> {
    return new Promise(() => {});
  }
}

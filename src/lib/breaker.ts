import type { EpochMs } from '../domain/chat-event.ts';

export interface BreakerOptions {
  /** Failures in a row after which calls stop. */
  readonly failuresMax: number;
  /** First pause; it doubles with every trial that fails, up to `pauseMaxMs`. */
  readonly pauseMs: number;
  readonly pauseMaxMs: number;
}

/**
 * Stops calling what keeps failing. After the pause one call is let through as a trial: if it succeeds all may call
 * again, else the next pause begins. Time comes from the caller.
 */
export class Breaker {
  readonly #options: BreakerOptions;
  #failures = 0;
  #pauses = 0;
  #until: EpochMs | null = null;
  #trial = false;

  constructor(options: BreakerOptions) {
    this.#options = options;
  }

  /** When calls may begin again; null while they may. */
  get pausedUntil(): EpochMs | null {
    return this.#until;
  }

  /** Asks to make a call. Whoever is let through reports back with `succeeded`, `failed` or `unknown`. */
  enter(now: EpochMs): boolean {
    if (this.#until === null) return true;
    if (now < this.#until || this.#trial) return false;
    this.#trial = true;
    return true;
  }

  succeeded(): void {
    this.#failures = 0;
    this.#pauses = 0;
    this.#until = null;
    this.#trial = false;
  }

  /** @param atLeastMs a pause the other side asked for; it counts up to `pauseMaxMs` */
  failed(now: EpochMs, atLeastMs = 0): void {
    this.#failures++;
    const { failuresMax, pauseMs, pauseMaxMs } = this.#options;
    if (!this.#trial && this.#failures < failuresMax && atLeastMs === 0) return;
    // Calls that were under way when the pause began say nothing new.
    if (this.#until !== null && !this.#trial) return;
    this.#trial = false;
    const own = pauseMs * 2 ** Math.min(this.#pauses, 20);
    this.#pauses++;
    this.#until = now + Math.min(pauseMaxMs, Math.max(own, atLeastMs));
  }

  /** The call ended without telling anything, for example because its caller left. */
  unknown(): void {
    this.#trial = false;
  }
}

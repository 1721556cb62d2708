import type { EpochMs } from '../domain/chat-event.ts';

export interface TokenBucketOptions {
  /** What may be taken at once after a rest. */
  readonly burst: number;
  readonly perSecond: number;
}

/** Lets `burst` through at once and `perSecond` for ever. Time comes from the caller. */
export class TokenBucket {
  readonly #options: TokenBucketOptions;
  #tokens: number;
  #at: EpochMs;

  constructor(options: TokenBucketOptions, now: EpochMs) {
    this.#options = options;
    this.#tokens = options.burst;
    this.#at = now;
  }

  /** False when there is none left. */
  take(now: EpochMs): boolean {
    const { burst, perSecond } = this.#options;
    const passedMs = Math.max(0, now - this.#at);
    this.#tokens = Math.min(burst, this.#tokens + (passedMs / 1000) * perSecond);
    this.#at = now;
    if (this.#tokens < 1) return false;
    this.#tokens--;
    return true;
  }
}

import type { ChannelName, EpochMs } from '../../../domain/chat-event.ts';
import type { JoinFailure } from '../../../domain/ports/chat.ts';
import { backoffMs, type BackoffOptions } from '../../../lib/backoff.ts';

/** A channel somebody wants to watch, and how getting into it has gone so far. */
export class WantedChannel {
  readonly name: ChannelName;
  failure: JoinFailure | null = null;
  lastMessageAt: EpochMs | null = null;
  /** Not to be tried before. */
  retryAt: EpochMs = Number.NEGATIVE_INFINITY;
  /** We were in it before, so entering it again ends a gap in what we saw. */
  entered = false;
  #failures = 0;

  constructor(name: ChannelName) {
    this.name = name;
  }

  joined(): void {
    this.failure = null;
    this.#failures = 0;
    this.retryAt = Number.NEGATIVE_INFINITY;
  }

  failed(reason: JoinFailure, now: EpochMs, retry: BackoffOptions, random: number): void {
    this.failure = reason;
    this.retryAt =
      reason === 'invalid-name' ? Number.POSITIVE_INFINITY : now + backoffMs(this.#failures, retry, random);
    this.#failures++;
  }
}

import type { ChannelName, EpochMs } from '../../domain/chat-event.ts';
import type { ChannelControl } from '../../domain/ports/web.ts';
import { TokenBucket } from '../../lib/token-bucket.ts';

const HOLDER = 'websocket';

export interface ChannelHoldsOptions {
  readonly channels: Pick<ChannelControl, 'list' | 'hold' | 'release'>;
  readonly limits: {
    readonly heldChannelsMax: number;
    readonly newChannelsBurst: number;
    readonly newChannelsPerSecond: number;
  };
  readonly now: () => EpochMs;
}

/** Watches a channel from its first listener to its last. Channels that are watched anyway count against no limit. */
export class ChannelHolds {
  readonly #options: ChannelHoldsOptions;
  readonly #listeners = new Map<ChannelName, number>();
  /** Watched for listeners only. */
  readonly #extra = new Set<ChannelName>();
  readonly #pace: TokenBucket;

  constructor(options: ChannelHoldsOptions) {
    this.#options = options;
    const { newChannelsBurst: burst, newChannelsPerSecond: perSecond } = options.limits;
    this.#pace = new TokenBucket({ burst, perSecond }, options.now());
  }

  /** False when as many channels are watched for listeners as may be, or new ones come too quickly. */
  retain(channel: ChannelName): boolean {
    const listeners = this.#listeners.get(channel);
    if (listeners === undefined) {
      if (!this.#isWatchedAnyway(channel)) {
        if (this.#extra.size >= this.#options.limits.heldChannelsMax) return false;
        if (!this.#pace.take(this.#options.now())) return false;
        this.#extra.add(channel);
      }
      this.#options.channels.hold(channel, HOLDER);
    }
    this.#listeners.set(channel, (listeners ?? 0) + 1);
    return true;
  }

  release(channel: ChannelName): void {
    const listeners = this.#listeners.get(channel) ?? 0;
    if (listeners > 1) this.#listeners.set(channel, listeners - 1);
    else if (this.#listeners.delete(channel)) {
      this.#extra.delete(channel);
      this.#options.channels.release(channel, HOLDER);
    }
  }

  #isWatchedAnyway(channel: ChannelName): boolean {
    const watched = this.#options.channels.list().find(({ name }) => name === channel);
    return watched?.reasons.some((reason) => reason !== 'held') ?? false;
  }
}

import type { ChannelName } from '../../domain/chat-event.ts';
import type { ChannelControl } from '../../domain/ports/web.ts';

const HOLDER = 'websocket';

export interface ChannelHoldsOptions {
  readonly channels: Pick<ChannelControl, 'hold' | 'release'>;
  readonly heldChannelsMax: number;
}

/** Watches a channel from its first listener to its last. */
export class ChannelHolds {
  readonly #options: ChannelHoldsOptions;
  readonly #listeners = new Map<ChannelName, number>();

  constructor(options: ChannelHoldsOptions) {
    this.#options = options;
  }

  /** False when as many channels are held as may be. */
  retain(channel: ChannelName): boolean {
    const listeners = this.#listeners.get(channel);
    if (listeners === undefined) {
      if (this.#listeners.size >= this.#options.heldChannelsMax) return false;
      this.#options.channels.hold(channel, HOLDER);
    }
    this.#listeners.set(channel, (listeners ?? 0) + 1);
    return true;
  }

  release(channel: ChannelName): void {
    const listeners = this.#listeners.get(channel) ?? 0;
    if (listeners > 1) this.#listeners.set(channel, listeners - 1);
    else if (this.#listeners.delete(channel)) this.#options.channels.release(channel, HOLDER);
  }
}

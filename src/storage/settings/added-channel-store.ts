import type { ChannelName } from '../../domain/chat-event.ts';
import type { AddedChannelStore } from '../../domain/ports/stores.ts';
import type { Namespace } from './namespace.ts';

/** One key a channel: that it is there says everything. */
export class KeyvAddedChannelStore implements AddedChannelStore {
  readonly #namespace: Namespace;

  constructor(namespace: Namespace) {
    this.#namespace = namespace;
  }

  all(): Promise<readonly ChannelName[]> {
    return this.#namespace.keys();
  }

  async add(channel: ChannelName): Promise<void> {
    await this.#namespace.set(channel, true);
  }

  async remove(channel: ChannelName): Promise<void> {
    await this.#namespace.delete(channel);
  }
}

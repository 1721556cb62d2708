import type { ChannelName } from '../../domain/chat-event.ts';
import type { Client } from './client.ts';

/** Clients by the channels they want to hear of. An empty list of channels means all of them. */
export class Audience {
  readonly #all = new Set<Client>();
  readonly #byChannel = new Map<ChannelName, Set<Client>>();

  add(client: Client, channels: readonly ChannelName[]): void {
    if (channels.length === 0) this.#all.add(client);
    for (const channel of channels) {
      const clients = this.#byChannel.get(channel) ?? new Set();
      this.#byChannel.set(channel, clients.add(client));
    }
  }

  remove(client: Client): void {
    this.#all.delete(client);
    for (const [channel, clients] of this.#byChannel) {
      if (clients.delete(client) && clients.size === 0) this.#byChannel.delete(channel);
    }
  }

  /** Whether anybody wants to hear of all channels. */
  get wantsAll(): boolean {
    return this.#all.size > 0;
  }

  /** Channels named by somebody. */
  get channels(): Iterable<ChannelName> {
    return this.#byChannel.keys();
  }

  hears(channel: ChannelName): boolean {
    return this.#all.size > 0 || this.#byChannel.has(channel);
  }

  *of(channel: ChannelName): Iterable<Client> {
    yield* this.#all;
    yield* this.#byChannel.get(channel) ?? [];
  }
}

import type { ChannelName } from '../../domain/chat-event.ts';
import type { Client } from './client.ts';
import { EventLog } from './event-log.ts';
import type { SocketLimits } from './limits.ts';
import { UserCards } from './user-cards.ts';

/** One channel that event sockets listen to, or did a moment ago. */
export class Room {
  readonly channel: ChannelName;
  readonly clients = new Set<Client>();
  readonly log: EventLog;
  readonly users: UserCards;
  /** Set while nobody listens. */
  #expiry: NodeJS.Timeout | undefined;

  /** @param since sequence of the last event before the room opened */
  constructor(channel: ChannelName, limits: SocketLimits, since: number) {
    this.channel = channel;
    this.log = new EventLog(limits, since);
    this.users = new UserCards(limits);
  }

  enter(client: Client): void {
    this.clients.add(client);
    this.keep();
  }

  /** The room outlives its last listener for a while, so that whoever reconnects misses nothing. */
  leave(client: Client, keepMs: number, onExpired: () => void): void {
    this.clients.delete(client);
    if (this.clients.size > 0) return;
    this.keep();
    this.#expiry = setTimeout(onExpired, keepMs);
    this.#expiry.unref();
  }

  keep(): void {
    clearTimeout(this.#expiry);
  }
}

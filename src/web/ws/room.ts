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

  /** @param since sequence of the last event before the room opened */
  constructor(channel: ChannelName, limits: SocketLimits, since: number) {
    this.channel = channel;
    this.log = new EventLog(limits, since);
    this.users = new UserCards(limits);
  }
}

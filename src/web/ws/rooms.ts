import type { ChannelName } from '../../domain/chat-event.ts';
import type { Client } from './client.ts';
import type { SocketLimits } from './limits.ts';
import { Room } from './room.ts';

/** Channels somebody listens to, and those somebody did a moment ago, so that whoever reconnects misses nothing. */
export class Rooms {
  readonly #limits: SocketLimits;
  readonly #rooms = new Map<ChannelName, Room>();
  /** Rooms without a listener, the one left longest ago first. */
  readonly #idle = new Map<ChannelName, NodeJS.Timeout>();

  constructor(limits: SocketLimits) {
    this.#limits = limits;
  }

  get(channel: ChannelName): Room | undefined {
    return this.#rooms.get(channel);
  }

  all(): Iterable<Room> {
    return this.#rooms.values();
  }

  /** @param since sequence of the last event so far */
  enter(channel: ChannelName, client: Client, since: number): Room {
    clearTimeout(this.#idle.get(channel));
    this.#idle.delete(channel);
    let room = this.#rooms.get(channel);
    if (room === undefined) {
      room = new Room(channel, this.#limits, since);
      this.#rooms.set(channel, room);
    }
    room.clients.add(client);
    return room;
  }

  leave(channel: ChannelName, client: Client): void {
    const room = this.#rooms.get(channel);
    if (room?.clients.delete(client) !== true || room.clients.size > 0) return;
    const timer = setTimeout(() => this.#forget(channel), this.#limits.logKeepMs);
    this.#idle.set(channel, timer.unref());
    const [oldest] = this.#idle.keys();
    if (this.#idle.size > this.#limits.idleLogsMax && oldest !== undefined) this.#forget(oldest);
  }

  #forget(channel: ChannelName): void {
    clearTimeout(this.#idle.get(channel));
    this.#idle.delete(channel);
    this.#rooms.delete(channel);
  }
}

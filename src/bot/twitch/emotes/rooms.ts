import type { ChannelName } from '../../../domain/chat-event.ts';

const ROOM_ID = /^\d{1,20}$/;

/** Which channels are wanted, and which Twitch ids they have. A renamed channel can share its id with its old name for a while. */
export class Rooms {
  readonly #rooms = new Map<ChannelName, string | null>();
  readonly #channels = new Map<string, Set<ChannelName>>();

  channels(): readonly ChannelName[] {
    return [...this.#rooms.keys()];
  }

  /** Null where the channel is not wanted or its id is not known. */
  roomOf(channel: ChannelName): string | null {
    return this.#rooms.get(channel) ?? null;
  }

  channelsOf(roomId: string): Iterable<ChannelName> {
    return this.#channels.get(roomId) ?? [];
  }

  want(channel: ChannelName): void {
    if (!this.#rooms.has(channel)) this.#rooms.set(channel, null);
  }

  /**
   * The channel is known to have this id. Null where that is nothing new, cannot be an id, or nobody wants the channel;
   * else the id that no channel has any more, if there is one.
   */
  enter(channel: ChannelName, roomId: string): { readonly left: string | null } | null {
    const before = this.#rooms.get(channel);
    if (before === roomId || before === undefined || !ROOM_ID.test(roomId)) return null;
    const left = this.#vacate(channel, before);
    this.#rooms.set(channel, roomId);
    const channels = this.#channels.get(roomId) ?? new Set();
    this.#channels.set(roomId, channels.add(channel));
    return { left };
  }

  /** The channel is not wanted any more. The id that no channel has any more, if there is one. */
  leave(channel: ChannelName): string | null {
    const before = this.#rooms.get(channel) ?? null;
    this.#rooms.delete(channel);
    return this.#vacate(channel, before);
  }

  #vacate(channel: ChannelName, roomId: string | null): string | null {
    if (roomId === null) return null;
    const channels = this.#channels.get(roomId);
    if (channels === undefined || !channels.delete(channel) || channels.size > 0) return null;
    this.#channels.delete(roomId);
    return roomId;
  }
}

import type { ChannelName, ChatMessage, ChatNotice, ChatRetraction, EpochMs } from '../../domain/chat-event.ts';
import type { Sentiment } from '../../domain/mood.ts';
import type { LiveListener, WebObserver } from '../../domain/ports/web.ts';
import { chatMessageFrame, type ChatMessageFrame } from '../../lib/wire/chat-message.ts';
import {
  bitsFrame,
  forgottenFrame,
  noticeFrame,
  retractionFrame,
  type TwitchEventFrame,
} from '../../lib/wire/twitch-event.ts';
import type { ChannelHolds } from './channel-holds.ts';
import type { Client } from './client.ts';
import { invalidLastId, type ErrorFrame } from './commands.ts';
import type { EventIds, ResumePoint } from './event-ids.ts';
import type { LoggedEvent } from './event-log.ts';
import type { SocketLimits } from './limits.ts';
import type { Room } from './room.ts';
import { Rooms } from './rooms.ts';
import { textFrame } from './text-frame.ts';

export interface EventHubOptions {
  readonly ids: EventIds;
  readonly holds: ChannelHolds;
  readonly limits: SocketLimits;
  readonly observer: Pick<WebObserver, 'frameSent'>;
  readonly now: () => EpochMs;
}

/** What a client hears when it joined. `resumed` only where it asked to: whether it missed nothing. */
export interface JoinedFrame {
  readonly status: 'joined_channel';
  readonly channel: string;
  readonly resumed?: boolean;
}

/** The answer to a join, and the frames to send right after it. */
export interface Join {
  readonly answer: JoinedFrame | ErrorFrame;
  readonly missed: readonly Buffer[];
}

type Listening = Pick<LiveListener, 'accepted' | 'noticed' | 'retracted' | 'forgotten'>;

/** Chat messages and events of channels, to the sockets that joined them. Each is made into bytes once. */
export class EventHub implements Listening {
  readonly #options: EventHubOptions;
  readonly #rooms: Rooms;
  readonly #joined = new Map<Client, Set<ChannelName>>();

  constructor(options: EventHubOptions) {
    this.#options = options;
    this.#rooms = new Rooms(options.limits);
  }

  /** @param lastId the last event the client saw; null where it asks for nothing that was before */
  join(client: Client, channel: ChannelName, lastId: string | null): Join {
    const point = lastId === null ? null : this.#options.ids.parse(lastId);
    if (lastId !== null && point === null) return refused(invalidLastId(COMMAND));
    const joined = this.#joined.get(client) ?? new Set();
    if (!joined.has(channel)) {
      const { channelsPerClientMax } = this.#options.limits;
      if (joined.size >= channelsPerClientMax) {
        const detail = `One connection may join ${channelsPerClientMax} channels. Leave one, or open another connection.`;
        return refused({ error: 'Too many channels', command: COMMAND, channel, detail });
      }
      if (!this.#options.holds.retain(channel)) {
        const detail = 'The bot watches as many channels for listeners as it may. Try again later.';
        return refused({ error: 'Too many channels', command: COMMAND, channel, detail });
      }
    }
    this.#joined.set(client, joined.add(channel));
    const room = this.#rooms.enter(channel, client, this.#options.ids.last);
    if (point === null) return { answer: { status: 'joined_channel', channel }, missed: [] };
    const { missed, resumed } = resume(room, client, point);
    return { answer: { status: 'joined_channel', channel, resumed }, missed };
  }

  leave(client: Client, channel: ChannelName): void {
    if (this.#joined.get(client)?.delete(channel) !== true) return;
    this.#options.holds.release(channel);
    this.#rooms.leave(channel, client);
  }

  remove(client: Client): void {
    for (const channel of this.#joined.get(client) ?? []) this.leave(client, channel);
    this.#joined.delete(client);
  }

  accepted(message: ChatMessage, sentiment: Sentiment, emotes: readonly string[]): void {
    const room = this.#rooms.get(message.channel);
    if (room === undefined) return;
    const user = room.users.of(message.author, this.#options.now());
    const whose = { messageId: message.id, chatterId: message.author.id };
    this.#publish(room, chatMessageFrame(message, user, sentiment, emotes), message.receivedAt, whose);
    if (message.bits > 0) this.#publish(room, bitsFrame(message), message.receivedAt, whose);
  }

  noticed(notice: ChatNotice): void {
    const room = this.#rooms.get(notice.channel);
    if (room === undefined) return;
    this.#publish(room, noticeFrame(notice), notice.receivedAt, { messageId: notice.id, chatterId: notice.author.id });
  }

  retracted(retraction: ChatRetraction): void {
    const room = this.#rooms.get(retraction.channel);
    if (room === undefined) return;
    room.log.retract(retraction.scope);
    // Nobody was timed out: `forgotten` tells clients what is to vanish.
    if (retraction.atOwnWish === true) return;
    this.#publish(room, retractionFrame(retraction), retraction.receivedAt, NOBODY);
  }

  forgotten(chatterId: string): void {
    const now = this.#options.now();
    for (const room of this.#rooms.all()) {
      room.log.forget(chatterId);
      room.users.forget(chatterId);
      this.#publish(room, forgottenFrame(room.channel, chatterId, now), now, NOBODY);
    }
  }

  #publish(
    room: Room,
    event: ChatMessageFrame | TwitchEventFrame,
    receivedAt: EpochMs,
    whose: Pick<LoggedEvent, 'messageId' | 'chatterId'>,
  ): void {
    const { sequence, id } = this.#options.ids.next();
    const frame = textFrame(JSON.stringify({ ...event, event_id: id }));
    room.log.push({ sequence, channel: room.channel, frame, ...whose });
    for (const client of room.clients) client.send(frame);
    this.#options.observer.frameSent(event.type, room.clients.size, this.#options.now() - receivedAt);
  }
}

const COMMAND = 'join_channel';
const NOBODY = { messageId: '', chatterId: '' };

function refused(answer: ErrorFrame): Join {
  return { answer, missed: [] };
}

/** What came after the point, or nothing where it is more than the client could take at once: half of its room is for what happens now. */
function resume(room: Room, client: Client, point: ResumePoint): { missed: readonly Buffer[]; resumed: boolean } {
  const { events, complete } = room.log.after(point.sequence);
  const bytes = events.reduce((sum, { frame }) => sum + frame.length, 0);
  if (bytes > client.room / 2) return { missed: [], resumed: false };
  return { missed: events.map(({ frame }) => frame), resumed: point.sameRun && complete };
}

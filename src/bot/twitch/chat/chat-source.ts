import type { ChannelName, ChatEvent, EpochMs, GapReason } from '../../../domain/chat-event.ts';
import type { ChatChannelStatus, ChatConnectionStatus, ChatSink, ChatSource } from '../../../domain/ports/chat.ts';
import type { Clock } from '../../../domain/ports/clock.ts';
import type { Observer } from '../../../domain/ports/observer.ts';
import { parseChannelName } from '../../../lib/channel-name.ts';
import { systemClock } from '../../../lib/clock.ts';
import { LineParser } from '../../../lib/irc/line-parser.ts';
import type { Logger } from '../../../telemetry/logger.ts';
import { Connection } from './connection.ts';
import { readControlLine } from './control-line.ts';
import { isLoginRefusal, joinFailureOf } from './join-failure.ts';
import { Joiner } from './joiner.ts';
import type { LinkSession } from './link-session.ts';
import { CHAT_SOURCE_LIMITS, TWITCH_IRC_URL, type ChatSourceLimits } from './options.ts';
import { WantedChannel } from './wanted-channel.ts';
import { WindowBudget } from './window-budget.ts';

export interface TwitchChatSourceOptions {
  readonly sink: ChatSink;
  readonly observer: Observer;
  readonly logger: Logger;
  /** `ws://` or `wss://` with port and path; Twitch itself where absent. */
  readonly ircUrl?: string;
  readonly limits?: Partial<ChatSourceLimits>;
  readonly clock?: Clock;
  /** 0 (inclusive) to 1 (exclusive). */
  readonly random?: () => number;
}

/**
 * Reads Twitch chat anonymously over as many IRC connections as the wanted channels need. Which channels are wanted and
 * which are entered are kept apart; whatever happens to a connection, the difference is worked off at the pace Twitch
 * allows. Messages can come twice while one connection takes over from another: the pipeline drops the second by id.
 */
export class TwitchChatSource implements ChatSource {
  readonly #options: TwitchChatSourceOptions;
  readonly #limits: ChatSourceLimits;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #parser = new LineParser();
  readonly #logins: WindowBudget;
  readonly #channels = new Map<ChannelName, WantedChannel>();
  readonly #connections = new Set<Connection>();
  readonly #closing = new Set<Promise<void>>();
  readonly #joiner: Joiner;
  #started = false;
  #stopped = false;
  /** The time given to events never goes back, whatever the clock does. */
  #latest: EpochMs = Number.NEGATIVE_INFINITY;

  constructor(options: TwitchChatSourceOptions) {
    this.#options = options;
    this.#limits = { ...CHAT_SOURCE_LIMITS, ...options.limits };
    this.#clock = options.clock ?? systemClock;
    this.#random = options.random ?? Math.random;
    this.#logins = new WindowBudget(this.#limits.loginsMax, this.#limits.loginWindowMs);
    this.#joiner = new Joiner({
      limits: this.#limits,
      clock: this.#clock,
      random: this.#random,
      observer: options.observer,
      connections: this.#connections,
    });
  }

  start(): void {
    if (this.#started || this.#stopped) return;
    this.#started = true;
    this.#joiner.start();
    this.#settle();
  }

  want(channels: ReadonlySet<ChannelName>): void {
    for (const name of this.#channels.keys()) if (!channels.has(name)) this.#channels.delete(name);
    for (const name of channels) {
      if (this.#channels.has(name)) continue;
      const channel = new WantedChannel(name);
      if (parseChannelName(name) !== name) channel.failed('invalid-name', this.#clock.now(), this.#limits.joinRetry, 0);
      this.#channels.set(name, channel);
    }
    if (this.#started) this.#settle();
  }

  channels(): readonly ChatChannelStatus[] {
    const homes = new Map<ChannelName, Connection>();
    for (const connection of this.#connections)
      for (const name of connection.channels.keys()) homes.set(name, connection);
    return [...this.#channels.values()].map((channel) => ({
      channel: channel.name,
      state: stateOf(channel, homes.get(channel.name)),
      failure: channel.failure,
      lastMessageAt: channel.lastMessageAt,
    }));
  }

  connections(): readonly ChatConnectionStatus[] {
    return [...this.#connections].map((connection) => connection.status());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopped = true;
    await this.#joiner[Symbol.asyncDispose]();
    for (const connection of this.#connections) this.#retire(connection);
    await Promise.all(this.#closing);
  }

  /** Gives every wanted channel a connection, and takes the others back. */
  #settle(): void {
    if (this.#stopped) return;
    const homeless = new Map([...this.#channels].filter(([, channel]) => channel.failure !== 'invalid-name'));
    for (const connection of this.#connections) {
      for (const name of [...connection.channels.keys()]) {
        if (homeless.delete(name)) continue;
        connection.channels.delete(name);
        for (const session of connection.sessions) session.part(name);
      }
      if (connection.channels.size === 0) this.#retire(connection);
    }
    for (const [name, channel] of homeless) this.#roomFor().channels.set(name, channel);
    this.#joiner.wake();
  }

  #roomFor(): Connection {
    for (const connection of this.#connections) {
      if (connection.channels.size < this.#limits.channelsPerConnectionMax) return connection;
    }
    const connection: Connection = new Connection(
      {
        url: this.#options.ircUrl ?? TWITCH_IRC_URL,
        limits: this.#limits,
        clock: this.#clock,
        random: this.#random,
        observer: this.#options.observer,
        logger: this.#options.logger,
        logins: this.#logins,
      },
      {
        line: (session, line) => this.#line(connection, session, line),
        changed: () => this.#joiner.wake(),
      },
    );
    this.#connections.add(connection);
    return connection;
  }

  #retire(connection: Connection): void {
    this.#connections.delete(connection);
    const closed = connection[Symbol.asyncDispose]().finally(() => this.#closing.delete(closed));
    this.#closing.add(closed);
  }

  #line(connection: Connection, session: LinkSession, line: string): void {
    const at = this.#clock.now();
    if (at > this.#latest) this.#latest = at;
    const now = this.#latest;
    const event = this.#parser.parse(line, now);
    if (typeof event !== 'string') {
      this.#event(connection, session, event, at);
      return;
    }
    session.stall.line(at);
    if (event === 'not-chat') this.#control(connection, session, line, now);
    else this.#options.observer.eventDropped('chat-line', event, false);
  }

  #event(connection: Connection, session: LinkSession, event: ChatEvent, at: EpochMs): void {
    const now = event.receivedAt;
    let channel = session.joined.get(event.channel);
    if (channel === undefined) {
      channel = this.#entered(connection, session, event.channel, now);
      if (channel === undefined) {
        session.stall.line(at);
        this.#options.observer.eventDropped('chat-line', 'unwanted-channel', true);
        return;
      }
    }
    if (session.stall.event(at, event.sentAt)) {
      for (const name of session.joined.keys()) this.#gap(name, 'stall', now);
    }
    if (event.kind === 'message') channel.lastMessageAt = now;
    const dropped = this.#parser.takeEmoteRangesDropped();
    if (dropped > 0) this.#options.observer.eventDropped('chat-emotes', 'bad-range', true, dropped);
    this.#emit(event);
  }

  #control(connection: Connection, session: LinkSession, line: string, now: EpochMs): void {
    const control = readControlLine(line);
    if (control === null) return this.#options.observer.eventDropped('chat-line', 'not-irc', true);
    const own = control.nick !== '' && control.nick === session.nick;
    switch (control.command) {
      case 'ROOMSTATE':
        this.#entered(connection, session, control.channel, now);
        break;
      case 'JOIN':
        if (own) this.#entered(connection, session, control.channel, now);
        break;
      case 'PART':
        if (own) this.#thrownOut(connection, session, control.channel, now);
        break;
      case 'RECONNECT':
        connection.drain(session);
        break;
      case 'NOTICE':
        if (control.channel !== '') this.#notice(connection, session, control.channel, control.msgId, now);
        else if (isLoginRefusal(control.text)) connection.refused(session, control.text);
        break;
      default:
        break;
    }
  }

  /** Proof that we are in a channel. Undefined where nobody wants to be there. */
  #entered(connection: Connection, session: LinkSession, name: ChannelName, now: EpochMs): WantedChannel | undefined {
    const channel = connection.channels.get(name);
    if (channel === undefined || session.joined.has(name)) return channel;
    const covered = [...connection.sessions].some((other) => other !== session && other.joined.has(name));
    session.joining.delete(name);
    session.joined.set(name, channel);
    channel.joined();
    this.#options.observer.channelJoin('joined');
    if (!covered) this.#gap(name, channel.entered ? 'reconnect' : 'joined', now);
    channel.entered = true;
    connection.finishHandover();
    return channel;
  }

  #thrownOut(connection: Connection, session: LinkSession, name: ChannelName, now: EpochMs): void {
    const channel = connection.channels.get(name);
    if (channel === undefined || !session.joined.delete(name)) return;
    this.#joiner.failed(channel, 'refused', now);
  }

  #notice(connection: Connection, session: LinkSession, name: ChannelName, msgId: string, now: EpochMs): void {
    const failure = joinFailureOf(msgId);
    const channel = connection.channels.get(name);
    if (failure === null || channel === undefined) return;
    // A channel that is suspended while we are in it falls silent; the other ids then answer something else.
    const left = failure === 'suspended' && session.joined.delete(name);
    if (session.joining.delete(name) || left) this.#joiner.failed(channel, failure, now);
  }

  #gap(channel: ChannelName, reason: GapReason, now: EpochMs): void {
    this.#emit({ kind: 'gap', channel, sentAt: now, receivedAt: now, reason });
  }

  #emit(event: ChatEvent): void {
    try {
      this.#options.sink(event);
    } catch (error) {
      this.#options.observer.stageFailed('chat-sink', error);
    }
  }
}

function stateOf(channel: WantedChannel, home: Connection | undefined): ChatChannelStatus['state'] {
  const sessions = home === undefined ? [] : [...home.sessions];
  if (sessions.some((session) => session.joined.has(channel.name))) return 'joined';
  if (sessions.some((session) => session.joining.has(channel.name))) return 'joining';
  return channel.failure === null ? 'queued' : 'failed';
}

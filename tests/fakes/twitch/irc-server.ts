import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { notice, privmsg, roomState, type LineOptions } from './irc-lines.ts';

/** How the server treats whoever connects. */
export type Reception =
  | 'normal'
  /** No WebSocket: HTTP 503. */
  | 'refuse'
  /** Opens the socket and closes it at once. */
  | 'accept-and-close'
  /** Closes right after a complete login. */
  | 'close-after-login'
  /** Opens the socket and never says a word. */
  | 'mute'
  /** Answers the login with a NOTICE and closes. */
  | 'bad-auth';

export type ChannelKind = 'open' | 'suspended' | 'banned' | 'limit' | 'unknown';

export interface IrcServerOptions {
  readonly port?: number;
  /** JOINs that Twitch allows, over all connections of an account. */
  readonly joinsMax?: number;
  readonly joinWindowMs?: number;
}

export interface ReceivedLine {
  readonly at: number;
  readonly connection: number;
  readonly line: string;
}

const NOTICES: Readonly<Record<Exclude<ChannelKind, 'open' | 'unknown'>, readonly [string, string]>> = {
  suspended: ['msg_channel_suspended', 'This channel does not exist or has been suspended.'],
  banned: ['msg_banned', 'You are permanently banned from talking in this channel.'],
  limit: ['msg_concurrent_channel_limit_reached', 'You are connected to too many chat channels'],
};

/** One client's connection as the server sees it. */
class IrcClientConnection {
  readonly number: number;
  readonly socket: WebSocket;
  readonly joined = new Set<string>();
  readonly capabilities = new Set<string>();
  nick = '';
  loggedIn = false;
  /** Stops answering, without closing: the other half of the connection is gone. */
  dead = false;

  constructor(number: number, socket: WebSocket) {
    this.number = number;
    this.socket = socket;
  }

  send(...lines: string[]): void {
    if (!this.dead && this.socket.readyState === this.socket.OPEN)
      this.socket.send(lines.map((line) => `${line}\r\n`).join(''));
  }
}

/**
 * Twitch chat over WebSocket, as far as a reader sees it: capabilities, login, JOIN with echo, names and ROOMSTATE, PING,
 * NOTICEs, and every way in which it is known to fail. Records what clients do, and whether they keep to the join limit.
 */
export class FakeIrcServer implements AsyncDisposable {
  readonly received: ReceivedLine[] = [];
  /** When each WebSocket opened. */
  readonly opened: number[] = [];
  /** TCP connections, also those that never became a WebSocket. */
  tcpConnections = 0;
  /** JOINs beyond the limit, with their time. */
  readonly joinViolations: number[] = [];
  readonly joins: { readonly at: number; readonly channel: string; readonly connection: number }[] = [];
  reception: Reception = 'normal';
  /** Channels that are not open; every other name is. */
  readonly kinds = new Map<string, ChannelKind>();
  readonly #http: Server;
  readonly #connections = new Set<IrcClientConnection>();
  readonly #sockets = new Set<Socket>();
  readonly #waiting = new Set<() => void>();
  readonly #joinsMax: number;
  readonly #joinWindowMs: number;

  private constructor(options: IrcServerOptions) {
    this.#joinsMax = options.joinsMax ?? 20;
    this.#joinWindowMs = options.joinWindowMs ?? 10_000;
    this.#http = createServer((_, response) => response.writeHead(426).end());
    this.#http.on('connection', (socket: Socket) => {
      this.tcpConnections++;
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
      socket.on('error', () => socket.destroy());
    });
    const webSockets = new WebSocketServer({ noServer: true });
    this.#http.on('upgrade', (request, socket, head) => {
      if (this.reception === 'refuse') {
        socket.end('HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\n\r\n');
        return;
      }
      webSockets.handleUpgrade(request, socket, head, (webSocket) => this.#accept(webSocket));
    });
  }

  static async start(options: IrcServerOptions = {}): Promise<FakeIrcServer> {
    const server = new FakeIrcServer(options);
    await new Promise<void>((resolve) => server.#http.listen(options.port ?? 0, '127.0.0.1', resolve));
    return server;
  }

  get url(): string {
    return `ws://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  get connectionCount(): number {
    return this.#connections.size;
  }

  /** Channels that at least one connection is in. */
  get joinedChannels(): ReadonlySet<string> {
    return new Set([...this.#connections].flatMap((connection) => [...connection.joined]));
  }

  say(channel: string, login: string, text: string, options: LineOptions = {}): void {
    this.inject(channel, privmsg(channel, login, text, options));
  }

  /** Sends a line to every connection that is in the channel. */
  inject(channel: string, ...lines: string[]): void {
    for (const connection of this.#connections) if (connection.joined.has(channel)) connection.send(...lines);
  }

  /** Sends lines to every connection, in one frame. */
  broadcast(...lines: string[]): void {
    for (const connection of this.#connections) connection.send(...lines);
  }

  /** Sends text as it is, line ends included. */
  broadcastRaw(frame: string): void {
    for (const connection of this.#connections) if (!connection.dead) connection.socket.send(frame);
  }

  /** Announces that all present connections will be closed. */
  askToReconnect(): void {
    this.broadcast(':tmi.twitch.tv RECONNECT');
  }

  /** Throws a client out of a channel. */
  part(channel: string): void {
    for (const connection of this.#connections) {
      if (!connection.joined.delete(channel)) continue;
      connection.send(`:${connection.nick}!${connection.nick}@${connection.nick}.tmi.twitch.tv PART #${channel}`);
    }
  }

  /** Cuts all present connections without a word. */
  drop(): void {
    for (const connection of this.#connections) connection.socket.terminate();
  }

  /** All present connections stay open and never answer again. */
  goHalfOpen(): void {
    for (const connection of this.#connections) connection.dead = true;
  }

  /** `count` messages in frames of `perFrame`, as fast as the sockets take them. */
  flood(channel: string, count: number, perFrame = 20): void {
    for (let sent = 0; sent < count; sent += perFrame) {
      const size = Math.min(perFrame, count - sent);
      this.inject(
        channel,
        ...Array.from({ length: size }, (_, i) => privmsg(channel, `viewer${(sent + i) % 500}`, `message ${sent + i}`)),
      );
    }
  }

  /** Waits for a state of the server; looks again at everything clients do. */
  async until(what: string, condition: () => boolean, timeoutMs = 10_000): Promise<void> {
    const deadline = AbortSignal.timeout(timeoutMs);
    while (!condition()) {
      if (deadline.aborted) throw new Error(`waited ${timeoutMs} ms for: ${what}`);
      await new Promise<void>((resolve) => {
        const look = (): void => {
          clearTimeout(timer);
          this.#waiting.delete(look);
          resolve();
        };
        const timer = setTimeout(look, 10);
        this.#waiting.add(look);
      });
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((resolve) => this.#http.close(() => resolve()));
  }

  #accept(socket: WebSocket): void {
    const connection = new IrcClientConnection(this.opened.length, socket);
    this.opened.push(Date.now());
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      this.#connections.delete(connection);
      this.#changed();
    });
    if (this.reception === 'accept-and-close') {
      socket.close(1001);
      return;
    }
    this.#connections.add(connection);
    if (this.reception === 'mute') connection.dead = true;
    socket.on('message', (data: Buffer) => {
      for (const line of data.toString().split('\r\n')) if (line !== '') this.#receive(connection, line);
      this.#changed();
    });
    this.#changed();
  }

  #receive(connection: IrcClientConnection, line: string): void {
    this.received.push({ at: Date.now(), connection: connection.number, line });
    if (connection.dead) return;
    const [command = '', ...words] = line.split(' ');
    switch (command.toUpperCase()) {
      case 'CAP':
        this.#capabilities(connection, words);
        break;
      case 'NICK':
        connection.nick = words[0] ?? '';
        this.#login(connection);
        break;
      case 'PING':
        connection.send(`:tmi.twitch.tv PONG tmi.twitch.tv :${words.join(' ').replace(/^:/, '')}`);
        break;
      case 'JOIN':
        for (const channel of (words[0] ?? '').split(',')) this.#join(connection, channel.replace(/^#/, ''));
        break;
      case 'PART':
        for (const channel of (words[0] ?? '').split(',')) this.#leave(connection, channel.replace(/^#/, ''));
        break;
      default:
        break;
    }
  }

  #capabilities(connection: IrcClientConnection, [subcommand = '', ...rest]: string[]): void {
    if (subcommand === 'LS') {
      connection.send(':tmi.twitch.tv CAP * LS :twitch.tv/commands twitch.tv/membership twitch.tv/tags');
    } else if (subcommand === 'REQ') {
      const wanted = rest.join(' ').replace(/^:/, '').trim().split(' ');
      for (const capability of wanted) connection.capabilities.add(capability);
      connection.send(`:tmi.twitch.tv CAP * ACK :${wanted.join(' ')}`);
    }
  }

  #login(connection: IrcClientConnection): void {
    if (this.reception === 'bad-auth') {
      connection.send(notice('*', null, 'Improperly formatted auth'));
      connection.socket.close();
      return;
    }
    const { nick } = connection;
    connection.loggedIn = true;
    connection.send(
      `:tmi.twitch.tv 001 ${nick} :Welcome, GLHF!`,
      `:tmi.twitch.tv 002 ${nick} :Your host is tmi.twitch.tv`,
      `:tmi.twitch.tv 003 ${nick} :This server is rather new`,
      `:tmi.twitch.tv 004 ${nick} :-`,
      `:tmi.twitch.tv 375 ${nick} :-`,
      `:tmi.twitch.tv 372 ${nick} :You are in a maze of twisty passages, all alike.`,
      `:tmi.twitch.tv 376 ${nick} :>`,
    );
    if (this.reception === 'close-after-login') connection.socket.close();
  }

  #join(connection: IrcClientConnection, channel: string): void {
    const at = Date.now();
    this.joins.push({ at, channel, connection: connection.number });
    if (this.joins.filter((join) => join.at > at - this.#joinWindowMs).length > this.#joinsMax)
      this.joinViolations.push(at);
    const kind = this.kinds.get(channel) ?? 'open';
    if (kind === 'unknown') return;
    if (kind !== 'open') {
      connection.send(notice(`#${channel}`, ...NOTICES[kind]));
      return;
    }
    const { nick } = connection;
    connection.joined.add(channel);
    connection.send(`:${nick}!${nick}@${nick}.tmi.twitch.tv JOIN #${channel}`);
    connection.send(
      `:${nick}.tmi.twitch.tv 353 ${nick} = #${channel} :${nick}`,
      `:${nick}.tmi.twitch.tv 366 ${nick} #${channel} :End of /NAMES list`,
      ...(connection.capabilities.has('twitch.tv/commands') ? [roomState(channel)] : []),
    );
  }

  #leave(connection: IrcClientConnection, channel: string): void {
    if (!connection.joined.delete(channel)) return;
    connection.send(`:${connection.nick}!${connection.nick}@${connection.nick}.tmi.twitch.tv PART #${channel}`);
  }

  #changed(): void {
    for (const look of [...this.#waiting]) look();
  }
}

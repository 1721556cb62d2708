import type { ClientRequestArgs } from 'node:http';
import { connect, isIP, Socket } from 'node:net';
import { connect as connectSecurely } from 'node:tls';
import { ChatClient, LogLevel } from '@twurple/chat';
import type { Observer } from '../../../domain/ports/observer.ts';
import type { Logger } from '../../../telemetry/logger.ts';
import { readControlLine } from './control-line.ts';

export interface IrcLinkHandlers {
  /** Every line as it arrived, without its end. */
  line(line: string): void;
  /** Logged in. */
  ready(): void;
  /** The socket is gone; called once, nothing follows. */
  closed(reason: string): void;
}

export interface IrcLinkOptions {
  /** `ws://` or `wss://`, with port and path where they differ from the usual ones. */
  readonly url: string;
  readonly observer: Observer;
  readonly logger: Logger;
  readonly handshakeTimeoutMs: number;
}

/** Longest frame accepted; Twitch's are a few KiB. */
const frameBytesMax = 1_048_576;
const closeTimeoutMs = 2_000;

/**
 * What the library needs to see: it keeps the connection, the capabilities and the login. Everything else is read by
 * us alone, because its handlers throw on input they do not expect, some of them where nobody can catch it.
 */
const LIBRARY_COMMANDS: ReadonlySet<string> = new Set([
  'PING',
  'PONG',
  '001',
  '002',
  '003',
  '004',
  '005',
  '372',
  '375',
  '376',
  '422',
  '462',
]);

/**
 * One connection to Twitch chat, from opening to its end, over @twurple/chat: the only file that knows the library.
 * A link is used once; whoever wants another opens another.
 *
 * Lines are taken at `irc.receiveLine`, an undocumented seam that spares the library's own, many times slower, parser.
 * Should the seam be missing or no longer called, lines come from the library's event instead: slower, but the same.
 */
export class IrcLink {
  readonly #client: ChatClient;
  readonly #options: IrcLinkOptions;
  readonly #handlers: IrcLinkHandlers;
  #closed = false;
  #seamUsed = false;
  #socketMade = false;
  #library: ((line: string) => void) | null = null;

  constructor(options: IrcLinkOptions, handlers: IrcLinkHandlers) {
    this.#options = options;
    this.#handlers = handlers;
    const { hostName, ssl } = target(options.url);
    // The type package knows neither `closeTimeout` nor our version of Node's types.
    const wsOptions = {
      handshakeTimeout: options.handshakeTimeoutMs,
      closeTimeout: closeTimeoutMs,
      maxPayload: frameBytesMax,
      perMessageDeflate: false,
      createConnection: (to: ClientRequestArgs) => this.#socket(to, ssl),
    };
    this.#client = new ChatClient({
      hostName,
      ssl,
      webSocket: true,
      channels: [],
      rejoinChannelsOnReconnect: false,
      connectionOptions: { wsOptions: wsOptions as object },
      logger: {
        minLevel: LogLevel.WARNING,
        custom: (_level, message) => options.logger.debug({ message }, 'chat library'),
      },
    });
    this.#takeLines();
    this.#client.onAuthenticationSuccess(() => this.#guard('chat-login', () => handlers.ready()));
    this.#client.onDisconnect((_manually, error) => {
      // The library connects again at once, without a pause, as soon as this handler returns: quitting here would
      // come too early to stop it.
      process.nextTick(() => this.#client.quit());
      this.#end(
        error === undefined ? 'the connection broke' : `the server closed the connection ${error.message}`.trim(),
      );
    });
    this.#client.onTokenFetchFailure((error) => this.#end(`login failed: ${error.message}`));
  }

  open(): void {
    this.#client.connect();
  }

  get nick(): string {
    return this.#client.irc.currentNick;
  }

  /** Sends one raw line; nothing happens where the link is not open. */
  send(line: string): void {
    if (!this.#closed) this.#client.irc.sendRaw(line);
  }

  /**
   * Tells the library that the connection lives. It sees no chat, so it would ask the server every minute although
   * lines arrive all the time. Call it more often than that. Without the seam it sees them itself.
   */
  reassure(): void {
    if (!this.#seamUsed || this.#closed) return;
    this.#guard('chat-library', () => this.#library?.(':tmi.twitch.tv PONG tmi.twitch.tv :hypewire'));
  }

  close(reason: string): void {
    this.#client.quit();
    this.#end(reason);
  }

  /** The library would open another socket the moment this one ends. It gets one that is dead already. */
  #socket(to: ClientRequestArgs, ssl: boolean): Socket {
    if (this.#socketMade) return new Socket().destroy();
    this.#socketMade = true;
    const host = to.host ?? '';
    const port = Number(to.port);
    return ssl
      ? connectSecurely({ host, port, ...(isIP(host) === 0 ? { servername: host } : {}) })
      : connect({ host, port });
  }

  #end(reason: string): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#guard('chat-close', () => this.#handlers.closed(reason));
  }

  #takeLines(): void {
    const { irc } = this.#client;
    if (typeof irc.receiveLine === 'function') {
      const library = irc.receiveLine.bind(irc);
      this.#library = library;
      irc.receiveLine = (received: string): void => {
        this.#seamUsed = true;
        // The library takes two lines for one where a frame ends between their `\r` and `\n`.
        for (const line of received.split('\r\n')) this.#take(line, library);
      };
    }
    irc.onAnyMessage((message) => {
      if (!this.#seamUsed && !this.#closed) this.#deliver(message.rawLine ?? '');
    });
  }

  #take(line: string, library: (line: string) => void): void {
    if (this.#closed) return;
    // Lines with tags are chat, and nearly all lines are.
    if (!line.startsWith('@') && libraryNeeds(line)) this.#guard('chat-library', () => library(line));
    this.#deliver(line);
  }

  /** Nothing that goes wrong with one line may reach the socket. */
  #deliver(line: string): void {
    try {
      this.#handlers.line(line);
    } catch (error) {
      this.#options.observer.stageFailed('chat-line', error);
    }
  }

  #guard(stage: string, work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#options.observer.stageFailed(stage, error);
    }
  }
}

function libraryNeeds(line: string): boolean {
  const control = readControlLine(line);
  if (control === null) return false;
  // Of the capability replies only those that answer our own requests: a NEW would make it ask for more.
  if (control.command === 'CAP') return ['LS', 'ACK', 'NAK'].includes(control.parameters[1]?.toUpperCase() ?? '');
  return LIBRARY_COMMANDS.has(control.command);
}

/**
 * The library has no option for port or path: it builds `scheme://<hostName>:<80 or 443>`. A host name that ends in a
 * query swallows that port.
 */
export function target(address: string): { readonly hostName: string; readonly ssl: boolean } {
  const url = new URL(address);
  const ssl = url.protocol === 'wss:';
  const path = url.pathname === '/' && url.search === '' ? '' : `${url.pathname}${url.search}`;
  if (url.port === '' && path === '') return { hostName: url.hostname, ssl };
  const query = url.search === '' ? '?' : '&';
  return { hostName: `${url.host}${url.pathname}${url.search}${query}p=`, ssl };
}

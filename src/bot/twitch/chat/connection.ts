import type { ChannelName } from '../../../domain/chat-event.ts';
import type { Clock } from '../../../domain/ports/clock.ts';
import type { ChatConnectionStatus } from '../../../domain/ports/chat.ts';
import type { Observer } from '../../../domain/ports/observer.ts';
import { backoffMs } from '../../../lib/backoff.ts';
import type { Logger } from '../../../telemetry/logger.ts';
import { LinkSession } from './link-session.ts';
import type { ChatSourceLimits } from './options.ts';
import type { WantedChannel } from './wanted-channel.ts';
import { quietSleep, settledWithin, WakeUp } from './wake-up.ts';
import type { WindowBudget } from './window-budget.ts';

export interface ConnectionOptions {
  readonly url: string;
  readonly limits: ChatSourceLimits;
  readonly clock: Clock;
  readonly random: () => number;
  readonly observer: Observer;
  readonly logger: Logger;
  /** Shared by all connections. */
  readonly logins: WindowBudget;
}

export interface ConnectionHandlers {
  line(session: LinkSession, line: string): void;
  /** Something changed that may call for joins. */
  changed(): void;
}

const problemCharsMax = 200;
const disposeTimeoutMs = 3_000;

/**
 * Keeps one place in Twitch chat filled: a link, and when it ends another one, after a pause that grows while links do
 * not last. When the server announces that it will close a link, the next one opens beside it and takes over.
 */
export class Connection implements AsyncDisposable {
  /** The channels that live here, wanted whether or not a link is there. */
  readonly channels = new Map<ChannelName, WantedChannel>();
  readonly #options: ConnectionOptions;
  readonly #handlers: ConnectionHandlers;
  readonly #stop = new AbortController();
  readonly #wake = new WakeUp();
  /** The newest last; at most one of them is not draining. */
  readonly #sessions = new Set<LinkSession>();
  #state: ChatConnectionStatus['state'] = 'waiting';
  #opened = 0;
  #lastProblem: string | null = null;
  readonly #running: Promise<void>;

  constructor(options: ConnectionOptions, handlers: ConnectionHandlers) {
    this.#options = options;
    this.#handlers = handlers;
    this.#running = this.#run();
  }

  /** Live links, an old one before its successor. */
  get sessions(): ReadonlySet<LinkSession> {
    return this.#sessions;
  }

  /** The link that new channels are joined on, if there is one. */
  get usable(): LinkSession | null {
    for (const session of this.#sessions) if (session.usable) return session;
    return null;
  }

  status(): ChatConnectionStatus {
    const connected = [...this.#sessions].some((session) => session.readyAt !== null);
    return {
      state: connected ? 'connected' : this.#state,
      channels: this.channels.size,
      reconnects: Math.max(0, this.#opened - 1),
      lastProblem: this.#lastProblem,
    };
  }

  /** The server says that it will close this link soon. */
  drain(session: LinkSession): void {
    if (session.draining) return;
    session.draining = true;
    this.#options.logger.info('the chat server asks to reconnect');
    this.#wake.wake();
    void this.#closeLater(session);
  }

  /** The server does not let us in. */
  refused(session: LinkSession, text: string): void {
    this.#options.observer.chatConnection('refused', 'login');
    session.close(`login refused: ${text}`);
  }

  /** Closes the old link as soon as its successor is in every channel it was in. */
  finishHandover(): void {
    const successor = this.usable;
    if (successor === null) return;
    for (const old of this.#sessions) {
      if (old.draining && [...old.joined.keys()].every((channel) => successor.joined.has(channel))) {
        old.close('handed over');
      }
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    for (const session of this.#sessions) session.close('no longer needed');
    await settledWithin(this.#options.clock, disposeTimeoutMs, this.#running);
  }

  async #run(): Promise<void> {
    const { clock, limits, random, logins } = this.#options;
    const { signal } = this.#stop;
    let failures = 0;
    while (!signal.aborted) {
      const waitMs = logins.waitMs(clock.now());
      if (waitMs > 0) {
        await quietSleep(clock, waitMs, signal);
        continue;
      }
      logins.take(clock.now());
      const session = this.#open();
      while (!signal.aborted && !session.over.aborted && !session.draining) {
        await this.#wake.sleep(clock, limits.idlePingMs, AbortSignal.any([signal, session.over]));
      }
      const lasted = session.readyAt !== null && clock.now() - session.readyAt >= limits.stableMs;
      failures = lasted ? 0 : failures + 1;
      if (lasted && session.draining) continue;
      this.#state = 'waiting';
      await quietSleep(clock, backoffMs(Math.max(0, failures - 1), limits.reconnect, random()), signal);
    }
  }

  #open(): LinkSession {
    const { url, limits, clock, observer, logger } = this.#options;
    this.#state = 'connecting';
    this.#opened++;
    const session: LinkSession = new LinkSession(
      { url, observer, logger, handshakeTimeoutMs: limits.loginTimeoutMs },
      limits,
      clock.now(),
      {
        line: (line) => this.#handlers.line(session, line),
        ready: () => {
          session.readyAt = clock.now();
          observer.chatConnection('connected', 'login');
          this.#handlers.changed();
        },
        closed: (reason) => this.#closed(session, reason),
      },
    );
    this.#sessions.add(session);
    session.open();
    void session.watch(clock, limits);
    return session;
  }

  #closed(session: LinkSession, reason: string): void {
    this.#sessions.delete(session);
    const expected = session.draining || this.#stop.signal.aborted;
    this.#options.observer.chatConnection(
      'closed',
      expected ? 'expected' : session.readyAt === null ? 'before-login' : 'lost',
    );
    if (!expected) {
      this.#lastProblem = reason.slice(0, problemCharsMax);
      this.#options.logger.warn({ reason: this.#lastProblem }, 'chat connection closed');
    }
    this.#handlers.changed();
  }

  async #closeLater(session: LinkSession): Promise<void> {
    await quietSleep(this.#options.clock, this.#options.limits.drainMs, session.over);
    session.close('its time was up');
  }
}

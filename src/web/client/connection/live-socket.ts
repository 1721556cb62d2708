import { backoffMs, type BackoffOptions } from '../../../lib/backoff.ts';
import type { LinkState } from '../state/app-state.ts';
import type { Timers } from '../kit/timers.ts';

/** What is used of a browser's WebSocket. */
export interface SocketLike {
  send(data: string): void;
  close(): void;
  addEventListener(type: 'open' | 'close', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

export interface LiveSocketOptions {
  readonly url: string;
  readonly open: (url: string) => SocketLike;
  readonly timers: Timers;
  /** 0 to 1. */
  readonly random: () => number;
  /** Called with each message while the socket lasts. */
  readonly heard: (data: unknown) => void;
  readonly changed: (state: LinkState) => void;
  /** Sent once after each connect: subscriptions of the connection. */
  readonly greetings?: () => readonly object[];
  /** Sent every so often; the bot answers it, so that silence means a dead connection. */
  readonly ping?: { readonly message: object; readonly everyMs: number };
  /** After this silence, counted from the first message of a connection, the connection is given up. */
  readonly silenceMaxMs?: number;
}

/** A socket that comes back for ever: 1 s to 30 s apart, at random within the second half. */
export interface LiveSocket {
  /** Sent if the connection stands; otherwise the greeting of the next one says it. */
  send(message: object): void;
  /** Tries at once if it waits. */
  retryNow(): void;
  close(): void;
}

type Wait = 'connect' | 'retry' | 'stable' | 'ping' | 'silence';

const BACKOFF: BackoffOptions = { firstMs: 1_000, maxMs: 30_000, jitter: 0.5 };
/** A connection that lasted this long begins the pauses anew. */
const STABLE_MS = 10_000;
/** A connect that neither succeeds nor fails. */
const CONNECT_MAX_MS = 15_000;

export function openLiveSocket(options: LiveSocketOptions): LiveSocket {
  return new Connection(options);
}

class Connection implements LiveSocket {
  readonly #options: LiveSocketOptions;
  #socket: SocketLike | null = null;
  #isOpen = false;
  #failures = 0;
  #ended = false;
  /** Calls off everything that waits for the present connection. */
  readonly #pending = new Map<Wait, () => void>();

  constructor(options: LiveSocketOptions) {
    this.#options = options;
    this.#connect();
  }

  send(message: object): void {
    if (this.#isOpen) this.#socket?.send(JSON.stringify(message));
  }

  retryNow(): void {
    if (this.#ended || this.#socket !== null) return;
    this.#drop();
    this.#connect();
  }

  close(): void {
    this.#ended = true;
    this.#drop();
    this.#options.changed({ kind: 'off' });
  }

  #connect(): void {
    const socket = this.#options.open(this.#options.url);
    this.#socket = socket;
    this.#options.changed({ kind: 'connecting' });
    // A replaced socket may still speak; only the present one is listened to.
    const present = (task: () => void) => () => {
      if (this.#socket === socket) task();
    };
    this.#wait('connect', CONNECT_MAX_MS, () => this.#lost());
    socket.addEventListener(
      'open',
      present(() => this.#opened()),
    );
    socket.addEventListener(
      'close',
      present(() => this.#lost()),
    );
    socket.addEventListener('message', (event) => {
      if (this.#socket !== socket) return;
      this.#watchSilence();
      this.#options.heard(event.data);
    });
  }

  #opened(): void {
    this.#isOpen = true;
    this.#stop('connect');
    this.#wait('stable', STABLE_MS, () => (this.#failures = 0));
    this.#options.changed({ kind: 'open' });
    for (const greeting of this.#options.greetings?.() ?? []) this.send(greeting);
    this.#ping();
  }

  #ping(): void {
    const { ping } = this.#options;
    if (ping === undefined) return;
    this.send(ping.message);
    this.#wait('ping', ping.everyMs, () => this.#ping());
  }

  #watchSilence(): void {
    const { silenceMaxMs } = this.#options;
    if (silenceMaxMs !== undefined) this.#wait('silence', silenceMaxMs, () => this.#lost());
  }

  #lost(): void {
    this.#drop();
    const pauseMs = backoffMs(this.#failures, BACKOFF, this.#options.random());
    this.#failures += 1;
    this.#wait('retry', pauseMs, () => this.#connect());
    this.#options.changed({ kind: 'waiting', retryAt: this.#options.timers.now() + pauseMs });
  }

  #drop(): void {
    const socket = this.#socket;
    this.#socket = null;
    this.#isOpen = false;
    for (const name of [...this.#pending.keys()]) this.#stop(name);
    socket?.close();
  }

  #wait(name: Wait, ms: number, task: () => void): void {
    this.#stop(name);
    this.#pending.set(
      name,
      this.#options.timers.after(ms, () => {
        this.#pending.delete(name);
        task();
      }),
    );
  }

  #stop(name: Wait): void {
    this.#pending.get(name)?.();
    this.#pending.delete(name);
  }
}

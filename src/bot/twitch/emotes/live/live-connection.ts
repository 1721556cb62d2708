import type { EpochMs } from '../../../../domain/chat-event.ts';
import type { Clock } from '../../../../domain/ports/clock.ts';
import { backoffMs } from '../../../../lib/backoff.ts';
import { quietSleep, WakeUp } from '../../chat/wake-up.ts';
import { USER_AGENT } from '../ask.ts';
import type { LiveLimits } from '../limits.ts';
import type { LiveChange, LiveFrame, LiveProtocol } from './protocol.ts';

export interface LiveOptions {
  readonly url: string;
  readonly protocol: LiveProtocol;
  readonly limits: LiveLimits;
  readonly clock: Clock;
  readonly random: () => number;
  /** Must not throw. */
  readonly onChange: (change: LiveChange) => void;
  /** A frame that could not be used. */
  readonly onUnreadable: () => void;
}

/**
 * One socket that follows topics, and another one whenever it ends, until it is disposed. Where the server takes fewer
 * topics than there are, the latest ones are left to polling.
 */
export class LiveConnection implements AsyncDisposable {
  readonly #options: LiveOptions;
  readonly #topics = new Set<string>();
  readonly #stop = new AbortController();
  readonly #running: Promise<void>;
  #socket: WebSocket | null = null;
  /** What the server takes on the socket of the moment; 0 until it is ready. */
  #topicsMax = 0;
  /** The socket counts as dead then. */
  #deadline: EpochMs = 0;
  #heartbeatMs: number | null = null;
  readonly #deadlineMoved = new WakeUp();

  constructor(options: LiveOptions) {
    this.#options = options;
    this.#running = this.#run();
  }

  get isReady(): boolean {
    return this.#topicsMax > 0;
  }

  get size(): number {
    return this.#topics.size;
  }

  follow(topic: string): void {
    this.#topics.add(topic);
    if (this.#topics.size <= this.#topicsMax) this.#socket?.send(this.#options.protocol.follow(topic));
  }

  /** False where it was not followed here. */
  unfollow(topic: string): boolean {
    if (!this.#topics.delete(topic)) return false;
    if (this.isReady) this.#socket?.send(this.#options.protocol.unfollow(topic));
    return true;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { clock, limits, random } = this.#options;
    const { signal } = this.#stop;
    for (let failures = 0; !signal.aborted; failures++) {
      const openedAt = clock.now();
      await this.#session();
      if (clock.now() - openedAt >= limits.stableMs) failures = 0;
      await quietSleep(clock, backoffMs(failures, limits.reconnect, random()), signal);
    }
  }

  /** From opening one socket to its end, however that comes about. */
  async #session(): Promise<void> {
    const { url, clock, limits, protocol } = this.#options;
    const over = new AbortController();
    const end = (): void => over.abort();
    this.#deadline = clock.now() + limits.openTimeoutMs;
    this.#heartbeatMs = null;
    const socket = new WebSocket(url, { headers: { 'user-agent': USER_AGENT } });
    this.#socket = socket;
    const options = { signal: over.signal };
    socket.addEventListener('open', () => protocol.readyOnOpen && this.#ready(protocol.readyOnOpen), options);
    socket.addEventListener('message', ({ data }: { data: unknown }) => this.#receive(data, end), options);
    socket.addEventListener('close', end, options);
    // Without a listener that stays, a failure during the closing handshake would be an uncaught event.
    socket.addEventListener('error', end);
    const stopped = AbortSignal.any([over.signal, this.#stop.signal]);
    while (!stopped.aborted && clock.now() < this.#deadline)
      await this.#deadlineMoved.sleep(clock, this.#deadline - clock.now(), stopped);
    end();
    this.#socket = null;
    this.#topicsMax = 0;
    socket.close();
  }

  #receive(data: unknown, end: () => void): void {
    const { protocol, limits, onChange, onUnreadable, clock } = this.#options;
    if (this.#heartbeatMs !== null) this.#deadline = clock.now() + this.#heartbeatMs * limits.heartbeatsMissedMax;
    if (typeof data !== 'string' || data.length > limits.frameCharactersMax) return onUnreadable();
    const frame = protocol.read(data);
    switch (frame.kind) {
      case 'ready':
        return this.#ready(frame);
      case 'change':
        return onChange(frame.change);
      case 'leave':
        return end();
      case 'unreadable':
        return onUnreadable();
      case 'other':
        return;
    }
  }

  #ready({ heartbeatMs, topicsMax }: Extract<LiveFrame, { kind: 'ready' }>): void {
    const { protocol, limits, clock } = this.#options;
    this.#heartbeatMs = heartbeatMs;
    const lifeMs = heartbeatMs === null ? limits.silentSessionMsMax : heartbeatMs * limits.heartbeatsMissedMax;
    this.#deadline = clock.now() + lifeMs;
    this.#deadlineMoved.wake();
    this.#topicsMax = topicsMax;
    let sent = 0;
    for (const topic of this.#topics) if (sent++ < topicsMax) this.#socket?.send(protocol.follow(topic));
  }
}

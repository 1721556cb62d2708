import type { Duplex } from 'node:stream';
import type { WebSocket } from '@fastify/websocket';
import type { SocketKind } from '../../domain/ports/web.ts';
import type { SocketLimits } from './limits.ts';
import { textFrame } from './text-frame.ts';
import type { WriteBatch } from './write-batch.ts';

/** Close codes of RFC 6455, section 7.4, that this server uses. */
export const CLOSE = { goingAway: 1001, policy: 1008, tryAgainLater: 1013 } as const;

export interface ClientOptions {
  readonly kind: SocketKind;
  readonly socket: WebSocket;
  /** The connection under the socket. Frames are made beforehand and written here; compression is off, so nothing waits above. */
  readonly connection: Duplex;
  readonly batch: WriteBatch;
  readonly limits: SocketLimits;
  readonly onCoalesced: () => void;
}

/** One connected program or page. Nothing that is sent to it ever waits without a bound. */
export class Client {
  readonly kind: SocketKind;
  /** Answered the last ping. */
  alive = true;
  readonly #options: ClientOptions;
  /** Newest state by key that the client is too slow to take now. */
  readonly #latest = new Map<string, Buffer>();
  #closing: NodeJS.Timeout | undefined;
  #closeReason: string | null = null;

  constructor(options: ClientOptions) {
    this.kind = options.kind;
    this.#options = options;
    options.connection.on('drain', () => this.#flushLatest());
    options.socket.on('close', () => clearTimeout(this.#closing));
  }

  get open(): boolean {
    return this.#options.socket.readyState === this.#options.socket.OPEN;
  }

  /** Why this side closed; null when the other side did. Bounded. */
  get closeReason(): string | null {
    return this.#closeReason;
  }

  /** Bytes that may still be sent before the client counts as too slow. */
  get room(): number {
    return this.#options.limits.outgoingBytesMax - this.#options.connection.writableLength;
  }

  /** One of a series in which none may be missing. A client that cannot keep up is closed and told why. */
  send(frame: Buffer): void {
    if (!this.open) return;
    if (frame.length > this.room)
      return this.close(CLOSE.tryAgainLater, 'too-slow', 'too slow: reconnect with last_id');
    this.#write(frame);
  }

  /** The state of something now. While the client cannot keep up, the newest frame of each key replaces the one before. */
  offer(key: string, frame: Buffer): void {
    if (!this.open) return;
    if (!this.#options.connection.writableNeedDrain) return this.#write(frame);
    if (this.#latest.has(key)) this.#options.onCoalesced();
    this.#latest.set(key, frame);
  }

  reply(value: object): void {
    this.send(textFrame(JSON.stringify(value)));
  }

  /** @param reason bounded, for counters @param text for the other side, at most 123 bytes */
  close(code: number, reason: string, text: string): void {
    const { socket, limits } = this.#options;
    if (this.#closeReason !== null) return;
    this.#closeReason = reason;
    this.#latest.clear();
    socket.close(code, text);
    this.#closing = setTimeout(() => socket.terminate(), limits.closeGraceMs);
    this.#closing.unref();
  }

  /** Asks for a sign of life; a client that gave none since the last time is cut off. */
  ping(): void {
    if (!this.alive) {
      this.#closeReason ??= 'no-pong';
      this.terminate();
    } else if (this.open) {
      this.alive = false;
      this.#options.socket.ping();
    }
  }

  /** At once and without a word. */
  terminate(): void {
    this.#options.socket.terminate();
  }

  #write(frame: Buffer): void {
    this.#options.batch.gather(this.#options.connection);
    this.#options.connection.write(frame);
  }

  #flushLatest(): void {
    for (const [key, frame] of this.#latest) {
      if (!this.open || this.#options.connection.writableNeedDrain) return;
      this.#latest.delete(key);
      this.#write(frame);
    }
  }
}

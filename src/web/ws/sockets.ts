import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { WebSocket } from '@fastify/websocket';
import type { EpochMs } from '../../domain/chat-event.ts';
import type { SocketKind, WebObserver } from '../../domain/ports/web.ts';
import { repeat } from '../../lib/repeat.ts';
import { TokenBucket } from '../../lib/token-bucket.ts';
import { Client, CLOSE } from './client.ts';
import type { SocketLimits } from './limits.ts';
import { WriteBatch } from './write-batch.ts';

export interface SocketsOptions {
  readonly limits: SocketLimits;
  readonly observer: Pick<WebObserver, 'socketOpened' | 'socketClosed' | 'frameCoalesced' | 'stageFailed'>;
  readonly now: () => EpochMs;
}

/** What a kind of socket does with its clients. */
export interface SocketEvents {
  /** One frame from the client, as text. */
  onText(client: Client, text: string): void;
  onClosed(client: Client): void;
}

/** All connected clients: how many there may be, whether they still live, and their end. */
export class Sockets implements AsyncDisposable {
  readonly #options: SocketsOptions;
  readonly #clients = new Set<Client>();
  readonly #batch = new WriteBatch();
  readonly #pings: AsyncDisposable;
  #stopping = false;

  constructor(options: SocketsOptions) {
    this.#options = options;
    this.#pings = repeat(
      options.limits.pingEveryMs,
      () => this.#clients.forEach((client) => client.ping()),
      (error) => options.observer.stageFailed('ws-ping', error),
    );
  }

  /** Opens no more, for now or for good. */
  get full(): boolean {
    return this.#stopping || this.#clients.size >= this.#options.limits.clientsMax;
  }

  get size(): number {
    return this.#clients.size;
  }

  /** Takes over a socket that was just opened. */
  open(kind: SocketKind, socket: WebSocket, connection: Duplex, events: SocketEvents): Client {
    const { limits, observer, now } = this.#options;
    const onCoalesced = (): void => observer.frameCoalesced(kind);
    const client = new Client({ kind, socket, connection, limits, batch: this.#batch, onCoalesced });
    const budget = new TokenBucket({ burst: limits.commandBurst, perSecond: limits.commandsPerSecond }, now());
    this.#clients.add(client);
    observer.socketOpened(kind);
    socket.on('pong', () => {
      client.alive = true;
    });
    socket.on('message', (data) => {
      if (!client.open) return;
      client.alive = true;
      if (!budget.take(now())) return client.close(CLOSE.policy, 'too-many-commands', 'too many messages: slow down');
      try {
        events.onText(client, asText(data));
      } catch (error) {
        observer.stageFailed('ws-command', error);
      }
    });
    socket.on('close', (code) => {
      this.#clients.delete(client);
      events.onClosed(client);
      observer.socketClosed(kind, client.closeReason ?? closeReason(code));
    });
    return client;
  }

  /** Tells everybody that the bot stops, and cuts off who does not answer in time. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping = true;
    await this.#pings[Symbol.asyncDispose]();
    for (const client of this.#clients) client.close(CLOSE.goingAway, 'stopping', 'the bot is stopping');
    this.#batch[Symbol.dispose]();
    const until = performance.now() + STOP_GRACE_MS;
    while (this.#clients.size > 0 && performance.now() < until) await delay(STOP_POLL_MS);
    for (const client of this.#clients) client.terminate();
  }
}

const STOP_GRACE_MS = 1_000;
const STOP_POLL_MS = 20;

function asText(data: Buffer | ArrayBuffer | Buffer[]): string {
  return (Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer)).toString();
}

/** A bounded name for the code a socket ended with. */
function closeReason(code: number): string {
  if (code === 1000 || code === 1001 || code === 1005) return 'client-left';
  if (code === 1006) return 'connection-lost';
  return code === 1009 ? 'frame-too-big' : 'protocol-error';
}

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';

export type UpgradeListener = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** An HTTP server that can vanish and come back on the same port, as a platform in trouble does. */
export class RestartableServer implements AsyncDisposable {
  readonly #onRequest: RequestListener;
  readonly #onUpgrade: UpgradeListener;
  readonly #sockets = new Set<Socket>();
  #server: Server | null = null;
  #port = 0;
  /** Accepts connections and closes them at once. */
  acceptAndClose = false;

  constructor(onRequest: RequestListener, onUpgrade: UpgradeListener) {
    this.#onRequest = onRequest;
    this.#onUpgrade = onUpgrade;
  }

  get port(): number {
    return this.#port;
  }

  async listen(): Promise<void> {
    if (this.#server) return;
    const server = createServer({ keepAliveTimeout: 60_000 }, this.#onRequest);
    server.on('upgrade', this.#onUpgrade);
    server.on('connection', (socket) => {
      if (this.acceptAndClose) return void socket.destroy();
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
    server.listen(this.#port, '127.0.0.1');
    this.#server = server;
    await once(server, 'listening');
    this.#port = (server.address() as AddressInfo).port;
  }

  /** Destroys every connection; new ones are refused until `listen`. */
  async stop(): Promise<void> {
    const server = this.#server;
    if (!server) return;
    this.#server = null;
    const closed = once(server, 'close');
    server.close();
    this.dropConnections();
    await closed;
  }

  dropConnections(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }
}

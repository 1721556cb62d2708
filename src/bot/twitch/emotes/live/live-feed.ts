import { LiveConnection, type LiveOptions } from './live-connection.ts';

/**
 * Follows any number of topics of one provider over as few sockets as possible. Topics beyond what all sockets may carry
 * are not followed; whoever asked finds out about their changes by looking again.
 */
export class LiveFeed implements AsyncDisposable {
  readonly #options: LiveOptions;
  readonly #connections = new Set<LiveConnection>();
  /** Waiting for room. */
  readonly #leftOut = new Set<string>();
  readonly #closing = new Set<Promise<void>>();
  #disposed = false;

  constructor(options: LiveOptions) {
    this.#options = options;
  }

  /** Topics that are polled only. */
  get leftOut(): number {
    return this.#leftOut.size;
  }

  /** Sockets that are up. */
  get ready(): number {
    return [...this.#connections].filter((connection) => connection.isReady).length;
  }

  /** Asked for once per topic. */
  follow(topic: string): void {
    if (this.#disposed) return;
    const connection = this.#withRoom();
    if (connection === null) this.#leftOut.add(topic);
    else connection.follow(topic);
  }

  unfollow(topic: string): void {
    if (this.#leftOut.delete(topic)) return;
    for (const connection of this.#connections) {
      if (!connection.unfollow(topic)) continue;
      const [waiting] = this.#leftOut;
      if (waiting !== undefined) {
        this.#leftOut.delete(waiting);
        connection.follow(waiting);
      } else if (connection.size === 0) this.#close(connection);
      return;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#disposed = true;
    for (const connection of this.#connections) this.#close(connection);
    await Promise.all(this.#closing);
  }

  #withRoom(): LiveConnection | null {
    const { connectionsMax, topicsPerConnectionMax } = this.#options.limits;
    for (const connection of this.#connections) if (connection.size < topicsPerConnectionMax) return connection;
    if (this.#connections.size >= connectionsMax) return null;
    const connection = new LiveConnection(this.#options);
    this.#connections.add(connection);
    return connection;
  }

  #close(connection: LiveConnection): void {
    this.#connections.delete(connection);
    const closed = connection[Symbol.asyncDispose]().finally(() => this.#closing.delete(closed));
    this.#closing.add(closed);
  }
}

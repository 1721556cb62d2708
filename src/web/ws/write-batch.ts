import type { Writable } from 'node:stream';

const DELAY_MS_MAX = 10;
/** One more millisecond of gathering for each so many busy connections. */
const CONNECTIONS_PER_MS = 25;

/**
 * Gathers what is written to many connections within a few milliseconds into one system call each. With a hundred
 * thousand frames a second those calls are most of the work; with few connections nothing waits.
 */
export class WriteBatch implements Disposable {
  readonly #corked = new Set<Writable>();
  #timer: NodeJS.Timeout | undefined;
  #lastSize = 0;

  /** Call it before writing. */
  gather(connection: Writable): void {
    if (this.#corked.has(connection)) return;
    if (this.#corked.size === 0) {
      const delayMs = Math.min(DELAY_MS_MAX, Math.floor(this.#lastSize / CONNECTIONS_PER_MS));
      this.#timer = setTimeout(() => this.flush(), delayMs);
    }
    this.#corked.add(connection);
    connection.cork();
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#lastSize = this.#corked.size;
    for (const connection of this.#corked) connection.uncork();
    this.#corked.clear();
  }

  [Symbol.dispose](): void {
    this.flush();
  }
}

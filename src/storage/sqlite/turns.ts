import { setImmediate as nextEventLoopTurn } from 'node:timers/promises';
import { RingQueue } from '../../lib/ring-queue.ts';

export interface TurnsOptions {
  /** Callers that may wait; one more is refused. */
  readonly waitingMax: number;
  /** When turns followed each other for this long, the event loop gets to run before the next. */
  readonly yieldAfterMs: number;
}

/**
 * Lets one caller at a time use a thing, in the order they came. Statements on a database in memory finish without
 * the event loop ever running, so a long row of them would stop everything else: hence the pause.
 */
export class Turns {
  readonly #yieldAfterMs: number;
  readonly #waiting: RingQueue<() => void>;
  #taken = false;
  #busySince: number | null = null;

  constructor(options: TurnsOptions) {
    this.#yieldAfterMs = options.yieldAfterMs;
    this.#waiting = new RingQueue(options.waitingMax);
  }

  /** Resolves when it is the caller's turn. @throws when too many wait already */
  async take(): Promise<void> {
    if (this.#taken) {
      const { promise, resolve } = Promise.withResolvers<void>();
      if (!this.#waiting.push(resolve)) {
        throw new Error(`the database is overloaded: ${this.#waiting.size} requests wait for it`);
      }
      await promise;
    }
    this.#taken = true;
    await this.#breathe();
  }

  /** Ends the turn; the next in line begins. */
  give(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#taken = false;
    else next();
  }

  async #breathe(): Promise<void> {
    const now = performance.now();
    if (this.#busySince === null) {
      this.#busySince = now;
      setImmediate(() => (this.#busySince = null));
    } else if (now - this.#busySince >= this.#yieldAfterMs) {
      await nextEventLoopTurn();
    }
  }
}

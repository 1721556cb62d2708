import { RingQueue } from './ring-queue.ts';

export interface GateOptions {
  /** Work under way at once. */
  readonly runningMax: number;
  /** Work that may wait; more is turned away. */
  readonly waitingMax: number;
}

/** Lets so much work through at once, in the order asked for, and turns away what would wait too long a line. */
export class Gate {
  readonly #options: GateOptions;
  readonly #waiting: RingQueue<() => void>;
  #running = 0;

  constructor(options: GateOptions) {
    this.#options = options;
    this.#waiting = new RingQueue(options.waitingMax);
  }

  /** @returns null when turned away @throws the signal's reason when it aborts before its turn, or what `work` throws */
  async run<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T | null> {
    signal.throwIfAborted();
    if (this.#running < this.#options.runningMax) this.#running++;
    else if (!(await this.#wait())) return null;
    try {
      signal.throwIfAborted();
      return await work();
    } finally {
      this.#next();
    }
  }

  /** Whoever is let in takes over the place of the one who left. False when the line is full. */
  async #wait(): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<void>();
    if (!this.#waiting.push(resolve)) return false;
    await promise;
    return true;
  }

  #next(): void {
    const waiting = this.#waiting.shift();
    if (waiting === undefined) this.#running--;
    else waiting();
  }
}

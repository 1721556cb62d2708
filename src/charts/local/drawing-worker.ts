import { Worker } from 'node:worker_threads';
import type { ChartDescription } from '../../domain/chart.ts';
import type { DrawReply, DrawRequest } from './worker-protocol.ts';

/**
 * Heap of the thread; a chart needs a few megabytes. Without a bound the part for short-lived objects alone grows to
 * over 100 MB, because a chart leaves so many behind.
 */
const HEAP_LIMITS = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 4 };

/** The thread died or was stopped; the next chart needs a new one. */
export class WorkerLostError extends Error {
  override readonly name = 'WorkerLostError';
}

/** The thread is well, but this chart cannot be drawn. */
export class ChartDrawError extends Error {
  override readonly name = 'ChartDrawError';
}

/** One drawing thread. It draws one chart at a time and keeps the process alive only while it does. */
export class DrawingWorker implements AsyncDisposable {
  readonly #worker: Worker;
  #waiting: PromiseWithResolvers<Uint8Array> | null = null;
  #lost: WorkerLostError | null = null;
  /** Charts drawn so far. */
  drawn = 0;

  constructor(file: URL) {
    this.#worker = new Worker(file, {
      name: 'charts',
      // Fonts of the machine stay out, so that a chart looks the same everywhere. Secrets stay out as well.
      env: { DISABLE_SYSTEM_FONTS_LOAD: '1' },
      execArgv: [],
      resourceLimits: HEAP_LIMITS,
    });
    this.#worker.unref();
    this.#worker.on('message', (reply: DrawReply) => this.#receive(reply));
    this.#worker.on('messageerror', (error) => this.#lose('its answer could not be read', error));
    this.#worker.on('error', (error) => this.#lose('it failed', error));
    this.#worker.on('exit', (code) => this.#lose(`it ended with code ${code}`));
  }

  /** @throws ChartDrawError, WorkerLostError; or Error when a chart is being drawn already */
  async draw(chart: ChartDescription): Promise<Uint8Array> {
    if (this.#lost !== null) throw this.#lost;
    if (this.#waiting !== null) throw new Error('the drawing thread draws one chart at a time');
    this.#waiting = Promise.withResolvers();
    const { promise } = this.#waiting;
    this.#worker.ref();
    this.#worker.postMessage({ chart } satisfies DrawRequest);
    return promise;
  }

  #receive(reply: DrawReply): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    this.#worker.unref();
    this.drawn++;
    if (reply.kind === 'drawn') waiting?.resolve(reply.png);
    else waiting?.reject(new ChartDrawError(reply.message));
  }

  #lose(what: string, cause?: unknown): void {
    this.#lost ??= new WorkerLostError(`the drawing thread is gone: ${what}`, { cause });
    this.#waiting?.reject(this.#lost);
    this.#waiting = null;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#lose('it was stopped');
    await this.#worker.terminate();
  }
}

import type { ChartDescription, ChartRenderer } from '../../domain/chart.ts';
import { RingQueue } from '../../lib/ring-queue.ts';
import { withTimeout } from '../../lib/with-timeout.ts';
import type { ChartLog } from '../chart-log.ts';
import { checkDescription } from '../check-description.ts';
import { ChartDrawError, DrawingWorker } from './drawing-worker.ts';

export interface LocalRendererOptions {
  readonly log: ChartLog;
  /** Charts that may wait; the next one is refused, so an alert goes out without its picture instead of late. */
  readonly queueItemsMax?: number;
  /** For one chart, the start of the thread included. */
  readonly drawTimeoutMs?: number;
  /** After so many charts the thread is replaced: what the native canvas may leak ends with it. */
  readonly chartsPerWorkerMax?: number;
  readonly workerFile?: URL;
}

const DEFAULTS = { queueItemsMax: 32, drawTimeoutMs: 5_000, chartsPerWorkerMax: 500 } as const;

interface Job {
  readonly chart: ChartDescription;
  readonly outcome: PromiseWithResolvers<Uint8Array>;
  readonly signal: AbortSignal;
}

export class ChartQueueFullError extends Error {
  override readonly name = 'ChartQueueFullError';
}

/**
 * Draws charts with Chart.js in one thread of its own, started with the first chart. A thread that dies or hangs costs
 * the chart it was drawing; the next chart gets a new thread.
 */
export class LocalChartRenderer implements ChartRenderer {
  readonly name = 'local';
  readonly #options: Required<LocalRendererOptions>;
  readonly #queue: RingQueue<Job>;
  readonly #stopping = new AbortController();
  #worker: DrawingWorker | null = null;
  #working: Promise<void> | null = null;

  constructor(options: LocalRendererOptions) {
    this.#options = { ...DEFAULTS, workerFile: new URL('./worker.ts', import.meta.url), ...options };
    this.#queue = new RingQueue(this.#options.queueItemsMax);
  }

  async render(chart: ChartDescription, signal: AbortSignal): Promise<Uint8Array> {
    const either = AbortSignal.any([signal, this.#stopping.signal]);
    either.throwIfAborted();
    checkDescription(chart);
    const outcome = Promise.withResolvers<Uint8Array>();
    if (!this.#queue.push({ chart, outcome, signal: either })) {
      throw new ChartQueueFullError(`${this.#options.queueItemsMax} charts are waiting already`);
    }
    const onAbort = (): void => outcome.reject(either.reason);
    either.addEventListener('abort', onAbort, { once: true });
    this.#working ??= this.#work();
    try {
      return await outcome.promise;
    } finally {
      either.removeEventListener('abort', onAbort);
    }
  }

  async #work(): Promise<void> {
    for (let job = this.#queue.shift(); job !== undefined; job = this.#queue.shift()) {
      if (job.signal.aborted) continue;
      try {
        job.outcome.resolve(await this.#draw(job.chart));
      } catch (error) {
        job.outcome.reject(error);
        if (!(error instanceof ChartDrawError)) await this.#replaceWorker(error);
      }
    }
    this.#working = null;
  }

  async #draw(chart: ChartDescription): Promise<Uint8Array> {
    if (this.#worker !== null && this.#worker.drawn >= this.#options.chartsPerWorkerMax) await this.#dropWorker();
    this.#worker ??= new DrawingWorker(this.#options.workerFile);
    const worker = this.#worker;
    return withTimeout('drawing a chart', this.#options.drawTimeoutMs, this.#stopping.signal, () => worker.draw(chart));
  }

  async #replaceWorker(error: unknown): Promise<void> {
    if (!this.#stopping.signal.aborted) this.#options.log.warn({ error }, 'chart drawing thread replaced');
    await this.#dropWorker();
  }

  async #dropWorker(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    await worker?.[Symbol.asyncDispose]();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort(new Error('the chart renderer is closed'));
    await this.#working;
    await this.#dropWorker();
  }
}

import { Worker } from 'node:worker_threads';
import type { SqliteEngine, StatementResult } from './engine.ts';
import type { EngineAnswer, EngineFailure, EngineRequest } from './worker-protocol.ts';

/** An error of SQLite, as it arrived from the thread that met it. */
export class SqliteError extends Error {
  override readonly name = 'SqliteError';
  /** SQLite's (extended) result code, null where the error is not SQLite's own. */
  readonly errcode: number | null;

  constructor(failure: EngineFailure) {
    super(failure.message);
    this.errcode = failure.errcode;
  }
}

/**
 * A database file on a thread of its own. A commit of some hundred rows that touch many index pages takes tens of
 * milliseconds, and a checkpoint waits for the disk: neither may stop the thread that reads chat.
 * @throws SqliteError when the file cannot be opened
 */
export async function openFileEngine(path: string): Promise<SqliteEngine> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: { path }, name: 'hypewire-sqlite' });
  const engine = new WorkerEngine(worker);
  try {
    await engine.opened;
  } catch (error) {
    await engine.close();
    throw error;
  }
  return engine;
}

interface Waiter {
  readonly resolve: (result: StatementResult) => void;
  readonly reject: (error: Error) => void;
}

class WorkerEngine implements SqliteEngine {
  readonly opened: Promise<void>;
  readonly #exited = Promise.withResolvers<void>();
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiter>();
  #nextId = 1;
  #ended: Error | null = null;

  constructor(worker: Worker) {
    this.#worker = worker;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.opened = promise;
    worker.on('message', (answer: EngineAnswer) => {
      if (answer.what === 'opened') resolve();
      else if (answer.what === 'failed' && answer.id === 0) reject(new SqliteError(answer.failure));
      else this.#settle(answer);
    });
    const end = (error: Error): void => {
      reject(error);
      this.#end(error);
    };
    worker.on('error', (error) => end(new Error('The database thread failed', { cause: error })));
    worker.on('exit', () => {
      end(new Error('The database is closed'));
      this.#exited.resolve();
    });
    worker.on('messageerror', (error) =>
      end(new Error('The database thread sent something unreadable', { cause: error })),
    );
  }

  async execute(sql: string, parameters: readonly unknown[]): Promise<StatementResult> {
    if (this.#ended !== null) throw this.#ended;
    const { promise, resolve, reject } = Promise.withResolvers<StatementResult>();
    const id = this.#nextId++;
    // Throws for what cannot go to another thread, so only what went waits for an answer.
    this.#send({ what: 'execute', id, sql, parameters });
    // Only work under way keeps the process alive: a program that ends without closing must not hang.
    if (this.#waiting.size === 0) this.#worker.ref();
    this.#waiting.set(id, { resolve, reject });
    return promise;
  }

  async close(): Promise<void> {
    this.#worker.ref();
    this.#send({ what: 'close' });
    await this.#exited.promise;
  }

  #send(request: EngineRequest): void {
    this.#worker.postMessage(request);
  }

  #settle(answer: Exclude<EngineAnswer, { what: 'opened' }>): void {
    const waiter = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (this.#waiting.size === 0) this.#worker.unref();
    if (answer.what === 'done') waiter?.resolve(answer.result);
    else waiter?.reject(new SqliteError(answer.failure));
  }

  #end(error: Error): void {
    this.#ended ??= error;
    for (const waiter of this.#waiting.values()) waiter.reject(error);
    this.#waiting.clear();
  }
}

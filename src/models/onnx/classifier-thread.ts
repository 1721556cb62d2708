import { Worker } from 'node:worker_threads';
import { errorMessage } from '../../lib/error-message.ts';
import type { LabelScore } from './label-meaning.ts';
import type { ClassifierReply, ClassifierSource, ClassifyRequest } from './worker-protocol.ts';

/** The thread could not load its model, or is gone. */
export class ClassifierError extends Error {
  override readonly name = 'ClassifierError';
}

/** Of the thread's own heap; the model's weights lie outside it. */
const HEAP_LIMITS = { maxOldGenerationSizeMb: 512 };

/** A thread with one classifier. It judges one batch at a time. */
export class ClassifierThread implements AsyncDisposable {
  readonly #worker: Worker;
  /** Of the batch in hand, or of loading. */
  #waiting: PromiseWithResolvers<ClassifierReply> | null = expected();
  #lost: ClassifierError | null = null;

  private constructor(source: ClassifierSource) {
    this.#worker = new Worker(new URL('./worker.ts', import.meta.url), {
      name: 'classifier',
      workerData: source,
      // Secrets stay out of a thread that runs somebody's library.
      env: {},
      execArgv: [],
      resourceLimits: HEAP_LIMITS,
      // The library chats about its work; the operator's screen is not the place. Failures come as messages.
      stdout: true,
      stderr: true,
    });
    this.#worker.stdout.resume();
    this.#worker.stderr.resume();
    this.#worker.unref();
    this.#worker.on('message', (reply: ClassifierReply) => this.#receive(reply));
    this.#worker.on('messageerror', (error) => this.#lose('its answer could not be read', error));
    this.#worker.on('error', (error) => this.#lose(errorMessage(error), error));
    this.#worker.on('exit', (code) => this.#lose(`it ended with code ${code}`));
  }

  /** @throws ClassifierError saying why the model does not load, or the signal's reason */
  static async start(source: ClassifierSource, signal: AbortSignal): Promise<ClassifierThread> {
    const thread = new ClassifierThread(source);
    try {
      await thread.#reply(signal);
      return thread;
    } catch (error) {
      await thread[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** @throws ClassifierError, the signal's reason, or Error when a batch is being judged already */
  async classify(texts: readonly string[], signal: AbortSignal): Promise<readonly (readonly LabelScore[])[]> {
    if (this.#lost !== null) throw this.#lost;
    if (this.#waiting !== null) throw new Error('the classifier judges one batch at a time');
    this.#waiting = expected();
    this.#worker.postMessage({ texts } satisfies ClassifyRequest);
    const reply = await this.#reply(signal);
    if (reply.kind !== 'classified') throw new ClassifierError('the classifier gave an answer to another question');
    return reply.scores;
  }

  /** What the thread says next. Who stops waiting leaves a thread behind that cannot be used any more. */
  async #reply(signal: AbortSignal): Promise<ClassifierReply> {
    signal.throwIfAborted();
    const onAbort = (): void => this.#waiting?.reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    this.#worker.ref();
    try {
      if (this.#waiting === null) throw new Error('nothing was asked');
      const reply = await this.#waiting.promise;
      if (reply.kind === 'failed') throw new ClassifierError(reply.message);
      return reply;
    } finally {
      this.#worker.unref();
      signal.removeEventListener('abort', onAbort);
    }
  }

  #receive(reply: ClassifierReply): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.resolve(reply);
  }

  #lose(what: string, cause?: unknown): void {
    this.#lost ??= new ClassifierError(`the thread of the classifier is gone: ${what}`, { cause });
    this.#waiting?.reject(this.#lost);
    this.#waiting = null;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#lose('it was stopped');
    await this.#worker.terminate();
  }
}

/** An answer that is waited for. Who asked may leave before it comes, and then nobody hears of its failure. */
function expected(): PromiseWithResolvers<ClassifierReply> {
  const answer = Promise.withResolvers<ClassifierReply>();
  answer.promise.catch(() => undefined);
  return answer;
}

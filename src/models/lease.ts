/**
 * A model in use: it is closed only after the calls that use it have ended, so that a change never breaks off an answer.
 */
export class Leased<M extends AsyncDisposable> implements AsyncDisposable {
  readonly model: M;
  #users = 0;
  #idle: PromiseWithResolvers<void> | null = null;
  #closed: Promise<void> | null = null;

  constructor(model: M) {
    this.model = model;
  }

  async use<T>(work: (model: M) => Promise<T>): Promise<T> {
    this.#users++;
    try {
      return await work(this.model);
    } finally {
      this.#users--;
      if (this.#users === 0) this.#idle?.resolve();
    }
  }

  /** Closes the model when nobody uses it any more, at the latest after `graceMs`; once, whoever asks. */
  retire(graceMs: number): Promise<void> {
    this.#closed ??= this.#close(graceMs);
    return this.#closed;
  }

  async #close(graceMs: number): Promise<void> {
    if (this.#users > 0) {
      this.#idle = Promise.withResolvers();
      const timer = setTimeout(() => this.#idle?.resolve(), graceMs);
      await this.#idle.promise;
      clearTimeout(timer);
    }
    await this.model[Symbol.asyncDispose]();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.retire(0);
  }
}

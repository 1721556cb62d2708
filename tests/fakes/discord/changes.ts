/** Lets tests await a state of the fake instead of sleeping: every change of the world re-examines the waiting reads. */
export class Changes {
  readonly #waiting = new Set<() => void>();

  notify(): void {
    for (const examine of [...this.#waiting]) examine();
  }

  /**
   * The first value of `read` that is not undefined.
   * @throws Error naming `what` when there is none after `deadlineMs`
   */
  async waitFor<T>(what: string, deadlineMs: number, read: () => T | undefined): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const examine = (): void => {
      try {
        const value = read();
        if (value !== undefined) resolve(value);
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    };
    const timer = setTimeout(
      () => reject(new Error(`the fake Discord waited ${deadlineMs} ms in vain for ${what}`)),
      deadlineMs,
    );
    this.#waiting.add(examine);
    examine();
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      this.#waiting.delete(examine);
    }
  }
}

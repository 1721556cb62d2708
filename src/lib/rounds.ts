import { repeat } from './repeat.ts';

/** Work done in regular rounds once started. Disposing waits for the round under way. */
export interface Rounds extends AsyncDisposable {
  start(): void;
  /** One round, at once. */
  runOnce(): Promise<void>;
}

export function createRounds(everyMs: number, runOnce: () => Promise<void>, onError: (error: unknown) => void): Rounds {
  let timer: AsyncDisposable | null = null;
  return {
    start() {
      timer ??= repeat(everyMs, runOnce, onError);
    },
    runOnce,
    async [Symbol.asyncDispose]() {
      await timer?.[Symbol.asyncDispose]();
    },
  };
}

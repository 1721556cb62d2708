import { setTimeout as delay } from 'node:timers/promises';
import type { EpochMs } from '../domain/chat-event.ts';

export interface AlignedRepeatOptions {
  readonly everyMs: number;
  readonly now: () => EpochMs;
  readonly onError: (error: unknown) => void;
}

/** Runs `work` whenever the clock passes a multiple of `everyMs`, until disposed; late runs are left out, not made up for. */
export function repeatAligned({ everyMs, now, onError }: AlignedRepeatOptions, work: () => void): AsyncDisposable {
  const controller = new AbortController();
  const run = async (): Promise<void> => {
    while (!controller.signal.aborted) {
      try {
        await delay(everyMs - (now() % everyMs), undefined, { signal: controller.signal });
        work();
      } catch (error) {
        if (!controller.signal.aborted) onError(error);
      }
    }
  };
  const running = run();
  return {
    async [Symbol.asyncDispose]() {
      controller.abort();
      await running;
    },
  };
}

import type { EpochMs } from '../chat-event.ts';

/** Time for the shell. The core takes `now` as a parameter instead. */
export interface Clock {
  now(): EpochMs;
  /** Resolves after `ms`; rejects with the signal's reason when it aborts first. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

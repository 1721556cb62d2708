import type { Clock } from '../../../domain/ports/clock.ts';

/** Lets one loop sleep until a time or until it is woken, whichever comes first. A wake-up between two sleeps counts. */
export class WakeUp {
  #pending = false;
  #current: AbortController | null = null;

  wake(): void {
    this.#pending = true;
    this.#current?.abort();
  }

  /** Returns after `ms`, at a wake-up, or when `signal` aborts. */
  async sleep(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
    if (!this.#pending && !signal.aborted) {
      const current = new AbortController();
      this.#current = current;
      await quietSleep(clock, ms, AbortSignal.any([current.signal, signal]));
      this.#current = null;
    }
    this.#pending = false;
  }
}

/** Returns after `ms` or when `signal` aborts; true where the time is up. */
export async function quietSleep(clock: Clock, ms: number, signal: AbortSignal): Promise<boolean> {
  try {
    await clock.sleep(ms, signal);
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  }
}

/** Waits for work that is ending, but not for ever: some calls of libraries cannot be cut short. */
export async function settledWithin(clock: Clock, ms: number, work: Promise<unknown>): Promise<void> {
  const late = new AbortController();
  await Promise.race([work, quietSleep(clock, ms, late.signal)]);
  late.abort();
}

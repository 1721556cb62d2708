import type { Clock } from '../../../src/domain/ports/clock.ts';
import type { Observer } from '../../../src/domain/ports/observer.ts';
import type { MaintainedStorage } from '../../../src/storage/storage.ts';

/** A clock that stands still until a test moves it; sleepers wake when their time comes. */
export class ManualClock implements Clock {
  #now: number;
  #sleepers: { readonly at: number; readonly wake: () => void }[] = [];

  constructor(now: number) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    if (signal.aborted) reject(signal.reason as Error);
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    this.#sleepers.push({ at: this.#now + ms, wake: resolve });
    return promise;
  }

  advance(ms: number): void {
    this.#now += ms;
    const due = this.#sleepers.filter((sleeper) => sleeper.at <= this.#now);
    this.#sleepers = this.#sleepers.filter((sleeper) => sleeper.at > this.#now);
    for (const sleeper of due) sleeper.wake();
  }
}

export interface Drop {
  readonly stage: string;
  readonly reason: string;
  readonly intentional: boolean;
  readonly count: number;
}

/** Notes what storage reports. */
export class RecordingObserver implements Observer {
  readonly drops: Drop[] = [];
  readonly failures: unknown[] = [];

  eventReceived(): void {}
  eventDropped(stage: string, reason: string, intentional: boolean, count = 1): void {
    this.drops.push({ stage, reason, intentional, count });
  }
  stageFailed(_stage: string, error: unknown): void {
    this.failures.push(error);
  }
  momentDetected(): void {}
  alertPosted(): void {}
  chatConnection(): void {}
  channelJoin(): void {}
  commandAnswered(): void {}
}

export interface StorageUnderTest extends AsyncDisposable {
  readonly storage: MaintainedStorage;
  readonly clock: ManualClock;
  /** Closes and opens the same data again; null where it does not outlive its process. */
  readonly reopen: (() => Promise<MaintainedStorage>) | null;
}

export type StorageFactory = () => Promise<StorageUnderTest>;

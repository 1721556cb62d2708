import type { Observer } from '../domain/ports/observer.ts';
import { RingQueue } from '../lib/ring-queue.ts';

/** Work for the database that nobody waits for, done one after the other. */
export interface JobQueue extends AsyncDisposable {
  /** Jobs waiting. */
  readonly size: number;
  /** Queues a job; beyond the bound it is refused and counted as lost. */
  push(job: () => Promise<void>): void;
}

/** Disposing finishes what is queued. @param stage names the queue in counters and logs */
export function createJobQueue(stage: string, jobsMax: number, observer: Observer): JobQueue {
  const waiting = new RingQueue<() => Promise<void>>(jobsMax);
  let draining: Promise<void> | null = null;

  async function drain(): Promise<void> {
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
      try {
        await job();
      } catch (error) {
        observer.stageFailed(stage, error);
      }
    }
    draining = null;
  }

  return {
    get size() {
      return waiting.size;
    },
    push(job) {
      if (!waiting.push(job)) return observer.eventDropped(stage, 'queue-full', false);
      draining ??= drain();
    },
    async [Symbol.asyncDispose]() {
      while (draining !== null) await draining;
    },
  };
}

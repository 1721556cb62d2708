import type { Observer } from '../domain/ports/observer.ts';
import type { JobQueue } from './job-queue.ts';

/** Two full rounds of a few thousand channels; beyond it the newest rows are shed and counted. */
const WAITING_MAX = 10_000;

export interface BatchWriterDeps {
  readonly jobs: JobQueue;
  readonly observer: Pick<Observer, 'eventDropped'>;
}

/**
 * Takes rows as they come and writes all that wait in one transaction, whenever the store is free.
 * @param stage names the queue in counters and logs
 */
export function createBatchWriter<T>(
  stage: string,
  write: (rows: readonly T[]) => Promise<void>,
  { jobs, observer }: BatchWriterDeps,
): (row: T) => void {
  let waiting: T[] = [];
  return (row) => {
    if (waiting.length >= WAITING_MAX) return observer.eventDropped(stage, 'queue-full', false);
    waiting.push(row);
    if (waiting.length > 1) return;
    jobs.push(async () => {
      const batch = waiting;
      waiting = [];
      await write(batch);
    });
  };
}

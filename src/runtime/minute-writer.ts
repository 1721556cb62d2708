import type { MinuteMetrics } from '../domain/channel-metrics.ts';
import type { Observer } from '../domain/ports/observer.ts';
import type { MetricsStore } from '../domain/ports/stores.ts';
import type { JobQueue } from './job-queue.ts';

/** Two full rounds of a few thousand channels; beyond it the newest minutes are shed and counted. */
const WAITING_MAX = 10_000;

export interface MinuteWriterOptions {
  readonly metrics: Pick<MetricsStore, 'saveMinutes'>;
  readonly jobs: JobQueue;
  readonly observer: Observer;
}

/** Takes minutes as they come and writes all that wait in one transaction, whenever the store is free. */
export function createMinuteWriter({ metrics, jobs, observer }: MinuteWriterOptions): (minute: MinuteMetrics) => void {
  let waiting: MinuteMetrics[] = [];
  return (minute) => {
    if (waiting.length >= WAITING_MAX) return observer.eventDropped('minute-writer', 'queue-full', false);
    waiting.push(minute);
    if (waiting.length > 1) return;
    jobs.push(async () => {
      const batch = waiting;
      waiting = [];
      await metrics.saveMinutes(batch);
    });
  };
}

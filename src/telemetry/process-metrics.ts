import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Counter, Gauge, type Registry } from 'prom-client';

const PERCENTILES = [50, 95, 99] as const;
const RESOLUTION_MS = 10;
const NANOSECONDS = 1e9;

/** The process itself: memory, processor time and how long its loop is held up. Measuring ends when disposed. */
export function addProcessMetrics(registry: Registry): Disposable {
  const registers = [registry];
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  new Gauge({
    name: 'hypewire_event_loop_delay_seconds',
    help: 'How late the event loop ran since the last scrape, by percentile; 100 is the longest.',
    labelNames: ['percentile'],
    registers,
    collect() {
      const late = (nanoseconds: number): number => Math.max(0, nanoseconds / NANOSECONDS - RESOLUTION_MS / 1_000);
      for (const percentile of PERCENTILES)
        this.set({ percentile: String(percentile) }, late(delay.percentile(percentile)));
      this.set({ percentile: '100' }, late(delay.max));
      delay.reset();
    },
  });
  new Gauge({
    name: 'process_resident_memory_bytes',
    help: 'Resident memory.',
    registers,
    collect() {
      this.set(process.memoryUsage.rss());
    },
  });
  new Gauge({
    name: 'nodejs_heap_used_bytes',
    help: 'JavaScript heap in use.',
    registers,
    collect() {
      this.set(process.memoryUsage().heapUsed);
    },
  });
  new Gauge({
    name: 'process_start_time_seconds',
    help: 'When the process started, in seconds since 1970.',
    registers,
    collect() {
      this.set(performance.timeOrigin / 1_000);
    },
  });
  let counted = 0;
  new Counter({
    name: 'process_cpu_seconds_total',
    help: 'Processor time used, user and system.',
    registers,
    collect() {
      const { user, system } = process.cpuUsage();
      const total = (user + system) / 1e6;
      this.inc(total - counted);
      counted = total;
    },
  });
  return {
    [Symbol.dispose]() {
      delay.disable();
    },
  };
}

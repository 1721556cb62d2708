import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { LocalChartRenderer } from '../../../src/charts/local/local-chart-renderer.ts';
import { sampleMomentChart } from '../../../src/charts/sample-moment.ts';

export interface ChartBenchmark {
  /** First chart, the start of the drawing thread included. */
  readonly coldMs: number;
  readonly warmMsMedian: number;
  readonly warmMsP95: number;
  /** How long the main thread could do nothing else while charts were drawn, the first one included. */
  readonly mainThreadBlockedMs: { readonly p99: number; readonly max: number };
  /** The same on an idle main thread: what the machine itself makes of it. */
  readonly idleBlockedMs: { readonly p99: number; readonly max: number };
  /** Work of the main thread for one chart, on average. */
  readonly mainThreadBusyMs: number;
  readonly pngBytes: number;
  /** Resident memory of the process before any chart, after a third of them and after all. */
  readonly rssMb: { readonly before: number; readonly third: number; readonly end: number };
  readonly charts: number;
}

const CHARTS = 300;
const IDLE_MS = 3_000;
const TIMER_MS = 1;

/** Draws `charts` alert charts one after the other with the local renderer. */
export async function benchCharts(charts = CHARTS): Promise<ChartBenchmark> {
  const before = rssMb();
  await using renderer = new LocalChartRenderer({ log: { warn: (_, message) => process.emitWarning(message) } });
  const never = new AbortController().signal;
  const chart = sampleMomentChart('dark');
  const timed = async (): Promise<readonly [ms: number, bytes: number]> => {
    const from = performance.now();
    const png = await renderer.render(chart, never);
    return [performance.now() - from, png.length];
  };
  const idle = watchMainThread();
  await delay(IDLE_MS);
  const idleBlockedMs = idle();
  const drawing = watchMainThread();
  const usage = performance.eventLoopUtilization();
  const [coldMs] = await timed();
  const warm: number[] = [];
  let third = 0;
  let pngBytes = 0;
  for (let i = 1; i < charts; i++) {
    const [ms, bytes] = await timed();
    warm.push(ms);
    pngBytes = bytes;
    if (i === Math.floor(charts / 3)) third = rssMb();
  }
  const { active } = performance.eventLoopUtilization(usage);
  warm.sort((a, b) => a - b);
  return {
    coldMs: round(coldMs),
    warmMsMedian: round(quantile(warm, 0.5)),
    warmMsP95: round(quantile(warm, 0.95)),
    mainThreadBlockedMs: drawing(),
    idleBlockedMs,
    mainThreadBusyMs: round(active / charts),
    pngBytes,
    rssMb: { before, third, end: rssMb() },
    charts,
  };
}

/** Watches from now on; the returned function ends it and tells how late timers were. */
function watchMainThread(): () => { readonly p99: number; readonly max: number } {
  const delays = monitorEventLoopDelay({ resolution: TIMER_MS });
  delays.enable();
  return () => {
    delays.disable();
    const late = (nanoseconds: number): number => round(Math.max(0, nanoseconds / 1e6 - TIMER_MS));
    return { p99: late(delays.percentile(99)), max: late(delays.max) };
  };
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

function rssMb(): number {
  return Math.round(process.memoryUsage().rss / 2 ** 20);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

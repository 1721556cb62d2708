import { monitorEventLoopDelay } from 'node:perf_hooks';
import { LocalChartRenderer } from '../../../src/charts/local/local-chart-renderer.ts';
import { sampleMomentChart } from '../../../src/charts/sample-moment.ts';

export interface ChartBenchmark {
  /** First chart, the start of the drawing thread included. */
  readonly coldMs: number;
  readonly warmMsMedian: number;
  readonly warmMsP95: number;
  /** Longest time the main thread could not do anything else while charts were drawn. */
  readonly mainThreadBlockedMs: number;
  readonly pngBytes: number;
  /** Resident memory of the process before any chart, after a third of them and after all. */
  readonly rssMb: { readonly before: number; readonly third: number; readonly end: number };
  readonly charts: number;
}

const CHARTS = 300;

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
  const [coldMs] = await timed();
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  const warm: number[] = [];
  let third = 0;
  let pngBytes = 0;
  for (let i = 1; i < charts; i++) {
    const [ms, bytes] = await timed();
    warm.push(ms);
    pngBytes = bytes;
    if (i === Math.floor(charts / 3)) third = rssMb();
  }
  delays.disable();
  warm.sort((a, b) => a - b);
  return {
    coldMs: round(coldMs),
    warmMsMedian: round(quantile(warm, 0.5)),
    warmMsP95: round(quantile(warm, 0.95)),
    // The monitor counts its own 1 ms timer as delay.
    mainThreadBlockedMs: round(Math.max(0, delays.max / 1e6 - 1)),
    pngBytes,
    rssMb: { before, third, end: rssMb() },
    charts,
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

import { benchCharts } from '../../charts/bench-charts.ts';
import type { Measure } from '../benchmark.ts';
import { atMost, single } from '../figure.ts';

const WARM_MS_MAX = 30;
const BLOCKED_MS_MAX = 10;

export const measure: Measure = async (quick) => {
  const result = await benchCharts(quick ? 60 : 300);
  const { mainThreadBlockedMs: blocked, idleBlockedMs: idle } = result;
  const baseline = idle.p99 > 0 ? { name: 'an idle thread', value: idle.p99 } : null;
  return [
    single('first chart, thread started', 'ms', result.coldMs),
    { ...single('a chart, warm', 'ms', result.warmMsMedian, { bar: atMost(WARM_MS_MAX) }), p95: result.warmMsP95 },
    single('main thread late by, 99th percentile', 'ms', blocked.p99, { bar: atMost(BLOCKED_MS_MAX), baseline }),
    single('main thread late by, longest', 'ms', blocked.max),
    single('main thread at work for a chart', 'ms', result.mainThreadBusyMs),
    single('memory gained by drawing', 'MB', result.rssMb.end - result.rssMb.before),
  ];
};

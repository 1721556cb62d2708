import type { ChartRenderer } from '../domain/chart.ts';
import type { ChartLog } from './chart-log.ts';
import { withFallback } from './fallback-renderer.ts';
import { LocalChartRenderer } from './local/local-chart-renderer.ts';
import { QuickChartRenderer } from './quickchart/quickchart-renderer.ts';

export interface ChartRendererOptions {
  readonly kind: ChartRenderer['name'];
  /** Where charts are drawn with `quickchart`. */
  readonly quickchartUrl?: string;
  readonly logger: ChartLog;
}

const PUBLIC_QUICKCHART_URL = 'https://quickchart.io';

/**
 * The renderer the operator chose. `quickchart` falls back to drawing locally; `local` never falls back to a server,
 * because what is drawn at home must not leave it unasked.
 */
export function createChartRenderer({ kind, quickchartUrl, logger }: ChartRendererOptions): ChartRenderer {
  const local = new LocalChartRenderer({ log: logger });
  if (kind === 'local') return local;
  return withFallback([new QuickChartRenderer({ url: quickchartUrl ?? PUBLIC_QUICKCHART_URL }), local], logger);
}

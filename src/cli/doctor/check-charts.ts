import { LocalChartRenderer } from '../../charts/local/local-chart-renderer.ts';
import { QuickChartRenderer } from '../../charts/quickchart/quickchart-renderer.ts';
import { sampleMomentChart } from '../../charts/sample-moment.ts';
import type { Config } from '../../config/config.ts';
import type { ChartRenderer } from '../../domain/chart.ts';
import { bad, networkReason, ok, shownAddress, type Finding } from './finding.ts';

const DRAW_MS = 10_000;

/** Draws a real chart, with the font that comes along, and asks QuickChart for one where it is chosen. */
export async function checkCharts({ renderer, quickchartUrl }: Config['charts']): Promise<readonly Finding[]> {
  const local = await draw('charts', new LocalChartRenderer({ log: { warn: () => undefined } }), {
    where: 'drawn on this machine with the bundled font',
    remedy: 'Install again with npm ci; the folder data/fonts must be complete.',
  });
  if (renderer === 'local' || quickchartUrl === null) return [local];
  const hosted = await draw('quickchart', new QuickChartRenderer({ url: quickchartUrl }), {
    where: `drawn by ${shownAddress(quickchartUrl)}`,
    remedy: `Check QUICKCHART_URL (${shownAddress(quickchartUrl)}); until then charts are drawn on this machine.`,
  });
  return [local, hosted];
}

async function draw(
  name: string,
  renderer: ChartRenderer,
  { where, remedy }: { readonly where: string; readonly remedy: string },
): Promise<Finding> {
  await using owned = renderer;
  const from = performance.now();
  try {
    const png = await owned.render(sampleMomentChart('dark'), AbortSignal.timeout(DRAW_MS));
    return ok(name, `a chart of ${Math.round(png.length / 1_000)} kB was ${where} (${since(from)}).`);
  } catch (error) {
    return bad(name, `no chart could be drawn: ${networkReason(error)}. ${remedy}`);
  }
}

function since(from: number): string {
  return `${Math.round(performance.now() - from)} ms`;
}

import type { CardChart } from '../domain/alert.ts';
import type { ChartRenderer } from '../domain/chart.ts';
import type { ChannelName } from '../domain/chat-event.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Observer } from '../domain/ports/observer.ts';
import type { Storage } from '../domain/ports/stores.ts';
import { describeHistoryChart, type HistoryChartInput } from '../charts/describe-history.ts';
import type { RecapChartInput } from '../runtime/recap-source.ts';
import { drawChart } from './draw-chart.ts';

const HOUR_MS = 3_600_000;
const DRAW_TIMEOUT_MS = 2_500;
/** More marks than these cannot be told apart in one picture. */
const MOMENTS_SHOWN_MAX = 100;

export interface HistoryCharts {
  readonly storage: Pick<Storage, 'metrics' | 'moments'>;
  readonly renderer: ChartRenderer;
  readonly clock: Clock;
  readonly observer: Observer;
}

/** Draws the last hours of a channel; null without a minute in them, and when drawing fails. */
export async function drawHistory(deps: HistoryCharts, channel: ChannelName, hours: number): Promise<CardChart | null> {
  const to = deps.clock.now();
  const from = to - hours * HOUR_MS;
  return draw(deps, 'history-chart', async () => {
    const [minutes, moments] = await Promise.all([
      deps.storage.metrics.minutes(channel, from, to),
      deps.storage.moments.list({ channels: [channel], since: from, until: to }, MOMENTS_SHOWN_MAX, 0),
    ]);
    return { channel, from, to, minutes, moments: moments.items };
  });
}

/** Draws a stream from its start; null when that fails. */
export function drawStream(
  deps: Pick<HistoryCharts, 'renderer' | 'observer'>,
  { stream, until, minutes, moments }: RecapChartInput,
): Promise<CardChart | null> {
  const { channel, startedAt } = stream;
  const strongest = moments.toSorted((a, b) => b.peakScore - a.peakScore).slice(0, MOMENTS_SHOWN_MAX);
  return draw(deps, 'stream-chart', async () => ({
    channel,
    from: startedAt,
    to: until,
    minutes,
    moments: strongest,
    origin: { at: startedAt, label: 'start' },
  }));
}

function draw(
  { renderer, observer }: Pick<HistoryCharts, 'renderer' | 'observer'>,
  what: string,
  read: () => Promise<HistoryChartInput>,
): Promise<CardChart | null> {
  const order = { renderer, observer, what, name: 'history.png', timeoutMs: DRAW_TIMEOUT_MS };
  return drawChart(order, async () => {
    const input = await read();
    return input.minutes.length === 0 ? null : describeHistoryChart(input);
  });
}

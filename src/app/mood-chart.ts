import type { CardChart } from '../domain/alert.ts';
import type { ChartRenderer } from '../domain/chart.ts';
import type { ChannelName } from '../domain/chat-event.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Observer } from '../domain/ports/observer.ts';
import type { Storage } from '../domain/ports/stores.ts';
import { describeMoodChart } from '../charts/describe-mood.ts';
import { drawChart } from './draw-chart.ts';

const HOUR_MS = 3_600_000;
const DRAW_TIMEOUT_MS = 2_500;
/** More marks than these cannot be told apart in one picture. */
const MOMENTS_SHOWN_MAX = 40;

export interface MoodCharts {
  readonly storage: Pick<Storage, 'moods' | 'moments'>;
  readonly renderer: ChartRenderer;
  readonly clock: Clock;
  readonly observer: Observer;
}

/** Draws the mood of the last hours of a channel; null without a message in them, and when drawing fails. */
export async function drawMood(deps: MoodCharts, channel: ChannelName, hours: number): Promise<CardChart | null> {
  const to = deps.clock.now();
  const from = to - hours * HOUR_MS;
  const order = { ...deps, what: 'mood-chart', name: 'mood.png', timeoutMs: DRAW_TIMEOUT_MS };
  return drawChart(order, async () => {
    const [minutes, moments] = await Promise.all([
      deps.storage.moods.minutes(channel, from, to),
      deps.storage.moments.list({ channels: [channel], since: from, until: to }, MOMENTS_SHOWN_MAX, 0),
    ]);
    if (minutes.every(({ messages }) => messages === 0)) return null;
    return describeMoodChart({ channel, from, to, minutes, moments: moments.items });
  });
}

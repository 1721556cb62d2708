import type { AlertCard, CardChart, OutboxItem } from '../domain/alert.ts';
import type { ChartDescription, ChartRenderer } from '../domain/chart.ts';
import type { HypeMoment, MomentSeries } from '../domain/hype-moment.ts';
import type { StreamInfo } from '../domain/chat-event.ts';
import type { Observer } from '../domain/ports/observer.ts';
import type { MomentStore, StreamStore } from '../domain/ports/stores.ts';
import { composeCard } from '../pipeline/alerting/compose-card.ts';
import { withTimeout } from '../lib/with-timeout.ts';

/** An alert is worth more on time than with its picture. */
const CHART_TIMEOUT_MS = 2_500;
const LOOKUP_TIMEOUT_MS = 1_000;

export interface CardDeskOptions {
  readonly moments: MomentStore;
  readonly streams: StreamStore;
  readonly renderer: ChartRenderer;
  readonly describeChart: (moment: HypeMoment, series: MomentSeries) => ChartDescription;
  readonly dashboardUrl: string | null;
  readonly observer: Observer;
}

export interface CardDesk {
  /** Never fails: a card goes out with what there is. */
  compose(item: Pick<OutboxItem, 'reachBackSeconds'>, moment: HypeMoment, test?: boolean): Promise<AlertCard>;
  /** PNG of a moment's chart, null when there is none to be had. */
  chart(moment: HypeMoment): Promise<CardChart | null>;
}

export function createCardDesk(options: CardDeskOptions): CardDesk {
  async function attempt<T>(what: string, ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T | null> {
    try {
      return await withTimeout(what, ms, null, work);
    } catch (error) {
      options.observer.stageFailed(what, error);
      return null;
    }
  }

  async function chart(moment: HypeMoment): Promise<CardChart | null> {
    const series = await attempt('chart-series', LOOKUP_TIMEOUT_MS, () => options.moments.series(moment.id));
    if (series === null) return null;
    return attempt('chart', CHART_TIMEOUT_MS, async (signal) => {
      const description = options.describeChart(moment, series);
      const png = await options.renderer.render(description, signal);
      return { png, name: 'chart.png', altText: description.altText };
    });
  }

  async function streamOf(moment: HypeMoment): Promise<StreamInfo | null> {
    const { streamId } = moment;
    return streamId === null ? null : attempt('stream-lookup', LOOKUP_TIMEOUT_MS, () => options.streams.get(streamId));
  }

  return {
    chart,
    async compose(item, moment, test = false) {
      const [picture, stream] = await Promise.all([chart(moment), streamOf(moment)]);
      return composeCard(moment, {
        stream,
        reachBackSeconds: item.reachBackSeconds,
        dashboardUrl: options.dashboardUrl,
        chart: picture,
        test,
      });
    },
  };
}

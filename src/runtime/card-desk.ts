import type { AlertCard, CardChart, OutboxItem } from '../domain/alert.ts';
import type { ChartDescription, ChartRenderer } from '../domain/chart.ts';
import type { Summary } from '../domain/headline.ts';
import type { HypeMoment, MomentSeries } from '../domain/hype-moment.ts';
import type { StreamInfo } from '../domain/chat-event.ts';
import type { ClipStore, DeskStore, MarkStore } from '../domain/ports/desk.ts';
import type { Observer } from '../domain/ports/observer.ts';
import type { MomentStore, StreamStore } from '../domain/ports/stores.ts';
import { NO_VOTES } from '../domain/desk.ts';
import type { DeskFacts } from '../pipeline/alerting/compose-card-desk.ts';
import { composeCard } from '../pipeline/alerting/compose-card.ts';
import { withTimeout } from '../lib/with-timeout.ts';

/** An alert is worth more on time than with its picture. */
const CHART_TIMEOUT_MS = 2_500;
const LOOKUP_TIMEOUT_MS = 1_000;

export interface CardDeskOptions {
  readonly moments: MomentStore;
  readonly streams: StreamStore;
  readonly desk: Pick<DeskStore, 'entry'>;
  readonly marks: Pick<MarkStore, 'ofMoment'>;
  readonly clips: Pick<ClipStore, 'ofMoment'>;
  /** Whether the card offers to make a clip of the moment, should there be none. */
  readonly clipPossible: (moment: HypeMoment) => boolean;
  /** What chat said in the moment, where the card's guild wants it and it is known. */
  readonly summaryOf: (place: CardPlace, moment: HypeMoment) => Promise<Summary | null>;
  readonly renderer: ChartRenderer;
  readonly describeChart: (moment: HypeMoment, series: MomentSeries) => ChartDescription;
  readonly dashboardUrl: string | null;
  readonly observer: Observer;
}

/** What of an alert decides how its card looks. */
export type CardPlace = Pick<OutboxItem, 'trackId' | 'reachBackSeconds' | 'guildId' | 'target'>;

export interface CardDesk {
  /** Never fails: a card goes out with what there is. */
  compose(item: CardPlace, moment: HypeMoment, test?: boolean): Promise<AlertCard>;
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

  const look = <T>(what: string, work: () => Promise<T>): Promise<T | null> => attempt(what, LOOKUP_TIMEOUT_MS, work);

  async function chart(moment: HypeMoment): Promise<CardChart | null> {
    const series = await look('chart-series', () => options.moments.series(moment.id));
    if (series === null) return null;
    return attempt('chart', CHART_TIMEOUT_MS, async (signal) => {
      const description = options.describeChart(moment, series);
      const png = await options.renderer.render(description, signal);
      return { png, name: 'chart.png', altText: description.altText };
    });
  }

  async function streamOf(moment: HypeMoment): Promise<StreamInfo | null> {
    const { streamId } = moment;
    return streamId === null ? null : look('stream-lookup', () => options.streams.get(streamId));
  }

  /** Null where nobody can press anything. What cannot be read counts as untouched: the buttons work all the same. */
  async function deskOf({ guildId, target }: CardPlace, moment: HypeMoment): Promise<DeskFacts | null> {
    if (target.kind === 'terminal') return null;
    const [entry, marks, clip, clipPossible] = await Promise.all([
      look('desk-lookup', () => options.desk.entry(moment.id, guildId)),
      look('marks-lookup', () => options.marks.ofMoment(moment.id, guildId)),
      look('clip-lookup', () => options.clips.ofMoment(moment.id)),
      look('clip-possible', async () => options.clipPossible(moment)),
    ]);
    const untouched = { momentId: moment.id, guildId, status: 'open', claimedBy: null, votes: NO_VOTES } as const;
    return { entry: entry ?? untouched, marks: marks ?? [], clip, clipPossible: clipPossible ?? false };
  }

  return {
    chart,
    async compose(item, moment, test = false) {
      const [picture, stream, desk, summary] = await Promise.all([
        chart(moment),
        streamOf(moment),
        test ? null : deskOf(item, moment),
        test ? null : look('summary-lookup', () => options.summaryOf(item, moment)),
      ]);
      return composeCard(moment, {
        stream,
        reachBackSeconds: item.reachBackSeconds,
        dashboardUrl: options.dashboardUrl,
        chart: picture,
        test,
        desk,
        summary,
      });
    },
  };
}

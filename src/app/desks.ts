import type { Config } from '../config/config.ts';
import type { ChartRenderer } from '../domain/chart.ts';
import type { AnnouncementNotifier } from '../domain/ports/announce.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { LiveView } from '../domain/ports/live-view.ts';
import type { Observer } from '../domain/ports/observer.ts';
import { createLocalTime } from '../lib/time-zone.ts';
import { createAnnouncing } from '../runtime/announcing.ts';
import { createDigestDesk } from '../runtime/digest-desk.ts';
import { createMarkDesk, type MarkDesk } from '../runtime/mark-desk.ts';
import { createRecapDesk } from '../runtime/recap-desk.ts';
import { createRecapSource, type RecapSource } from '../runtime/recap-source.ts';
import { createSummaryPoster } from '../runtime/summary/post-summary.ts';
import type { SummaryDesk } from '../runtime/summary/summary-desk.ts';
import { createSummarySchedule } from '../runtime/summary/summary-schedule.ts';
import { DETECTOR } from './core.ts';
import { drawStream } from './history-chart.ts';
import type { Stores } from './stores.ts';

export interface DeskParts {
  readonly config: Config;
  readonly stores: Stores;
  readonly renderer: ChartRenderer;
  /** Null without Discord: nothing is announced then. */
  readonly discord: { readonly announcer: AnnouncementNotifier } | null;
  readonly summaries: SummaryDesk;
  readonly live: () => Pick<LiveView, 'stream'>;
  readonly wakeDelivery: () => void;
  readonly clock: Clock;
  readonly observer: Observer;
}

export interface Desks extends AsyncDisposable {
  readonly marks: MarkDesk;
  readonly recapOf: RecapSource;
  start(): void;
}

/** What a team has beside its alerts: marks, recaps when streams end, digests when quiet hours do. */
export function openDesks(parts: DeskParts): Desks {
  const { config, stores, renderer, discord, summaries, wakeDelivery, clock, observer } = parts;
  const { storage, settings } = stores;
  const { moments, streams, decisions } = storage;
  const { tracks } = settings;
  const stack = new AsyncDisposableStack();
  const marks = stack.use(createMarkDesk({ marks: storage.marks, moments, tracks, wakeDelivery, clock, observer }));
  const recapOf = createRecapSource({
    storage,
    summarize: (order) => summaries.summarize(order),
    draw: (input) => drawStream({ renderer, observer }, input),
    detector: DETECTOR,
    clock,
  });
  const stopping = new AbortController();
  const announcing = createAnnouncing({
    log: settings.cache('announcements'),
    notifierFor: ({ kind }) => (kind === 'terminal' ? null : (discord?.announcer ?? null)),
    decisions,
    clock,
    random: Math.random,
    signal: stopping.signal,
    observer,
  });
  const recaps = stack.use(createRecapDesk({ tracks, streams, recapOf, announcing, clock, observer }));
  const localTime = createLocalTime();
  const digests = stack.use(
    createDigestDesk({ tracks, decisions, moments, streams, announcing, localTime, clock, observer }),
  );
  const post = createSummaryPoster({
    desk: summaries,
    // Without an app token nobody tells whether a channel is live.
    isLive: (channel) => (config.twitch.app === null ? null : parts.live().stream(channel) !== null),
    streams,
    announcing,
    log: settings.cache('summary-posts'),
    clock,
    signal: stopping.signal,
  });
  const schedule = stack.use(createSummarySchedule({ tracks, post, observer }));
  // Disposed first: what is being posted must not hold up the stop.
  stack.defer(() => stopping.abort());
  return {
    marks,
    recapOf,
    start() {
      marks.start();
      recaps.start();
      digests.start();
      schedule.start();
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

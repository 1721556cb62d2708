import { randomBytes } from 'node:crypto';
import type { AlertCard, OutboxItem, PostOutcome } from '../domain/alert.ts';
import type { ChartRenderer } from '../domain/chart.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { AlertNotifier, ThreadWish } from '../domain/ports/delivery.ts';
import type { LiveView } from '../domain/ports/live-view.ts';
import type { Observer } from '../domain/ports/observer.ts';
import type { Cache, Storage } from '../domain/ports/stores.ts';
import type { DetectorName, HypeEvent, HypeMoment } from '../domain/hype-moment.ts';
import type { AlertTarget, Track } from '../domain/track.ts';
import { createOutboxWorker } from '../bot/discord/delivery/outbox-worker.ts';
import { threadWish } from '../bot/discord/delivery/thread-wish.ts';
import { describeMomentChart } from '../charts/describe-moment.ts';
import { sampleMoment, sampleMomentChart } from '../charts/sample-moment.ts';
import { createLocalTime } from '../lib/time-zone.ts';
import { withTimeout } from '../lib/with-timeout.ts';
import { createAlertRouter, type AlertRouter } from '../pipeline/alerting/alert-router.ts';
import { composeCard } from '../pipeline/alerting/compose-card.ts';
import { scoreThreshold } from '../pipeline/hype/sensitivity.ts';
import { createCardDesk, type CardDesk } from '../runtime/card-desk.ts';
import type { ClipDesk } from '../runtime/clip-desk.ts';
import { createGroupDesk } from '../runtime/group-desk.ts';
import { createMomentDesk } from '../runtime/moment-desk.ts';
import { createUnstoredDelivery } from '../runtime/unstored-delivery.ts';
import { tellClips } from './clips.ts';
import { drawChart } from './draw-chart.ts';

const TEST_TIMEOUT_MS = 12_000;

export interface AlertingDeps {
  readonly storage: Storage;
  readonly renderer: ChartRenderer;
  readonly discord: AlertNotifier | null;
  readonly terminal: AlertNotifier;
  readonly live: () => LiveView;
  readonly clips: () => ClipDesk;
  /** Keeps which moments share a card. */
  readonly groupCache: Cache;
  /** Address of the dashboard where others can reach it, else null. */
  readonly dashboardUrl: string | null;
  readonly detector: DetectorName;
  readonly clock: Clock;
  readonly observer: Observer;
}

export interface Alerting extends AsyncDisposable {
  readonly router: AlertRouter;
  readonly cards: CardDesk;
  handle(event: HypeEvent): void;
  start(): void;
  wake(): void;
  sendTest(track: Track): Promise<PostOutcome>;
}

/** From a hype event to a posted card: routing, storing, composing, delivering. */
export async function createAlerting(deps: AlertingDeps): Promise<Alerting> {
  const { storage, renderer, clock, observer } = deps;
  const random = Math.random;
  const notifierFor = (target: AlertTarget): AlertNotifier | null =>
    target.kind === 'terminal' ? deps.terminal : deps.discord;
  const router = createAlertRouter({
    tracks: [],
    lastAlerts: await storage.outbox.lastAlertAt(),
    thresholdOf: scoreThreshold,
    localTime: createLocalTime(),
  });
  const cards = createCardDesk({
    moments: storage.moments,
    streams: storage.streams,
    desk: storage.desk,
    marks: storage.marks,
    clips: storage.clips,
    clipPossible: (moment) => !moment.attack && deps.clips().possible(),
    summaryOf: async ({ trackId }, moment) =>
      router.track(trackId)?.summaries === true ? storage.summaries.ofMoment(moment.id) : null,
    renderer,
    describeChart: (moment, series) => describeMomentChart({ moment, series }),
    dashboardUrl: deps.dashboardUrl,
    observer,
  });
  const { moments, streams } = storage;
  const groups = createGroupDesk({ cache: deps.groupCache, moments, streams, observer });
  const compose = async (item: OutboxItem, moment: HypeMoment): Promise<AlertCard> =>
    groups.complete(item, await cards.compose(item, moment));
  await using stack = new AsyncDisposableStack();
  const worker = stack.use(
    createOutboxWorker({
      outbox: storage.outbox,
      moments: storage.moments,
      decisions: storage.decisions,
      notifierFor,
      threadFor: (item, stored) => threadFor(router, storage, item, stored.moment),
      compose: async (item, stored) => ({ card: await compose(item, stored.moment) }),
      clock,
      observer,
      random,
    }),
  );
  const desk = stack.use(
    createMomentDesk({
      moments: storage.moments,
      decisions: storage.decisions,
      route(event) {
        const routed = router.handle(event);
        groups.note(routed.joins);
        tellClips(deps.clips(), router, event, routed);
        return routed;
      },
      series: (channel, seconds) => deps.live().series(channel, seconds),
      wakeDelivery: () => worker.wake(),
      deliverUnstored: createUnstoredDelivery({
        notifierOf: (item) => notifierFor(item.target),
        compose,
        clock,
        random,
        observer,
      }),
      observer,
      now: () => clock.now(),
    }),
  );
  const owned = stack.move();
  return {
    router,
    cards,
    handle: (event) => desk.handle(event),
    start: () => worker.start(),
    wake: () => worker.wake(),
    sendTest: (track) => sendTest(track, notifierFor(track.target), deps),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** The thread of the moment's stream, where the track wants one. */
async function threadFor(
  router: AlertRouter,
  { streams }: Storage,
  item: OutboxItem,
  { streamId }: HypeMoment,
): Promise<ThreadWish | null> {
  const track = router.track(item.trackId);
  if (track?.threadPerStream !== true || streamId === null) return null;
  return threadWish(track, item, await streams.get(streamId));
}

/** A rehearsal: a sample card on the same way as a real one, but it says so and pings nobody. */
async function sendTest(
  track: Track,
  notifier: AlertNotifier | null,
  { renderer, observer }: Pick<AlertingDeps, 'renderer' | 'observer'>,
): Promise<PostOutcome> {
  if (notifier === null)
    return { kind: 'rejected', reason: 'no-receiver', detail: 'Nothing delivers to this place at the moment.' };
  const moment = { ...sampleMoment(), channel: track.channel };
  const order = { renderer, observer, what: 'test-chart', name: 'chart.png', timeoutMs: TEST_TIMEOUT_MS };
  const chart = await drawChart(order, async () => sampleMomentChart('dark'));
  const card = composeCard(moment, {
    stream: null,
    reachBackSeconds: track.reachBackSeconds,
    dashboardUrl: null,
    chart,
    test: true,
  });
  const nonce = `test-${randomBytes(9).toString('base64url')}`;
  try {
    return await withTimeout('posting a test', TEST_TIMEOUT_MS, null, (signal) =>
      notifier.post({ card, target: track.target, nonce, pingRoleId: null, crosspost: false }, signal),
    );
  } catch (error) {
    observer.stageFailed('test-card', error);
    return { kind: 'retryable', reason: 'timeout', uncertain: true };
  }
}

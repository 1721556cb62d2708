import type { DeliveryDecision, OutboxItem } from '../domain/alert.ts';
import type { ChannelName, EpochMs } from '../domain/chat-event.ts';
import type { HypeEvent, HypeMoment, MomentSeries } from '../domain/hype-moment.ts';
import type { Observer } from '../domain/ports/observer.ts';
import type { DecisionStore, MomentStore } from '../domain/ports/stores.ts';

/** Chart history on both sides of a moment's detection. */
const SERIES_SECONDS = 240;
/** Events of one channel waiting to be stored. Beyond it only the newest state of a moment is kept. */
const WAITING_PER_CHANNEL_MAX = 64;
const OPEN_SERIES_EVERY_MS = 15_000;

export interface MomentDeskOptions {
  readonly moments: MomentStore;
  readonly decisions: DecisionStore;
  readonly route: (event: HypeEvent) => {
    readonly alerts: readonly OutboxItem[];
    readonly decisions: readonly DeliveryDecision[];
  };
  readonly series: (channel: ChannelName, seconds: number) => MomentSeries | null;
  /** The outbox has something new, or a posted card is out of date. */
  readonly wakeDelivery: () => void;
  /** Delivers at once and from memory; called only when the store refuses. */
  readonly deliverUnstored: (item: OutboxItem, moment: HypeMoment) => Promise<void>;
  readonly observer: Observer;
  readonly now: () => EpochMs;
}

export interface MomentDesk extends AsyncDisposable {
  /** Synchronous and bounded: takes what the pipeline found and stores it in order per channel. */
  handle(event: HypeEvent): void;
}

interface Entry {
  readonly event: HypeEvent;
  readonly alerts: readonly OutboxItem[];
  readonly decisions: readonly DeliveryDecision[];
  readonly series: MomentSeries | null;
}

/** Turns hype events into stored moments and queued alerts, both in one transaction. */
export function createMomentDesk(options: MomentDeskOptions): MomentDesk {
  const waiting = new Map<ChannelName, Entry[]>();
  const running = new Map<ChannelName, Promise<void>>();
  const seriesSavedAt = new Map<ChannelName, EpochMs>();

  async function drain(channel: ChannelName, entries: Entry[]): Promise<void> {
    for (let entry = entries.shift(); entry !== undefined; entry = entries.shift()) await store(entry);
    waiting.delete(channel);
    running.delete(channel);
  }

  async function store({ event, alerts, decisions, series }: Entry): Promise<void> {
    const { moment } = event;
    try {
      await options.moments.save(moment, alerts);
      options.wakeDelivery();
    } catch (error) {
      options.observer.stageFailed('moment-store', error);
      await Promise.all(alerts.map((item) => options.deliverUnstored(item, moment)));
    }
    try {
      if (series !== null) await options.moments.saveSeries(moment.id, series);
      for (const decision of decisions) await options.decisions.append(decision);
    } catch (error) {
      options.observer.stageFailed('moment-details', error);
    }
  }

  /** The picture is stored when an alert needs it, every few seconds while the moment lasts, and at its end. */
  function seriesFor(event: HypeEvent, alerting: boolean): MomentSeries | null {
    const { channel } = event.moment;
    const last = seriesSavedAt.get(channel) ?? 0;
    const due = event.kind === 'started' || alerting || event.at - last >= OPEN_SERIES_EVERY_MS;
    if (event.kind === 'ended') seriesSavedAt.delete(channel);
    else if (due) seriesSavedAt.set(channel, event.at);
    return due || event.kind === 'ended' ? options.series(channel, SERIES_SECONDS) : null;
  }

  return {
    handle(event) {
      const { alerts, decisions } = options.route(event);
      if (event.kind === 'started') options.observer.momentDetected(event.moment.channel);
      const entry = { event, alerts, decisions, series: seriesFor(event, alerts.length > 0) };
      const { channel } = event.moment;
      const entries = waiting.get(channel) ?? [];
      waiting.set(channel, entries);
      entries.push(entry);
      if (entries.length > WAITING_PER_CHANNEL_MAX) dropOldestUpdate(entries, options.observer);
      if (!running.has(channel)) running.set(channel, drain(channel, entries));
    },
    async [Symbol.asyncDispose]() {
      while (running.size > 0) await Promise.all(running.values());
    },
  };
}

/** An update that queues no alert is repeated by the next one, so it may go. */
function dropOldestUpdate(entries: Entry[], observer: Observer): void {
  const at = entries.findIndex((entry) => entry.event.kind === 'rose' && entry.alerts.length === 0);
  if (at < 0) return;
  entries.splice(at, 1);
  observer.eventDropped('moment-store', 'superseded', true);
}

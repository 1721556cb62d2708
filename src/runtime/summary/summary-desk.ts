import type { ChannelName, ChatRetraction } from '../../domain/chat-event.ts';
import type { Summary, SummaryOrder } from '../../domain/headline.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { ModelAnswer, SummaryDraft, SummaryModel } from '../../domain/ports/models.ts';
import type { Observer } from '../../domain/ports/observer.ts';
import type { MessageStore, SummaryStore } from '../../domain/ports/stores.ts';
import { LruMap } from '../../lib/lru-map.ts';
import { TtlMap } from '../../lib/ttl-map.ts';
import { withTimeout } from '../../lib/with-timeout.ts';
import { readWindow, type WindowMessages } from './read-window.ts';

/** A model gets so long; then chat's own words have to do. */
const MODEL_TIMEOUT_MS = 20_000;
/** Two people who ask within this time for the same window are told the same. */
const FRESH_MS = 60_000;
/** Up to this length two windows of one minute are two windows. */
const SHORT_WINDOW_MS = 4 * 60_000;
const CHANNELS_REMEMBERED_MAX = 500;
const WINDOWS_REMEMBERED_MAX = 20;
/** Questions to a model at once, over all channels. Whoever comes later gets the extract alone, which costs nothing. */
const MODEL_CALLS_MAX = 4;
/** So few messages need nobody to sum them up. */
const SUMMARY_MESSAGES_MIN = 5;

export interface SummaryDeskOptions {
  readonly messages: Pick<MessageStore, 'stream'>;
  /** Brings what was just said into the store; null where no messages are kept. */
  readonly flush: (() => Promise<void>) | null;
  readonly summaries: Pick<SummaryStore, 'save'>;
  /** The language model in use; null where none is. */
  readonly model: () => SummaryModel | null;
  readonly extract: (window: WindowMessages) => Summary;
  readonly clock: Pick<Clock, 'now'>;
  readonly observer: Pick<Observer, 'stageFailed'>;
}

export interface SummaryDesk extends AsyncDisposable {
  /**
   * What chat said; null where it said too little. Always arrives: without a model, budget or answer it is an extract,
   * and says why. @throws when the store does
   */
  summarize(order: SummaryOrder): Promise<Summary | null>;
  /** Something was taken back: nothing that may rest on it is told again. */
  retract(retraction: Pick<ChatRetraction, 'channel'>): void;
}

/** Puts stretches of stored chat into words, by a model where there is one. */
export function createSummaryDesk(options: SummaryDeskOptions): SummaryDesk {
  const { clock } = options;
  const told = new LruMap<ChannelName, TtlMap<Summary | null>>(CHANNELS_REMEMBERED_MAX);
  const underWay = new Map<string, Promise<Summary | null>>();
  const stopping = new AbortController();
  let modelCalls = 0;

  const askModel = async (model: SummaryModel, window: WindowMessages): Promise<ModelAnswer<SummaryDraft>> => {
    if (modelCalls >= MODEL_CALLS_MAX) return { kind: 'failed', reason: 'rate-limited', detail: 'too many at once' };
    modelCalls++;
    try {
      return await withTimeout('a summary', MODEL_TIMEOUT_MS, stopping.signal, (signal) =>
        model.summarize(window, signal),
      );
    } catch (error) {
      if (!stopping.signal.aborted) options.observer.stageFailed('summary', error);
      return { kind: 'failed', reason: 'timeout', detail: 'no answer in time' };
    } finally {
      modelCalls--;
    }
  };

  const write = async (order: SummaryOrder, stillTrue: () => boolean): Promise<Summary | null> => {
    await options.flush?.();
    const window = await readWindow(options.messages, order);
    if (window.totalMessages < SUMMARY_MESSAGES_MIN) return null;
    const extract = options.extract(window);
    const model = order.mayAskModel ? options.model() : null;
    if (model === null) return extract;
    const answer = await askModel(model, window);
    // Something was taken back while the model wrote: its words may rest on it.
    if (!stillTrue()) return write({ ...order, mayAskModel: false }, () => true);
    if (answer.kind === 'failed') return { ...extract, fallback: answer.reason };
    return ofDraft(answer.value, extract, window, model.name);
  };

  const rememberedOf = (channel: ChannelName): TtlMap<Summary | null> => {
    const known = told.get(channel);
    if (known !== undefined) return known;
    const remembered = new TtlMap<Summary | null>({ ttlMs: FRESH_MS, entriesMax: WINDOWS_REMEMBERED_MAX });
    told.set(channel, remembered);
    return remembered;
  };

  return {
    async summarize(order) {
      const { channel, from, to, mayAskModel } = order;
      // Windows of moments are shorter than what is fresh: each of them is another.
      const grain = to - from > SHORT_WINDOW_MS ? FRESH_MS : 1;
      const rounded = (ms: number): number => Math.floor(ms / grain);
      const key = `${rounded(to - from)} ${rounded(to)} ${mayAskModel ? (options.model()?.name ?? '') : ''}`;
      const remembered = rememberedOf(channel);
      const known = remembered.get(key, clock.now());
      if (known !== undefined) return known;
      const running = underWay.get(`${channel} ${key}`);
      if (running !== undefined) return running;
      const readAt = clock.now();
      const work = write(order, () => told.get(channel) === remembered);
      underWay.set(`${channel} ${key}`, work);
      try {
        const summary = await work;
        if (summary !== null && order.keep === true) await options.summaries.save(summary, readAt);
        if (told.get(channel) === remembered) remembered.set(key, summary, clock.now());
        return summary;
      } finally {
        underWay.delete(`${channel} ${key}`);
      }
    },
    retract: ({ channel }) => void told.delete(channel),
    async [Symbol.asyncDispose]() {
      stopping.abort(new Error('stopping'));
      await Promise.allSettled(underWay.values());
    },
  };
}

/** The model's words with our own numbers: counts and times are never left to it. */
function ofDraft(draft: SummaryDraft, extract: Summary, window: WindowMessages, model: string): Summary {
  const sentAt = new Map(window.messages.map(({ id, at }) => [id, at]));
  const points = draft.points.flatMap(({ text, messageIds }) => {
    const times = messageIds.flatMap((id) => sentAt.get(id) ?? []);
    if (times.length === 0) return [];
    return [{ text, at: Math.min(...times), messages: times.length, messageIds }];
  });
  return {
    ...extract,
    overview: draft.overview,
    points: points.toSorted((a, b) => a.at - b.at),
    model,
    fallback: null,
  };
}

import type { SentimentScorer } from '../domain/ports/models.ts';
import type { Observer } from '../domain/ports/observer.ts';
import { KNOWN_BOTS } from '../pipeline/intake/known-bots.ts';
import { createPipeline, type Pipeline } from '../pipeline/pipeline.ts';
import type { PipelineSink } from '../pipeline/sink.ts';
import { createBatchWriter } from '../runtime/batch-writer.ts';
import { bundledEmoteWords } from './emote-words.ts';
import type { Stores } from './stores.ts';

/** One detector for the whole process; subscriptions differ in their thresholds. */
export const DETECTOR = 'robust';

export interface CoreDeps {
  readonly stores: Stores;
  readonly observer: Observer;
  readonly scorer: SentimentScorer;
  readonly isOwnAccount: (userId: string) => boolean;
  readonly isOptedOut: (userId: string) => boolean;
  /** Who hears of the results beside the store, in this order. */
  readonly listeners: readonly Partial<Omit<PipelineSink, 'dropped' | 'minute' | 'mood' | 'emotes'>>[];
}

/** The pipeline, with everybody who hears of its results. */
export function createCore({ stores, observer, scorer, isOwnAccount, isOptedOut, listeners }: CoreDeps): Pipeline {
  const { storage, writer, jobs } = stores;
  const bots = new Set(KNOWN_BOTS);
  return createPipeline(
    { detector: DETECTOR, bots, isOwnAccount, isOptedOut, emoteWords: bundledEmoteWords(), scorer },
    {
      accepted(message, sentiment, emotes) {
        writer?.offer(message);
        for (const listener of listeners) listener.accepted?.(message, sentiment, emotes);
      },
      noticed: (notice) => listeners.forEach((listener) => listener.noticed?.(notice)),
      retracted: (retraction) => listeners.forEach((listener) => listener.retracted?.(retraction)),
      metrics: (metrics) => listeners.forEach((listener) => listener.metrics?.(metrics)),
      hype: (event) => listeners.forEach((listener) => listener.hype?.(event)),
      dropped: (_channel, reason) => observer.eventDropped('intake', reason, true),
      minute: createBatchWriter('minute-writer', (rows) => storage.metrics.saveMinutes(rows), { jobs, observer }),
      mood: createBatchWriter('mood-writer', (rows) => storage.moods.saveMinutes(rows), { jobs, observer }),
      emotes: createBatchWriter('emote-writer', (rows) => storage.emotes.add(rows), { jobs, observer }),
    },
  );
}

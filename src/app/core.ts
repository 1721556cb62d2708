import type { ChannelMetrics } from '../domain/channel-metrics.ts';
import type { ChatMessage } from '../domain/chat-event.ts';
import type { HypeEvent } from '../domain/hype-moment.ts';
import type { Observer } from '../domain/ports/observer.ts';
import { KNOWN_BOTS } from '../pipeline/intake/known-bots.ts';
import { createPipeline, type Pipeline } from '../pipeline/pipeline.ts';
import { createLexiconScorer } from '../models/sentiment/lexicon-scorer.ts';
import { sinkOf } from '../pipeline/sink.ts';
import { createMinuteWriter } from '../runtime/minute-writer.ts';
import { bundledEmoteWords } from './emote-words.ts';
import type { Stores } from './stores.ts';

/** One detector for the whole process; subscriptions differ in their thresholds. */
export const DETECTOR = 'robust';

export interface CoreDeps {
  readonly stores: Stores;
  readonly observer: Observer;
  readonly isOwnAccount: (userId: string) => boolean;
  readonly onMessage: (message: ChatMessage) => void;
  readonly onHype: (event: HypeEvent) => void;
  readonly onMetrics: (metrics: ChannelMetrics) => void;
}

/** The pipeline, with everybody who hears of its results. */
export function createCore({ stores, observer, isOwnAccount, ...listeners }: CoreDeps): Pipeline {
  const { storage, writer, jobs } = stores;
  return createPipeline(
    {
      detector: DETECTOR,
      bots: new Set(KNOWN_BOTS),
      isOwnAccount,
      isOptedOut: () => false,
      emoteWords: bundledEmoteWords(),
      scorer: createLexiconScorer(),
    },
    sinkOf({
      accepted(message) {
        writer?.offer(message);
        listeners.onMessage(message);
      },
      dropped: (_channel, reason) => observer.eventDropped('intake', reason, true),
      metrics: listeners.onMetrics,
      minute: createMinuteWriter({ metrics: storage.metrics, jobs, observer }),
      hype: listeners.onHype,
    }),
  );
}

import type { DetectorName } from '../domain/hype-moment.ts';
import type { SentimentScorer } from '../domain/ports/models.ts';
import { KNOWN_BOTS } from '../pipeline/intake/known-bots.ts';
import { NEUTRAL_SCORER } from '../pipeline/mood/neutral-scorer.ts';
import { createPipeline, type Pipeline } from '../pipeline/pipeline.ts';
import { sinkOf, type PipelineSink } from '../pipeline/sink.ts';
import { bundledEmoteWords } from './emote-words.ts';

/** The pipeline as the live bot sets it up, for recorded or generated chat: no own account, nobody opted out. */
export function createOfflinePipeline(
  detector: DetectorName,
  listeners: Partial<PipelineSink>,
  scorer: SentimentScorer = NEUTRAL_SCORER,
): Pipeline {
  return createPipeline(
    {
      detector,
      emoteWords: bundledEmoteWords(),
      scorer,
      bots: new Set(KNOWN_BOTS),
      isOwnAccount: () => false,
      isOptedOut: () => false,
    },
    sinkOf(listeners),
  );
}

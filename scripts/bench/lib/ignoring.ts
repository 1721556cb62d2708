import { bundledEmoteWords } from '../../../src/app/emote-words.ts';
import type { Observer } from '../../../src/domain/ports/observer.ts';
import { KNOWN_BOTS } from '../../../src/pipeline/intake/known-bots.ts';
import { createPipeline, type Pipeline } from '../../../src/pipeline/pipeline.ts';
import type { PipelineSink } from '../../../src/pipeline/sink.ts';

const ignore = (): void => undefined;

export const deafObserver: Observer = {
  eventReceived: ignore,
  eventDropped: ignore,
  stageFailed: ignore,
  momentDetected: ignore,
  alertPosted: ignore,
  chatConnection: ignore,
  channelJoin: ignore,
  commandAnswered: ignore,
};

/** The pipeline as the program sets it up, with nobody listening but `sink`. */
export function createBenchPipeline(sink: Partial<PipelineSink> = {}): Pipeline {
  return createPipeline(
    { detector: 'robust', emoteWords: bundledEmoteWords(), bots: new Set(KNOWN_BOTS), isOwnAccount: () => false },
    { accepted: ignore, dropped: ignore, metrics: ignore, minute: ignore, hype: ignore, ...sink },
  );
}

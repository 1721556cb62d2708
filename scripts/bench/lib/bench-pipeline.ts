import { createOfflinePipeline } from '../../../src/app/offline-pipeline.ts';
import { createLexiconScorer } from '../../../src/models/sentiment/lexicon-scorer.ts';
import type { Pipeline } from '../../../src/pipeline/pipeline.ts';
import type { PipelineSink } from '../../../src/pipeline/sink.ts';

/** The pipeline as the program sets it up, with nobody listening but `sink`. */
export function createBenchPipeline(sink: Partial<PipelineSink> = {}): Pipeline {
  return createOfflinePipeline('robust', sink, createLexiconScorer());
}

import type { Config } from '../config/config.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { LiveView } from '../domain/ports/live-view.ts';
import type { SentimentScorer } from '../domain/ports/models.ts';
import type { ModelObserver, Observer } from '../domain/ports/observer.ts';
import { createLexiconScorer } from '../models/sentiment/lexicon-scorer.ts';
import { createModels, type Models } from '../models/models.ts';
import type { Pipeline } from '../pipeline/pipeline.ts';
import { createHeadlineDesk, type HeadlineDesk } from '../runtime/headline-desk.ts';
import { createMoodModelDesk, type MoodModelDesk } from '../runtime/mood-model-desk.ts';
import type { Stores } from './stores.ts';

export interface ModelParts {
  readonly config: Config;
  readonly stores: Stores;
  readonly pipeline: () => Pipeline;
  readonly clock: Clock;
  readonly observer: Observer;
  readonly modelObserver: ModelObserver;
}

export interface Thinking extends AsyncDisposable {
  readonly models: Models;
  /** Judges at once, for the pipeline and for summaries alike. */
  readonly scorer: SentimentScorer;
  /** Judges again, better, what the lexicon judged at once. */
  readonly moods: MoodModelDesk;
  readonly headlines: HeadlineDesk;
}

/** The models and what they are asked for. Without any, lexicon and extract stand alone. */
export function openModels({ config, stores, pipeline, clock, observer, modelObserver }: ModelParts): Thinking {
  const stack = new AsyncDisposableStack();
  const models = stack.use(
    createModels({
      ...config.models,
      spend: stores.storage.spend,
      dataFolder: config.storage.dataFolder,
      clock,
      observer: { ...observer, ...modelObserver },
    }),
  );
  const revise = (...revision: Parameters<Pipeline['reviseMood']>): void => pipeline().reviseMood(...revision);
  const moods = stack.use(createMoodModelDesk({ model: models.mood, revise, clock, observer }));
  const live: Pick<LiveView, 'headline' | 'digest'> = {
    headline: (channel) => pipeline().headline(channel),
    digest: (channel) => pipeline().digest(channel),
  };
  const headlines = stack.use(createHeadlineDesk({ live, model: models.summary, clock, observer }));
  return { models, scorer: createLexiconScorer(), moods, headlines, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

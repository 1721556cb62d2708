import type { Sentiment } from '../../domain/mood.ts';
import type { ModelAnswer, RateableText, SentimentModel, SentimentScorer } from '../../domain/ports/models.ts';

/** Texts a call: enough to make the calls themselves cheap, few enough to leave other work its turns. */
const BATCH_MAX = 512;

/** A scorer that answers at once, where a model that takes its time may stand as well. */
export class ScorerModel implements SentimentModel {
  readonly batchMax = BATCH_MAX;
  readonly #scorer: SentimentScorer;

  constructor(scorer: SentimentScorer) {
    this.#scorer = scorer;
  }

  get name(): string {
    return this.#scorer.name;
  }

  async rate(texts: readonly RateableText[]): Promise<ModelAnswer<readonly Sentiment[]>> {
    return { kind: 'answered', value: texts.map((text) => this.#scorer.rate(text, null, null)) };
  }

  async [Symbol.asyncDispose](): Promise<void> {}
}

import type { Digest } from '../../domain/headline.ts';
import type {
  HeadlineDraft,
  ModelAnswer,
  SummaryDraft,
  SummaryModel,
  SummaryRequest,
} from '../../domain/ports/models.ts';
import type { Asker } from '../openai/question.ts';
import { HEADLINE_FORM, HeadlineQuestion } from './headline-question.ts';
import { SUMMARY_FORM, SummaryQuestion } from './summary-question.ts';

/** Room for models that think before they answer; what is not used costs nothing. */
const HEADLINE = { outputTokensMax: 1_000, timeoutMs: 15_000 };
/** Somebody waits for it. */
const SUMMARY = { outputTokensMax: 2_000, timeoutMs: 18_000 };

const ONE_VOICE = {
  kind: 'failed',
  reason: 'unfaithful',
  detail: 'What one person writes is not summed up as the chat.',
} as const;

/** Headlines and summaries by a language model, each checked against what the chat said. */
export class OpenAiSummaryModel implements SummaryModel {
  readonly name: string;
  readonly #model: Asker;

  constructor(model: Asker) {
    this.#model = model;
    this.name = `openai:${model.name}`;
  }

  async headline(digest: Digest, signal: AbortSignal): Promise<ModelAnswer<HeadlineDraft>> {
    const question = new HeadlineQuestion(digest);
    if (!question.worthAsking) return ONE_VOICE;
    const { prompt } = question;
    const answer = await this.#model.ask({ ...HEADLINE, purpose: 'headline', prompt, form: HEADLINE_FORM }, signal);
    return answer.kind === 'failed' ? answer : question.check(answer.value);
  }

  async summarize(request: SummaryRequest, signal: AbortSignal): Promise<ModelAnswer<SummaryDraft>> {
    const question = new SummaryQuestion(request);
    if (!question.worthAsking) return ONE_VOICE;
    const { prompt } = question;
    const answer = await this.#model.ask({ ...SUMMARY, purpose: 'summary', prompt, form: SUMMARY_FORM }, signal);
    return answer.kind === 'failed' ? answer : question.check(answer.value);
  }

  async [Symbol.asyncDispose](): Promise<void> {}
}

import type { Sentiment } from '../../domain/mood.ts';
import type { ModelAnswer, RateableText, SentimentModel } from '../../domain/ports/models.ts';
import { LruMap } from '../../lib/lru-map.ts';
import { isInstructionShaped } from '../instruction-shaped.ts';
import type { Asker } from '../openai/question.ts';
import { promptText } from '../summary/chat-data.ts';
import { MOOD_FORM, moodPrompt, readMoods } from './mood-question.ts';

const BATCH_MAX = 40;
/** Chats repeat themselves: most of what is said was said before. */
const CACHED_TEXTS_MAX = 5_000;
const OUTPUT = { outputTokensMax: 3_000, timeoutMs: 15_000 };
const NOT_JUDGED: Sentiment = { label: 'neu', score: 0, confidence: 0, mood: 'calm' };

/** Messages judged by a language model, each text once. What is written for a model is not sent to one. */
export class OpenAiSentimentModel implements SentimentModel {
  readonly name: string;
  readonly batchMax = BATCH_MAX;
  readonly #model: Asker;
  readonly #known = new LruMap<string, Sentiment>(CACHED_TEXTS_MAX);

  constructor(model: Asker) {
    this.#model = model;
    this.name = `openai:${model.name}`;
  }

  async rate(texts: readonly RateableText[], signal: AbortSignal): Promise<ModelAnswer<readonly Sentiment[]>> {
    const keys = texts.map(({ text }) => promptText(text).toLowerCase());
    const found = new Map<string, Sentiment>();
    const asked = new Map<string, RateableText>();
    texts.forEach((rateable, i) => {
      const key = keys[i] ?? '';
      const known = key === '' || isInstructionShaped(rateable.text) ? NOT_JUDGED : this.#known.get(key);
      if (known === undefined) asked.set(key, rateable);
      else found.set(key, known);
    });
    if (asked.size > 0) {
      const answer = await this.#ask([...asked.values()], signal);
      if (answer.kind === 'failed') return answer;
      [...asked.keys()].forEach((key, i) => {
        const sentiment = answer.value[i] ?? NOT_JUDGED;
        found.set(key, sentiment);
        if (sentiment.confidence > 0) this.#known.set(key, sentiment);
      });
    }
    return { kind: 'answered', value: keys.map((key) => found.get(key) ?? NOT_JUDGED) };
  }

  async #ask(texts: readonly RateableText[], signal: AbortSignal): Promise<ModelAnswer<readonly Sentiment[]>> {
    const question = { ...OUTPUT, purpose: 'mood', prompt: moodPrompt(texts), form: MOOD_FORM } as const;
    const answer = await this.#model.ask(question, signal);
    if (answer.kind === 'failed') return answer;
    const moods = readMoods(answer.value, texts.length);
    if (moods !== null) return { kind: 'answered', value: moods };
    return { kind: 'failed', reason: 'malformed', detail: 'It left out most of the messages.' };
  }

  async [Symbol.asyncDispose](): Promise<void> {}
}

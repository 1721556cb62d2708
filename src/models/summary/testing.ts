import type { Digest, TopicBucket } from '../../domain/headline.ts';
import type { ModelAnswer, SummaryRequest } from '../../domain/ports/models.ts';
import type { Asker, Question } from '../openai/question.ts';

const NOON = Date.UTC(2026, 0, 1, 12);

/** Ten people in two conversations; for tests. */
export const TALK: readonly (readonly [author: string, text: string])[] = [
  ['ann', 'what a clutch'],
  ['bob', 'clutch of the year'],
  ['cid', 'that clutch was insane'],
  ['dee', 'insane clutch wow'],
  ['eve', 'when is the new map coming'],
  ['fay', 'new map next week'],
  ['gus', 'cannot wait for the new map'],
  ['hal', 'gg'],
  ['ida', 'gg well played'],
  ['jon', 'the music is good today'],
];

export function aRequest(talk: readonly (readonly [author: string, text: string])[] = TALK): SummaryRequest {
  const messages = talk.map(([author, text], i) => ({ id: `id-${i}`, author, text, at: NOON + i * 1_000 }));
  return {
    channel: 'demo',
    from: NOON,
    to: NOON + 600_000,
    totalMessages: talk.length,
    totalChatters: new Set(talk.map(([author]) => author)).size,
    messages,
  };
}

export function aBucket(overrides: Partial<TopicBucket> & { readonly texts?: readonly string[] } = {}): TopicBucket {
  const { texts = ['what a clutch', 'insane clutch', 'that clutch was insane'], ...rest } = overrides;
  const id = rest.id ?? 'b1';
  return {
    id,
    from: NOON,
    to: NOON + 60_000,
    topic: 'clutch',
    keywords: ['clutch', 'insane'],
    messages: 30,
    chatters: 20,
    share: 0.6,
    sentiment: 0.5,
    samples: texts.map((text, i) => ({ messageId: `${id}-${i}`, chatterId: `${id}-c${i}`, text })),
    ...rest,
  };
}

export function aDigest(buckets: readonly TopicBucket[] = [aBucket()], overrides: Partial<Digest> = {}): Digest {
  const counts = { messages: 50, chatters: 30, sentiment: 0.3, entropy: 1, revision: 1 };
  return { channel: 'demo', from: NOON, to: NOON + 60_000, ...counts, buckets, ...overrides };
}

/** What a question showed the model: the data lines, parsed. */
export function dataOf(user: string): readonly Record<string, unknown>[] {
  return user
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** Answers whatever the test says, without any server. */
export class ScriptedAsker implements Asker {
  readonly name = 'scripted';
  readonly asked: Question<unknown>[] = [];
  readonly #answer: (question: Question<unknown>) => object | ModelAnswer<never>;

  constructor(answer: (question: Question<unknown>) => object | ModelAnswer<never>) {
    this.#answer = answer;
  }

  async ask<T>(question: Question<T>): Promise<ModelAnswer<T>> {
    this.asked.push(question);
    const answer = this.#answer(question);
    if ('kind' in answer) return answer;
    return { kind: 'answered', value: question.form.schema.parse(answer) };
  }
}

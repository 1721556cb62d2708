import { z } from 'zod';
import type { SummaryFallback } from '../../domain/headline.ts';
import { jsonObjectsIn } from '../../lib/json-in-text.ts';
import type { AnswerForm } from './request-body.ts';

const CONTENT_CHARACTERS_MAX = 64_000;
/** Beyond this a server's count is no count. */
const TOKENS_MAX = 1e9;

const tokenCount = z.number().finite().min(0).max(TOKENS_MAX).catch(0);
const completion = z.object({
  choices: z
    .array(
      z.object({
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
        finish_reason: z.string().nullish(),
      }),
    )
    .min(1),
  usage: z.object({ prompt_tokens: tokenCount, completion_tokens: tokenCount }).nullish().catch(null),
});

export type ReadCompletion<T> = {
  /** As the server says, zeros where it says nothing. */
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** What was written, for an estimate of one's own. */
  readonly content: string;
} & (
  | { readonly kind: 'read'; readonly value: T }
  | {
      readonly kind: 'unread';
      readonly reason: SummaryFallback;
      readonly detail: string;
      /** Asking in another form may help. */
      readonly otherFormMayHelp: boolean;
    }
);

/** Takes an answer apart. Nothing in it is trusted, least of all that it has the form that was asked for. */
export function readCompletion<T>(answer: unknown, { schema }: AnswerForm<T>): ReadCompletion<T> {
  const parsed = completion.safeParse(answer);
  const [choice] = parsed.data?.choices ?? [];
  if (choice === undefined)
    return {
      kind: 'unread',
      reason: 'malformed',
      detail: 'Its answer is no chat completion. Does the address end in /v1?',
      otherFormMayHelp: false,
      promptTokens: 0,
      completionTokens: 0,
      content: '',
    };
  const { message, finish_reason: finish } = choice;
  const content = message.content ?? '';
  const usage = {
    promptTokens: parsed.data?.usage?.prompt_tokens ?? 0,
    completionTokens: parsed.data?.usage?.completion_tokens ?? 0,
    content,
  };
  if ((message.refusal ?? '') !== '' || finish === 'content_filter')
    return { ...usage, kind: 'unread', reason: 'declined', detail: 'The model would not.', otherFormMayHelp: false };
  for (const candidate of jsonObjectsIn(withoutThoughts(content.slice(0, CONTENT_CHARACTERS_MAX)))) {
    const value = schema.safeParse(candidate);
    if (value.success) return { ...usage, kind: 'read', value: value.data };
  }
  const detail = finish === 'length' ? 'Its answer was cut off.' : 'Its answer does not have the form asked for.';
  return { ...usage, kind: 'unread', reason: 'malformed', detail, otherFormMayHelp: finish !== 'length' };
}

/** Reasoning models on some servers think aloud before they answer. */
function withoutThoughts(content: string): string {
  const end = content.lastIndexOf('</think>');
  return end === -1 ? content : content.slice(end);
}

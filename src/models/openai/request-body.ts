import { zodResponseFormat } from 'openai/helpers/zod';
import type { ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions';
import type { z } from 'zod';

/** How strictly an answer's form can be asked for, strictest first. On the last rung only the prompt asks. */
const RUNGS = ['json_schema', 'json_object', 'prompt'] as const;
export type Rung = (typeof RUNGS)[number];

export type TokenField = 'max_tokens' | 'max_completion_tokens';

/** What a model at a server turned out to understand. Remembered, so that each is found out once. */
export interface Abilities {
  readonly rung: Rung;
  readonly tokenField: TokenField;
}

export interface Prompt {
  readonly system: string;
  readonly user: string;
}

/** The form an answer must have. */
export interface AnswerForm<T> {
  /** Letters, digits and dashes. */
  readonly name: string;
  readonly schema: z.ZodType<T>;
}

export function requestBody<T>(
  model: string,
  prompt: Prompt,
  form: AnswerForm<T>,
  outputTokensMax: number,
  { rung, tokenField }: Abilities,
): ChatCompletionCreateParamsNonStreaming {
  return {
    model,
    stream: false,
    messages: [
      { role: 'system', content: prompt.system },
      { role: 'user', content: prompt.user },
    ],
    [tokenField]: outputTokensMax,
    ...(rung === 'json_schema' ? { response_format: zodResponseFormat(form.schema, form.name) } : {}),
    ...(rung === 'json_object' ? { response_format: { type: 'json_object' } as const } : {}),
  };
}

/** The rung below; null on the lowest. */
export function rungBelow(rung: Rung): Rung | null {
  return RUNGS[RUNGS.indexOf(rung) + 1] ?? null;
}

export function otherTokenField(field: TokenField): TokenField {
  return field === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens';
}

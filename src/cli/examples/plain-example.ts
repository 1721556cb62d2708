import type { LabelledMessage } from '../../domain/privacy.ts';
import { CATEGORY_NAMES } from '../../lib/label-counts.ts';

export const EXAMPLE_FORMS = ['chat', 'completion'] as const;
export type ExampleForm = (typeof EXAMPLE_FORMS)[number];

const SYSTEM =
  'You judge the feeling of one message from the chat of a live stream. Answer with one word: positive, neutral or negative.';

/**
 * One labelled message as a line of training data, without its author, channel or time. `chat`: a conversation of system, user
 * and assistant, OpenAI's form for chat models; `completion`: a prompt and its completion, the form of earlier models.
 * Source: OpenAI, "Supervised fine-tuning", "Formatting your data".
 */
export function plainExample(
  form: ExampleForm,
  { text, category }: Pick<LabelledMessage, 'text' | 'category'>,
): string {
  const answer = CATEGORY_NAMES[category];
  if (form === 'completion') return JSON.stringify({ prompt: text, completion: answer });
  return JSON.stringify({
    messages: [
      { role: 'system', content: SYSTEM },
      { role: 'user', content: text },
      { role: 'assistant', content: answer },
    ],
  });
}

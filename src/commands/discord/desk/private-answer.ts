import type { PressAnswer } from '../../command.ts';
import { reply, text } from '../reply.ts';

/** For the presser only: the card itself follows through its next edit. */
export function privately(markdown: string): PressAnswer {
  return { reply: reply(text(markdown)), how: 'ephemeral' };
}

import type { ChatRequest } from '../../../tests/fakes/openai/chat-request.ts';
import { obligingAnswer } from '../../../tests/fakes/openai/obliging.ts';

/** Answers as a model does that does its work: of a headline's topics it takes the first that has words. */
export function modelAnswer(request: Pick<ChatRequest, 'messages'>): object {
  const topics = (request.messages.at(-1)?.content ?? '')
    .split('\n')
    .filter((line) => line.startsWith('{"id":'))
    .map((line) => JSON.parse(line) as { readonly id: number; readonly words?: readonly string[] });
  if (topics[0]?.words === undefined) return obligingAnswer(request);
  const told = topics.find(({ words = [] }) => words.length > 0);
  if (told === undefined) return { sentences: [] };
  return { sentences: [{ text: `Viewers talk about ${told.words?.slice(0, 3).join(' ')}.`, ids: [told.id] }] };
}

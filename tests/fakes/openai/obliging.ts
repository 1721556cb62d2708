import type { ChatRequest } from './chat-request.ts';

/** An answer in the form asked for, about what was sent: a model that does its work. */
export function obligingAnswer({ messages }: Pick<ChatRequest, 'messages'>): object {
  const lines = (messages.at(-1)?.content ?? '')
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
  const ids = lines.map(({ id }) => id);
  const [first] = lines;
  if (Array.isArray(first?.['words']))
    return {
      sentences: [{ text: `Viewers talk about ${first['words'].slice(0, 3).join(' ')}.`, ids: ids.slice(0, 1) }],
    };
  if (first?.['by'] === undefined)
    return { ratings: ids.map((id) => ({ id, score: 0.9, confidence: 0.9, mood: 'joy' })) };
  const word = commonWord(lines.map(({ text }) => String(text)));
  return { overview: `Viewers talk about ${word}.`, points: [{ text: `Several viewers mention ${word}.`, ids }] };
}

function commonWord(texts: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const text of texts)
    for (const word of new Set(text.toLowerCase().match(/[a-z]{4,}/g))) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? 'nothing';
}

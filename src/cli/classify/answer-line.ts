import type { Sentiment } from '../../domain/mood.ts';
import type { Json } from './read-request.ts';

export function judgedLine(id: Json | undefined, judged: Sentiment): string {
  const { label, mood } = judged;
  return line(id, { label, score: rounded(judged.score), confidence: rounded(judged.confidence), mood });
}

export function errorLine(id: Json | undefined, error: string, number: number): string {
  return line(id, { error, line: number });
}

function line(id: Json | undefined, answer: object): string {
  return JSON.stringify(id === undefined ? answer : { id, ...answer });
}

/** Three digits are more than a judgement is good for; adding 0 turns -0 into 0. */
function rounded(value: number): number {
  return Math.round(value * 1000) / 1000 + 0;
}

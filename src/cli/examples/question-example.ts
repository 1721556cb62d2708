import type { LabelCategory, LabelledMessage } from '../../domain/privacy.ts';
import { moodPrompt, type MoodAnswer } from '../../models/sentiment/mood-question.ts';

/** What a label says as a rating; far from the borders, and with the mood that a plain score is taken for. */
const RATINGS: Readonly<Record<LabelCategory, { readonly score: number; readonly mood: string }>> = {
  pos: { score: 0.7, mood: 'joy' },
  neu: { score: 0, mood: 'calm' },
  neg: { score: -0.7, mood: 'sad' },
};

/**
 * One labelled message as the bot itself asks about it and wants it answered: a model learns best in the words it will be
 * asked in.
 */
export function questionExample({ text, category }: Pick<LabelledMessage, 'text' | 'category'>): string {
  const { system, user } = moodPrompt([{ text, emotes: [] }]);
  const answer: MoodAnswer = { ratings: [{ id: 1, confidence: 1, ...RATINGS[category] }] };
  return JSON.stringify({
    messages: [
      { role: 'system', content: system },
      { role: 'user', content: user },
      { role: 'assistant', content: JSON.stringify(answer) },
    ],
  });
}

import type { MoodSnapshot } from '../../domain/mood.ts';

const MESSAGES_MIN = 5;
const CONFIDENCE_MIN = 0.15;

/** Whether there is enough chat, and enough to judge it by, to put its mood into a word. */
export function isTellable({ messages, confidence }: Pick<MoodSnapshot, 'messages' | 'confidence'>): boolean {
  return messages >= MESSAGES_MIN && confidence >= CONFIDENCE_MIN;
}

import { MOODS, type Mood, type Sentiment, type SentimentLabel } from '../../../domain/mood.ts';
import type { Evidence } from './evidence.ts';
import type { MessageReader } from './message-reader.ts';

/** Scores nearer to 0 than this are neutral. */
export const NEUTRAL_BELOW = 0.24;
/** Mood weights below this are no mood. */
const MOOD_WEIGHT_MIN = 0.1;
/** Words without a feeling that do not yet thin out what the others say, and what each one beyond them takes away. */
const PLAIN_WORDS_FREE = 4;
const PLAIN_WORD_THINS = 0.04;
/** From this length on a message is more often pasted than meant. */
const PASTED_CHARS = 220;

/** Turns evidence into a judgement. */
export function judge(sum: Evidence, reader: MessageReader, textChars: number): Sentiment {
  if (reader.command) return { label: 'neu', score: 0, confidence: 0.8, mood: 'calm' };
  const english = englishShare(sum, reader);
  const asks = reader.questionMarks > 0;
  let words = (sum.goodWords - sum.badWords) * wordWeight(sum, english);
  if (asks) words *= 0.6;
  else if (sum.beginsWithQuestion) words *= 0.8;
  const emotes = sum.goodEmotes - sum.badEmotes;
  let laughter = sum.laughter;
  if (words < -0.1) laughter *= -0.2;
  else if (emotes < -0.3) laughter *= 0.25;
  if (sum.irony > 0) words *= words > 0 ? -0.6 : 0.4;
  let total = words + emotes + laughter;
  if (reader.exclamationMarks > 0) total *= 1 + 0.08 * Math.min(3, reader.exclamationMarks);
  if (isShouted(reader)) {
    total += total < -0.1 ? -0.1 : 0.1;
    sum.feel(total < 0 ? 'anger' : 'hype', 0.1);
  }
  if (reader.links > 0) total *= 0.5;
  if (textChars > PASTED_CHARS) total *= 0.7;
  if (asks && sum.rated === 0) sum.feel('confusion', 0.2 + 0.1 * Math.min(4, reader.questionMarks));
  const score = Math.tanh(total);
  const label = labelOf(score);
  return { label, score, confidence: confidenceOf(sum, label, Math.abs(total), english), mood: moodOf(sum) };
}

export function labelOf(score: number): SentimentLabel {
  if (score >= NEUTRAL_BELOW) return 'pos';
  return score <= -NEUTRAL_BELOW ? 'neg' : 'neu';
}

/** 0 to 1: how much words may be taken for English ones. */
function englishShare(sum: Evidence, reader: MessageReader): number {
  const letters = reader.letters;
  if (letters === 0 || sum.words === 0) return 1;
  const latin = 1 - reader.otherLetters / Math.max(1, letters);
  if (latin < 0.5) return 0;
  if (sum.foreignWords > sum.englishWords) return Math.max(0, 0.4 - 0.2 * (sum.foreignWords - sum.englishWords));
  const unknown = sum.words - sum.knownWords;
  if (sum.words < 4 || unknown < 3) return latin;
  return latin * Math.min(1, (3 * sum.knownWords) / sum.words);
}

function wordWeight(sum: Evidence, english: number): number {
  const thin = 1 + PLAIN_WORD_THINS * Math.max(0, sum.plainWords - PLAIN_WORDS_FREE);
  return (0.25 + 0.75 * english) / thin;
}

function isShouted(reader: MessageReader): boolean {
  return reader.letters >= 6 && reader.capitals >= 0.8 * reader.letters;
}

function confidenceOf(sum: Evidence, label: SentimentLabel, strength: number, english: number): number {
  const pictures = sum.goodEmotes + sum.badEmotes;
  const all = sum.goodWords + sum.badWords + pictures + sum.laughter;
  if (all === 0) return Math.min(0.6, plainConfidence(sum, english));
  const agreement = Math.min(1, strength / all);
  const spoken = sum.rated > 0 ? Math.max(english, 0.7) : english;
  const enough = Math.min(1, 0.45 + 0.5 * all);
  const doubt = label === 'neu' ? 0.6 : 1;
  return Math.max(0.05, enough * (0.4 + 0.6 * agreement) * doubt * (0.2 + 0.8 * spoken));
}

/** Nothing was felt, as far as the message was understood. */
function plainConfidence(sum: Evidence, english: number): number {
  if (sum.words === 0) return sum.unknownEmotes > 0 ? 0.05 : 0.3;
  return english * (0.15 + (0.45 * sum.knownWords) / sum.words) + 0.02;
}

function moodOf(sum: Evidence): Mood {
  let best: Mood = 'calm';
  let weight = MOOD_WEIGHT_MIN;
  for (let i = 0; i < MOODS.length; i++) {
    const own = sum.moods[i] ?? 0;
    if (own > weight) {
      weight = own;
      best = MOODS[i] ?? 'calm';
    }
  }
  return best;
}

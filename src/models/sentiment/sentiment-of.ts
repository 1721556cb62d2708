import type { Mood, Sentiment } from '../../domain/mood.ts';

/** Scores nearer to 0 than this are neutral. */
const NEUTRAL_BELOW = 0.15;
/** Models that know only good and bad leave the mood to this. */
const STRONG_FROM = 0.75;

/** A judgement from what a model gives; numbers out of range are clamped, and what is no number counts as nothing. */
export function sentimentOf(score: number, confidence: number, mood: Mood | null): Sentiment {
  const clamped = clamp(score, -1, 1);
  const label = Math.abs(clamped) < NEUTRAL_BELOW ? 'neu' : clamped > 0 ? 'pos' : 'neg';
  return { label, score: clamped, confidence: clamp(confidence, 0, 1), mood: mood ?? plainMood(clamped, label) };
}

function plainMood(score: number, label: Sentiment['label']): Mood {
  if (label === 'neu') return 'calm';
  if (label === 'neg') return score <= -STRONG_FROM ? 'anger' : 'sad';
  return 'joy';
}

function clamp(value: number, low: number, high: number): number {
  return Number.isFinite(value) ? Math.min(high, Math.max(low, value)) : 0;
}

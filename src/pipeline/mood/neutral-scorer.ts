import type { Sentiment } from '../../domain/mood.ts';
import type { SentimentScorer } from '../../domain/ports/models.ts';

const NOTHING_FELT: Sentiment = { label: 'neu', score: 0, confidence: 0, mood: 'calm' };

/** Feels nothing: for runs in which only the detector matters. */
export const NEUTRAL_SCORER: SentimentScorer = { name: 'none', rate: () => NOTHING_FELT };

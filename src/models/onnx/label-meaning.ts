import type { Mood, Sentiment } from '../../domain/mood.ts';
import { sentimentOf } from '../sentiment/sentiment-of.ts';

/** A label of a classifier and how likely it thinks it. */
export interface LabelScore {
  readonly label: string;
  /** 0 to 1. */
  readonly score: number;
}

interface Meaning {
  /** −1 to 1. */
  readonly valence: number;
  readonly mood: Mood | null;
}

/** Words for good and bad, and the labels of common emotion classifiers (Ekman's six and GoEmotions' names). */
const MEANINGS: readonly (readonly [valence: number, mood: Mood | null, labels: string])[] = [
  [1, null, 'positive pos good favorable'],
  [0, 'calm', 'neutral neu none mixed other realization'],
  [-1, null, 'negative neg bad unfavorable toxic'],
  [
    1,
    'joy',
    'joy happy happiness love admiration amusement approval caring gratitude optimism pride relief desire fun',
  ],
  [0.8, 'hype', 'excitement excited hype enthusiasm enthusiastic'],
  [-0.8, 'sad', 'sadness sad grief disappointment remorse embarrassment fear nervousness worry empty'],
  [-0.9, 'anger', 'anger angry disgust annoyance disapproval hate rage offensive'],
  [0, 'confusion', 'confusion curiosity surprise surprised'],
];

const STARS = /^([1-5])\s*(?:stars?)?$/;
/** Names of labels that say nothing: a model without names for its classes has one for each number of them. */
const NUMBERED = /^label_(\d)$/;
const NUMBERED_VALENCES: Readonly<Record<number, readonly number[]>> = {
  2: [-1, 1],
  3: [-1, 0, 1],
  5: [-1, -0.5, 0, 0.5, 1],
};

/** What a classifier's labels mean; null for those nobody knows. */
export type LabelReader = (scores: readonly LabelScore[]) => Sentiment | null;

/** Reads any set of labels: positive and negative in words, stars, numbered classes, emotions. */
export function createLabelReader(): LabelReader {
  const words = new Map(
    MEANINGS.flatMap(([valence, mood, labels]) =>
      labels.split(' ').map((label) => [label, { valence, mood }] as const),
    ),
  );
  const meaningOf = (label: string, classes: number): Meaning | null => {
    const plain = label.trim().toLowerCase();
    const stars = STARS.exec(plain)?.[1];
    if (stars !== undefined) return { valence: (Number(stars) - 3) / 2, mood: null };
    const numbered = NUMBERED.exec(plain)?.[1];
    const valence = numbered === undefined ? undefined : NUMBERED_VALENCES[classes]?.[Number(numbered)];
    if (valence !== undefined) return { valence, mood: null };
    return words.get(plain.replace(/^(?:very|extremely|slightly|somewhat)[ _-]/, '')) ?? null;
  };
  return (scores) => {
    const read = scores.flatMap(({ label, score }) => {
      const meaning = meaningOf(label, scores.length);
      return meaning === null || !Number.isFinite(score) || score < 0 ? [] : [{ ...meaning, score }];
    });
    const total = read.reduce((sum, { score }) => sum + score, 0);
    if (total === 0) return null;
    const mean = read.reduce((sum, { valence, score }) => sum + valence * score, 0) / total;
    const top = read.reduce((best, each) => (each.score > best.score ? each : best));
    return sentimentOf(mean, top.score / total, top.mood);
  };
}

import { expect, test } from 'vitest';
import { createLabelReader } from './label-meaning.ts';

const read = createLabelReader();
const scores = (entries: Readonly<Record<string, number>>) =>
  Object.entries(entries).map(([label, score]) => ({ label, score }));

test.each<[Record<string, number>, object]>([
  [
    { POSITIVE: 0.9, NEGATIVE: 0.1 },
    { label: 'pos', score: expect.closeTo(0.8) as unknown, mood: 'joy' },
  ],
  [
    { negative: 0.7, neutral: 0.2, positive: 0.1 },
    { label: 'neg', score: expect.closeTo(-0.6) as unknown, mood: 'sad' },
  ],
  [
    { neutral: 0.9, positive: 0.06, negative: 0.04 },
    { label: 'neu', mood: 'calm' },
  ],
  [{ LABEL_0: 0.1, LABEL_1: 0.1, LABEL_2: 0.8 }, { label: 'pos' }],
  [{ LABEL_0: 0.9, LABEL_1: 0.1 }, { label: 'neg' }],
  [
    { '1 star': 0.8, '2 stars': 0.1, '3 stars': 0.1, '4 stars': 0, '5 stars': 0 },
    { label: 'neg', mood: 'anger' },
  ],
  [{ '5 stars': 0.7, '4 stars': 0.3, '1 star': 0 }, { label: 'pos' }],
  [{ 'Very Positive': 0.9, 'Very Negative': 0.1 }, { label: 'pos' }],
  [
    { anger: 0.8, joy: 0.1, sadness: 0.1 },
    { label: 'neg', mood: 'anger' },
  ],
  [
    { surprise: 0.9, joy: 0.05, fear: 0.05 },
    { label: 'neu', mood: 'confusion' },
  ],
  [
    { joy: 0.5, strange: 0.5 },
    { label: 'pos', mood: 'joy' },
  ],
])('%j', (entries, sentiment) => {
  expect(read(scores(entries))).toMatchObject(sentiment);
});

test.each([[{}], [{ cat: 0.5, dog: 0.5 }], [{ LABEL_0: 1 }], [{ positive: Number.NaN }], [{ positive: -1 }]])(
  '%j means nothing',
  (entries) => {
    expect(read(scores(entries as Record<string, number>))).toBeNull();
  },
);

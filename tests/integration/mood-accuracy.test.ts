import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createJudges } from '../../scripts/measure-mood/judges.ts';
import { measure } from '../../scripts/measure-mood/measure.ts';
import { readComments, type LabelledComment } from '../../scripts/measure-mood/read-comments.ts';

const folder = path.resolve(import.meta.dirname, '../../../shared/measure-data/mood');
const bars = [
  ['comments-2018.csv', { accuracy: 0.64, macroF1: 0.63 }],
  ['comments-2025.csv', { accuracy: 0.68, macroF1: 0.68 }],
] as const;

// Nothing in the lexicon was taken from these comments, so the bars hold for others like them.
describe.skipIf(!existsSync(folder))(
  'on comments people judged (skipped where ../shared/measure-data is absent)',
  () => {
    const [lexicon, ...others] = createJudges();

    test.for(bars)('%s: the lexicon meets its bars and beats plain word lists', async ([file, bar]) => {
      const comments = await readComments(path.join(folder, file));
      const figures = measure(comments, lexicon!);
      expect(figures.accuracy).toBeGreaterThanOrEqual(bar.accuracy);
      expect(figures.macroF1).toBeGreaterThanOrEqual(bar.macroF1);
      expect(figures.r).toBeGreaterThanOrEqual(0.92);
      for (const other of others) {
        const plain = measure(comments, other);
        expect(figures.accuracy).toBeGreaterThan(plain.accuracy + 0.1);
        expect(figures.shareError).toBeLessThan(plain.shareError);
      }
    });

    test('windows of 40 out of all of them have about the right shares', async () => {
      const all: LabelledComment[] = [];
      for (const [file] of bars) all.push(...(await readComments(path.join(folder, file))));
      const figures = measure(all, lexicon!);
      expect(figures.r).toBeGreaterThanOrEqual(0.92);
      expect(figures.shareError).toBeLessThanOrEqual(0.18);
    });
  },
);

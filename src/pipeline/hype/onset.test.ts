import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../lib/random.ts';
import { findOnset } from './onset.ts';

describe('findOnset', () => {
  test.each([
    ['a jump', [2, 1, 3, 2, 2, 1, 30, 32], 2, 6],
    ['an earlier bump that passed', [2, 9, 8, 2, 1, 2, 2, 2, 1, 25, 30], 2, 9],
    ['a slow rise', [1, 1, 1, 1, 4, 7, 9, 12], 1, 5],
    ['silence before', [0, 0, 0, 0, 0, 5, 6], 0, 5],
    ['only the last second', [1, 1, 1, 20], 1, 3],
  ])('%s', (_, counts, usual, expected) => {
    expect(Math.abs(findOnset(counts, usual) - expected)).toBeLessThanOrEqual(1);
  });

  test('finds a step of three times the rate within two seconds, whatever the rate', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 2, max: 60 }),
        fc.integer({ min: 3, max: 20 }),
        (seed, usual, length) => {
          const random = seededRandom(seed);
          const noisy = (rate: number): number =>
            Math.max(0, Math.round(rate + (random() - 0.5) * 2 * Math.sqrt(rate)));
          const counts = [
            ...Array.from({ length: 40 - length }, () => noisy(usual)),
            ...Array.from({ length }, () => noisy(4 * usual)),
          ];
          expect(Math.abs(findOnset(counts, usual) - (40 - length))).toBeLessThanOrEqual(2);
        },
      ),
    );
  });

  test('always answers with a place in the run', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(1_000), { minLength: 1, maxLength: 60 }),
        fc.double({ min: 0, max: 1_000, noNaN: true }),
        (counts, usual) => {
          const onset = findOnset(counts, usual);
          expect(onset).toBeGreaterThanOrEqual(0);
          expect(onset).toBeLessThan(counts.length);
        },
      ),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { backoffMs } from './backoff.ts';
import { chatterKey, hash32 } from './hash.ts';
import { NumberSet } from './number-set.ts';
import { RingQueue } from './ring-queue.ts';
import { seededRandom } from './random.ts';

describe('NumberSet', () => {
  test('agrees with a Set', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })), (values) => {
        const ours = new NumberSet();
        const theirs = new Set<number>();
        for (const value of values) {
          expect(ours.add(value)).toBe(!theirs.has(value));
          theirs.add(value);
        }
        expect(ours.size).toBe(theirs.size);
        for (const value of values) expect(ours.has(value)).toBe(true);
        ours.clear();
        expect(ours.has(values[0] ?? 1)).toBe(false);
      }),
    );
  });
});

describe('RingQueue', () => {
  test('is first in, first out within its bound', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.nat(), { nil: null }), { maxLength: 200 }), (steps) => {
        const ours = new RingQueue<number>(20);
        const theirs: number[] = [];
        for (const step of steps) {
          if (step === null) expect(ours.shift()).toBe(theirs.shift());
          else if (theirs.length < 20) {
            expect(ours.push(step)).toBe(true);
            theirs.push(step);
          } else expect(ours.push(step)).toBe(false);
          expect(ours.peek()).toBe(theirs[0]);
          expect(ours.size).toBe(theirs.length);
        }
      }),
    );
  });
});

describe('chatterKey', () => {
  test('keeps Twitch ids apart from each other and from names', () => {
    const keys = ['0', '1', '999999999999999', 'u1', 'ninja', 'Ninja', ''].map(chatterKey);
    expect(new Set(keys).size).toBe(keys.length);
    for (const key of keys) expect(Number.isSafeInteger(key) && key > 0).toBe(true);
  });

  test('100,000 names rarely meet', () => {
    const keys = new Set(Array.from({ length: 100_000 }, (_, i) => chatterKey(`user_${i}`)));
    expect(keys.size).toBe(100_000);
  });
});

test('hash32 spreads its low bits', () => {
  const buckets = new Set(Array.from({ length: 2_000 }, (_, i) => hash32(`x${i}`) & 0xff));
  expect(buckets.size).toBe(256);
});

describe('backoffMs', () => {
  const options = { firstMs: 100, maxMs: 1_000, jitter: 0.5 };
  test.each([
    [0, 0, 100],
    [2, 0, 400],
    [50, 0, 1_000],
    [50, 0.998, 501],
  ])('attempt %i with chance %d waits %i', (attempt, random, expected) => {
    expect(backoffMs(attempt, options, random)).toBe(expected);
  });
});

test('seededRandom repeats itself for a seed and only for that', () => {
  const take = (seed: number): number[] => {
    const random = seededRandom(seed);
    return Array.from({ length: 5 }, random);
  };
  expect(take(1)).toEqual(take(1));
  expect(take(1)).not.toEqual(take(2));
});

import { expect, test } from 'vitest';
import { thin } from './even-choice.ts';

test('a list that is short enough is whole', () => expect(thin([1, 2, 3], 3)).toEqual([1, 2, 3]));

test.each([2, 3, 4, 5, 8, 16])('chat that repeats itself every %i messages is chosen from evenly', (period) => {
  const items = Array.from({ length: 960 }, (_, index) => index);
  const chosen = thin(items, 240);
  expect(chosen).toHaveLength(240);
  expect(chosen).toEqual(chosen.toSorted((a, b) => a - b));
  const counts = Map.groupBy(chosen, (index) => index % period);
  const fair = 240 / period;
  expect(counts.size).toBe(period);
  for (const [, of] of counts) expect(Math.abs(of.length - fair)).toBeLessThan(fair * 0.7 + 3);
});

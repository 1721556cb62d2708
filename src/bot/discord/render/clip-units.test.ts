import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clipUnits } from './clip-units.ts';

test.each([
  ['abc', 3, 'abc'],
  ['abcd', 3, 'ab…'],
  ['😂😂', 4, '😂😂'],
  ['😂😂', 3, '😂…'],
  ['a😂b', 3, 'a…'],
])('%s in %i units is %s', (text, max, expected) => {
  expect(clipUnits(text, max)).toBe(expected);
});

test('never longer than asked, never half a character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.integer({ min: 1, max: 50 }), (text, max) => {
      const clipped = clipUnits(text, max);
      expect(clipped.length).toBeLessThanOrEqual(max);
      expect(clipped.isWellFormed()).toBe(true);
    }),
  );
});

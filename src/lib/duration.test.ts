import { expect, test } from 'vitest';
import { duration } from './duration.ts';

test.each([
  [-5, '0 s'],
  [0, '0 s'],
  [499, '0 s'],
  [41_000, '41 s'],
  [59_499, '59 s'],
  [59_500, '1 min'],
  [12 * 60_000, '12 min'],
  [59.4 * 60_000, '59 min'],
  [59.6 * 60_000, '1 h'],
  [47 * 3_600_000, '47 h'],
  [48 * 3_600_000, '2 d'],
])('%d ms reads %s', (ms, text) => {
  expect(duration(ms)).toBe(text);
});

import { expect, test } from 'vitest';
import { duration } from './duration.ts';

test.each([
  [-5, '0 s'],
  [0, '0 s'],
  [499, '0 s'],
  [41_000, '41 s'],
  [119_499, '119 s'],
  [119_500, '2 min'],
  [12 * 60_000, '12 min'],
  [119 * 60_000, '119 min'],
  [120 * 60_000, '2 h'],
  [47 * 3_600_000, '47 h'],
  [48 * 3_600_000, '2 d'],
])('%d ms reads %s', (ms, text) => {
  expect(duration(ms)).toBe(text);
});

import { expect, test } from 'vitest';
import { recordedTime, RELATIVE_ORIGIN, streamStart } from './time-origin.ts';

test.each<[unknown, number | null]>([
  [0, RELATIVE_ORIGIN],
  [12.3456, RELATIVE_ORIGIN + 12_346],
  [-5, RELATIVE_ORIGIN - 5_000],
  [1_700_000_000, 1_700_000_000_000],
  [1_700_000_000.25, 1_700_000_000_250],
  [1_700_000_000_123, 1_700_000_000_123],
  // Too long for a recording and too early for a date.
  [50_000_000, null],
  [-1e6, null],
  [1e15, null],
  [Number.NaN, null],
  [Infinity, null],
  ['12', null],
  [null, null],
])('recordedTime(%j)', (value, expected) => {
  expect(recordedTime(value)).toBe(expected);
});

test('a relative recording began at its origin, a dated one with its first line', () => {
  expect(streamStart(RELATIVE_ORIGIN + 30_000)).toBe(RELATIVE_ORIGIN);
  expect(streamStart(RELATIVE_ORIGIN - 2_000)).toBe(RELATIVE_ORIGIN - 2_000);
  expect(streamStart(1_700_000_000_000)).toBe(1_700_000_000_000);
});

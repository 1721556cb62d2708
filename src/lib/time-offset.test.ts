import { expect, test } from 'vitest';
import { parseTimeOffset } from './time-offset.ts';

test.each([
  ['-00:05:12.5', -312.5],
  ['00:05:12.500', 312.5],
  ['+1:30', 90],
  ['90', 90],
  [' -312.5 s ', -312.5],
  ['−1:00', -60],
  ['-0', 0],
  ['120:00', 7200],
  ['48:00:00', 172_800],
  ['0.001', 0.001],
])('%s', (typed, seconds) => {
  expect(parseTimeOffset(typed)).toBe(seconds);
});

test.each([
  '',
  'soon',
  '1:60',
  '1:75:00',
  '48:00:00.001',
  '172801',
  '1e3',
  '--5',
  '1:2:3:4',
  '5:',
  '1.2345',
  '٣',
  '5 min',
])('none: %s', (typed) => {
  expect(parseTimeOffset(typed)).toBeNull();
});

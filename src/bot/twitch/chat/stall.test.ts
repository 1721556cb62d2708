import { expect, test } from 'vitest';
import { StallWatch } from './stall.ts';

const T = 1_000_000;

test.each([
  ['old after a silence', 20_000, 12_000, true],
  ['fresh after a silence', 20_000, 200, false],
  ['old without a silence', 9_000, 8_000, false],
  ['older than the silence: late, but not stuck with it', 20_000, 21_000, false],
  ['only a little old', 20_000, 5_000, false],
])('%s', (_, silenceMs, ageMs, stalled) => {
  const watch = new StallWatch(10_000, 5_000, T);
  expect(watch.event(T + silenceMs, T + silenceMs - ageMs)).toBe(stalled);
});

test('any line ends a silence', () => {
  const watch = new StallWatch(10_000, 5_000, T);
  watch.line(T + 15_000);
  expect(watch.event(T + 20_000, T + 8_000)).toBe(false);
});

test('a clock that is seven seconds ahead is learned, and stalls are still seen', () => {
  const watch = new StallWatch(10_000, 5_000, T);
  let now = T;
  for (let i = 0; i < 300; i++) watch.event((now += 1_000), now - 7_000);
  expect(watch.event((now += 20_000), now - 7_100)).toBe(false);
  expect(watch.event((now += 20_000), now - 17_000)).toBe(true);
});

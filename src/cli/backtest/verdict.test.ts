import { describe, expect, test } from 'vitest';
import { intervalsOf } from './bootstrap.ts';
import { alertsAt } from './play.ts';
import { judge, total, verdictOf } from './verdict.ts';

const labels = (highlights: { start: number; end: number }[], duration = 1000) => ({ game: '', duration, highlights });

describe('a tally', () => {
  test.for([
    ['at the start', 100, 1],
    ['before it', 99.9, 0],
    ['25 s after the end', 135, 1],
    ['later', 135.1, 0],
  ] as const)('an alert %s of a span', ([, at, hits]) => {
    expect(judge([at], 1000, labels([{ start: 100, end: 110 }]))).toMatchObject({ alerts: 1, hits, found: hits });
  });

  test('leaves the first minute free, counts each alert and each span once', () => {
    const tally = judge(
      [30, 100, 105, 130],
      900,
      labels([
        { start: 100, end: 110 },
        { start: 120, end: 121 },
        { start: 500, end: 510 },
      ]),
    );
    expect(tally).toMatchObject({ seconds: 1000, alerts: 3, hits: 3, spans: 3, found: 2, hitSeconds: 46 + 35 });
  });

  test('without labels knows only alerts and time', () => {
    expect(verdictOf(judge([100, 200], 3600, null))).toEqual({
      alertsPerHour: 2,
      precision: 0,
      recall: 0,
      chance: 0,
      lift: 0,
      f1: 0,
    });
  });

  test('adds up', () => {
    const one = judge([100], 1000, labels([{ start: 100, end: 110 }]));
    const other = judge([300], 1000, labels([{ start: 100, end: 110 }]));
    expect(verdictOf(total([one, other]))).toMatchObject({
      precision: 0.5,
      recall: 0.5,
      alertsPerHour: 3.6,
      chance: 0.035,
      f1: 0.5,
    });
  });
});

test('one alert a moment, when it first reaches the threshold', () => {
  const moments = [
    [
      [10, 4],
      [12, 9],
      [13, 11],
    ],
    [[50, 5]],
  ] as const;
  expect(alertsAt(moments, 9)).toEqual([12]);
  expect(alertsAt(moments, 4)).toEqual([10, 50]);
});

test('intervals are repeatable and hold the whole spread of the streams', () => {
  const good = judge([100], 1000, labels([{ start: 100, end: 110 }]));
  const bad = judge([300], 1000, labels([{ start: 100, end: 110 }]));
  const intervals = intervalsOf([good, bad, good, bad], 500);
  expect(intervals).toEqual(intervalsOf([good, bad, good, bad], 500));
  expect(intervals?.precision.low).toBeLessThan(0.5);
  expect(intervals?.precision.high).toBeGreaterThan(0.5);
  expect(intervalsOf([good], 0)).toBeNull();
});

import { expect, test } from 'vitest';
import { TargetBreaker } from './target-breaker.ts';

test('a refused place is left alone for a growing time, at most ten minutes', () => {
  const breaker = new TargetBreaker();
  let now = 0;
  const pauses = Array.from({ length: 7 }, () => {
    breaker.refused('1', 'missing-permission', now);
    const from = now;
    while (breaker.blocked('1', now) !== null) now += 1_000;
    return (now - from) / 1_000;
  });
  expect(pauses).toEqual([30, 60, 120, 240, 480, 600, 600]);
});

test('a place that works again starts over, and others are not concerned', () => {
  const breaker = new TargetBreaker();
  breaker.refused('1', 'missing-permission', 0);
  expect(breaker.blocked('1', 0)).toBe('missing-permission');
  expect(breaker.blocked('2', 0)).toBeNull();
  breaker.clear('1');
  expect(breaker.blocked('1', 0)).toBeNull();
  breaker.refused('2', 'unknown-channel', 0);
  breaker.clearAll();
  expect(breaker.blocked('2', 0)).toBeNull();
});

test('it remembers a bounded number of places, the newest ones', () => {
  const breaker = new TargetBreaker();
  for (let id = 0; id < 5_001; id++) breaker.refused(String(id), 'forbidden', 0);
  expect(breaker.blocked('0', 0)).toBeNull();
  expect(breaker.blocked('1', 0)).toBe('forbidden');
  expect(breaker.blocked('5000', 0)).toBe('forbidden');
});

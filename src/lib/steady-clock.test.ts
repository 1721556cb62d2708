import { expect, test } from 'vitest';
import { createSteadyClock } from './steady-clock.ts';

test('follows the wall clock forwards and never backwards', () => {
  let wall = 1_000_000;
  let monotonic = 5;
  const now = createSteadyClock(
    () => wall,
    () => monotonic,
  );
  const advance = (wallMs: number, monotonicMs: number): number => {
    wall += wallMs;
    monotonic += monotonicMs;
    return now();
  };
  expect(now()).toBe(1_000_000);
  expect(advance(100, 100)).toBe(1_000_100);
  expect(advance(-3_600_000, 100)).toBe(1_000_200);
  expect(advance(100, 100)).toBe(1_000_300);
  expect(advance(7_200_000, 100)).toBe(wall);
});

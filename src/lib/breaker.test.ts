import { expect, test } from 'vitest';
import { Breaker } from './breaker.ts';

const OPTIONS = { failuresMax: 3, pauseMs: 1_000, pauseMaxMs: 3_000 };

function broken(at: number): Breaker {
  const breaker = new Breaker(OPTIONS);
  for (let i = 0; i < 3; i++) {
    expect(breaker.enter(at)).toBe(true);
    breaker.failed(at);
  }
  return breaker;
}

test('failures in a row stop the calls, a success in between does not', () => {
  const breaker = new Breaker(OPTIONS);
  breaker.failed(0);
  breaker.failed(0);
  breaker.succeeded();
  breaker.failed(0);
  breaker.failed(0);
  expect(breaker.enter(0)).toBe(true);
  breaker.failed(0);
  expect(breaker.enter(999)).toBe(false);
});

test('one trial at a time; pauses double up to their limit and end with a success', () => {
  const breaker = broken(0);
  expect([breaker.enter(1_000), breaker.enter(1_000)]).toEqual([true, false]);
  breaker.failed(1_000);
  expect([breaker.enter(2_999), breaker.enter(3_000)]).toEqual([false, true]);
  breaker.failed(3_000);
  expect(breaker.pausedUntil).toBe(6_000);
  expect(breaker.enter(6_000)).toBe(true);
  breaker.succeeded();
  expect([breaker.enter(6_000), breaker.enter(6_000)]).toEqual([true, true]);
});

test('a trial nobody waited for makes room for the next', () => {
  const breaker = broken(0);
  expect(breaker.enter(1_000)).toBe(true);
  breaker.unknown();
  expect(breaker.enter(1_000)).toBe(true);
});

test('calls under way when the pause began do not lengthen it', () => {
  const breaker = broken(0);
  breaker.failed(500);
  expect(breaker.pausedUntil).toBe(1_000);
});

test('a pause the other side asks for begins at once and is bounded', () => {
  const breaker = new Breaker(OPTIONS);
  breaker.failed(0, 2_000);
  expect(breaker.pausedUntil).toBe(2_000);
  const greedy = new Breaker(OPTIONS);
  greedy.failed(0, 86_400_000);
  expect(greedy.pausedUntil).toBe(3_000);
});

import { expect, test } from 'vitest';
import { ClipLimiter } from './clip-desk-limits.ts';

test('one clip in 10 s a channel', () => {
  const limiter = new ClipLimiter();
  expect(limiter.take('a', null, 0)).toEqual({ kind: 'yours' });
  expect(limiter.take('a', null, 4_000)).toEqual({ kind: 'wait', ms: 6_000 });
  expect(limiter.take('b', null, 4_000)).toEqual({ kind: 'yours' });
  expect(limiter.take('a', null, 10_000)).toEqual({ kind: 'yours' });
});

test('20 an hour for all, of which one person gets 6', () => {
  const limiter = new ClipLimiter();
  const kinds = (person: string | null, count: number) =>
    Array.from({ length: count }, (_, i) => limiter.take(`${person}${i}`, person, 1_000 + i).kind);
  expect(kinds('ann', 7)).toEqual([...Array<string>(6).fill('yours'), 'refused']);
  expect(kinds(null, 15)).toEqual([...Array<string>(14).fill('yours'), 'refused']);
  expect(limiter.take('x', 'bob', 3_600_999).kind).toBe('refused');
  expect(limiter.take('x', 'bob', 3_601_000).kind).toBe('yours');
});

test('a clock put back by a day locks nobody out', () => {
  const limiter = new ClipLimiter();
  for (let i = 0; i < 20; i++) limiter.take(`c${i}`, null, 90_000_000);
  expect(limiter.take('a', null, 3_600_000).kind).toBe('yours');
});

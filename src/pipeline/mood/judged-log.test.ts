import { expect, test } from 'vitest';
import { JudgedLog } from './judged-log.ts';
import { aJudgement } from './testing.ts';

const [FROM, TO] = [aJudgement(0.5), aJudgement(-0.5)];

test('finds each of several messages of one instant once', () => {
  const log = new JudgedLog();
  log.add(1, aJudgement(0.1), 0, 0.1);
  log.add(5, FROM, 1, 0.2);
  log.add(5, aJudgement(0.2), 1, 0.3);
  log.add(5, FROM, 1, 0.4);
  log.add(9, FROM, 2, 0.5);
  expect(log.replace(5, FROM, TO)).toEqual({ faded: 1, weight: 0.2 });
  expect(log.replace(5, FROM, TO)).toEqual({ faded: 1, weight: 0.4 });
  expect(log.replace(5, FROM, TO)).toBeNull();
  expect(log.replace(5, TO, FROM)?.weight).toBe(0.2);
  expect(log.replace(10, FROM, TO)).toBeNull();
  expect(new JudgedLog().replace(5, FROM, TO)).toBeNull();
});

test('in a fast chat it keeps 20 s up to its bound, in a slow one a handful', () => {
  const [slow, fast, flood] = [new JudgedLog(), new JudgedLog(), new JudgedLog()];
  for (let i = 0; i < 100; i++) slow.add(i * 5_000, FROM, i, 1);
  for (let i = 0; i < 2_000; i++) fast.add(i * 20, FROM, i, 1);
  for (let i = 0; i < 20_000; i++) flood.add(i, FROM, i, 1);
  expect(slow.replace(99 * 5_000, FROM, TO)?.faded).toBe(99);
  expect(slow.replace(50 * 5_000, FROM, TO)).toBeNull();
  expect(fast.replace(1_001 * 20, FROM, TO)?.faded).toBe(1_001);
  expect(flood.replace(20_000 - 4_096, FROM, TO)?.faded).toBe(20_000 - 4_096);
  expect(flood.replace(20_000 - 4_097, FROM, TO)).toBeNull();
  expect([slow.capacity, flood.capacity]).toEqual([16, 4_096]);
});

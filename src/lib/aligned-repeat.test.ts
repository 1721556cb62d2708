import { expect, test } from 'vitest';
import { repeatAligned } from './aligned-repeat.ts';

test('an aligned repetition goes on after a failure and ends when disposed', async () => {
  const errors: unknown[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  let runs = 0;
  const options = { everyMs: 5, now: () => Date.now(), onError: (error: unknown) => errors.push(error) };
  const repetition = repeatAligned(options, () => {
    runs++;
    if (runs === 1) throw new Error('once');
    if (runs === 3) resolve();
  });
  await promise;
  await repetition[Symbol.asyncDispose]();
  const atTheEnd = runs;
  await new Promise((done) => setTimeout(done, 25));
  expect([errors.length, runs]).toEqual([1, atTheEnd]);
});

test('an aligned repetition waits for the next multiple of its period', async () => {
  const { promise, resolve } = Promise.withResolvers<number>();
  const began = performance.now();
  // 30 ms before the next full second.
  const options = { everyMs: 1_000, now: () => 5_970, onError: () => undefined };
  const repetition = repeatAligned(options, () => resolve(performance.now() - began));
  expect(await promise).toBeLessThan(900);
  await repetition[Symbol.asyncDispose]();
});

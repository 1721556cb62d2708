import { expect, test } from 'vitest';
import { Leased } from './lease.ts';

function aModel() {
  return {
    closed: 0,
    async [Symbol.asyncDispose]() {
      this.closed++;
    },
  };
}

test('closes once, after the last use', async () => {
  const model = aModel();
  const lease = new Leased(model);
  const works = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const uses = works.map(({ promise }) => lease.use(() => promise));
  const retired = [lease.retire(60_000), lease.retire(60_000)];
  works[0]?.resolve();
  await uses[0];
  expect(model.closed).toBe(0);
  works[1]?.reject(new Error('failed work is over, too'));
  await expect(uses[1]).rejects.toThrow();
  await Promise.all(retired);
  expect(model.closed).toBe(1);
});

test('does not wait for ever', async () => {
  const model = aModel();
  const lease = new Leased(model);
  void lease.use(() => new Promise<void>(() => undefined));
  await lease.retire(10);
  expect(model.closed).toBe(1);
});

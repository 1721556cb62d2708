import { expect, test } from 'vitest';
import { KeyedLock } from './keyed-lock.ts';

test('work of one key runs in order, one at a time', async () => {
  const lock = new KeyedLock();
  const first = Promise.withResolvers<void>();
  const seen: string[] = [];
  const a = lock.run('guild', async () => {
    seen.push('a begins');
    await first.promise;
    seen.push('a ends');
  });
  const b = lock.run('guild', async () => {
    seen.push('b');
  });
  const other = lock.run('elsewhere', async () => {
    seen.push('other');
  });
  await other;
  expect(seen).toEqual(['a begins', 'other']);
  first.resolve();
  await Promise.all([a, b]);
  expect(seen).toEqual(['a begins', 'other', 'a ends', 'b']);
});

test('a failure reaches its caller and nobody behind it', async () => {
  const lock = new KeyedLock();
  const failing = lock.run('guild', async () => {
    throw new Error('no');
  });
  const next = lock.run('guild', async () => 'yes');
  await expect(failing).rejects.toThrow('no');
  await expect(next).resolves.toBe('yes');
});

test('forgets a key when nothing runs under it', async () => {
  const lock = new KeyedLock();
  const run = lock.run('guild', async () => undefined);
  expect(lock.size).toBe(1);
  await run;
  expect(lock.size).toBe(0);
});

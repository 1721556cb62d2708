import { describe, expect, test } from 'vitest';
import type { Observer } from '../domain/ports/observer.ts';
import { silentObserver } from '../lib/silent-observer.ts';
import { createJobQueue } from './job-queue.ts';
import { createBatchWriter } from './batch-writer.ts';

function anObserver(log: string[]): Observer {
  return silentObserver({
    stageFailed: (stage) => void log.push(`failed ${stage}`),
    eventDropped: (stage, reason) => void log.push(`${stage} ${reason}`),
  });
}

describe('the job queue', () => {
  test('runs jobs one after the other, survives a failing one, and finishes before it is gone', async () => {
    const log: string[] = [];
    const jobs = createJobQueue('storage', 10, anObserver(log));
    jobs.push(async () => void log.push('one'));
    jobs.push(() => Promise.reject(new Error('disk full')));
    jobs.push(async () => void log.push('three'));
    await jobs[Symbol.asyncDispose]();
    expect(log).toEqual(['one', 'failed storage', 'three']);
  });

  test('refuses what exceeds its bound and says so', async () => {
    const log: string[] = [];
    const jobs = createJobQueue('storage', 2, anObserver(log));
    const { promise, resolve } = Promise.withResolvers<void>();
    for (let i = 0; i < 5; i++) jobs.push(() => promise);
    expect(log).toEqual(['storage queue-full', 'storage queue-full']);
    resolve();
    await jobs[Symbol.asyncDispose]();
  });
});

test('rows that come while the store is busy are written together', async () => {
  const batches: number[] = [];
  const observer = anObserver([]);
  const jobs = createJobQueue('storage', 10, observer);
  const { promise, resolve } = Promise.withResolvers<void>();
  const write = async (rows: readonly number[]): Promise<void> => {
    batches.push(rows.length);
    await promise;
  };
  const save = createBatchWriter('minutes', write, { jobs, observer });
  for (let i = 0; i < 5; i++) {
    save(i);
    if (i === 0) await Promise.resolve();
  }
  resolve();
  await jobs[Symbol.asyncDispose]();
  expect(batches.reduce((sum, rows) => sum + rows, 0)).toBe(5);
  expect(batches.length).toBeLessThanOrEqual(2);
});

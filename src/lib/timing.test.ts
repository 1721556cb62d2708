import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { repeat } from './repeat.ts';
import { TimeoutError, withTimeout } from './with-timeout.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('withTimeout', () => {
  test('gives the result when it comes in time', async () => {
    await expect(withTimeout('work', 100, null, async () => 5)).resolves.toBe(5);
  });

  test('abandons work that ignores its signal, and tells work that does not', async () => {
    let told: AbortSignal | null = null;
    const outcome = withTimeout('work', 100, null, (signal) => {
      told = signal;
      return new Promise<never>(() => undefined);
    });
    const failed = expect(outcome).rejects.toThrow(new TimeoutError('work took longer than 100 ms'));
    await vi.advanceTimersByTimeAsync(100);
    await failed;
    expect(told!.aborted).toBe(true);
  });

  test('follows the outer signal, also one that is aborted already', async () => {
    const reason = new Error('stopping');
    await expect(withTimeout('work', 100, AbortSignal.abort(reason), () => new Promise(() => undefined))).rejects.toBe(
      reason,
    );
  });
});

describe('repeat', () => {
  test('goes on after a failure, never overlaps, and stops', async () => {
    const errors: unknown[] = [];
    let active = 0;
    let runs = 0;
    const work = async (): Promise<void> => {
      expect(++active).toBe(1);
      runs++;
      await new Promise((resolve) => setTimeout(resolve, 250));
      active--;
      if (runs === 1) throw new Error('first');
    };
    const repetition = repeat(100, work, (error) => errors.push(error));
    await vi.advanceTimersByTimeAsync(1_100);
    expect(runs).toBe(3);
    expect(errors).toHaveLength(1);
    const stopped = repetition[Symbol.asyncDispose]();
    await vi.advanceTimersByTimeAsync(1_000);
    await stopped;
    expect(runs).toBe(3);
  });
});

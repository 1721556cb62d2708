import type { Clock } from '../domain/ports/clock.ts';
import type { SpendEntry, SpendStore, SpendTotals } from '../domain/ports/stores.ts';
import { errorMessage } from '../lib/error-message.ts';

/** A store of what was spent, in memory; for tests. It can be slow, and it can fail. */
export class FakeSpend implements SpendStore {
  readonly entries: SpendEntry[] = [];
  failing = false;

  async add(entry: SpendEntry): Promise<void> {
    if (this.failing) throw new Error('the disk is full');
    this.entries.push(entry);
  }

  async ofDay(day: string): Promise<SpendTotals> {
    if (this.failing) throw new Error('the disk is full');
    const sum = (key: keyof SpendTotals): number =>
      this.entries.filter((entry) => entry.day === day).reduce((total, entry) => total + entry[key], 0);
    return {
      calls: sum('calls'),
      failedCalls: sum('failedCalls'),
      promptTokens: sum('promptTokens'),
      completionTokens: sum('completionTokens'),
      usd: sum('usd'),
    };
  }
}

/** Time that a test moves by hand; nobody sleeps. */
export class FakeClock implements Clock {
  at = Date.UTC(2026, 0, 1, 12);
  readonly slept: number[] = [];

  now(): number {
    return this.at;
  }

  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.slept.push(ms);
    this.at += ms;
  }
}

/** Remembers what it was told. */
export class FakeModelObserver {
  readonly called: (readonly [purpose: string, outcome: string, usd: number])[] = [];
  readonly failures: string[] = [];

  modelCalled(purpose: string, outcome: string, _latencyMs: number, usd: number): void {
    this.called.push([purpose, outcome, usd]);
  }

  stageFailed(stage: string, error: unknown): void {
    this.failures.push(`${stage}: ${errorMessage(error)}`);
  }
}

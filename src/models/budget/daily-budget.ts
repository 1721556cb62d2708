import type { Clock } from '../../domain/ports/clock.ts';
import type { SpendReport } from '../../domain/ports/models.ts';
import type { Observer } from '../../domain/ports/observer.ts';
import type { SpendStore, SpendTotals } from '../../domain/ports/stores.ts';
import type { Purpose } from '../purpose.ts';
import type { Tokens } from './prices.ts';

export interface BudgetOptions {
  readonly store: SpendStore;
  readonly budgetUsd: number;
  readonly clock: Pick<Clock, 'now'>;
  readonly observer: Pick<Observer, 'stageFailed'>;
}

/** Money set aside for one call. */
export interface Reservation {
  /** Exchanges what was set aside for what the call cost. Once. */
  settle(used: Tokens & { readonly usd: number; readonly failed: boolean }): Promise<void>;
}

export interface PlannedCall {
  readonly model: string;
  readonly purpose: Purpose;
  /** The most the call may cost. */
  readonly usdAtMost: number;
}

const NOTHING: SpendTotals = { calls: 0, failedCalls: 0, promptTokens: 0, completionTokens: 0, usd: 0 };
/** Sums of binary fractions stray by less than this. */
const ROUNDING_USD = 1e-9;

/**
 * A day's money for model calls, by UTC date. The most a call may cost is set aside, and stored, before it begins: calls
 * at the same time cannot exceed the budget together, and a call during which the process dies stays counted.
 */
export class DailyBudget {
  readonly #options: BudgetOptions;
  #day = '';
  #totals: SpendTotals = NOTHING;
  #loading: { readonly day: string; readonly done: Promise<boolean> } | null = null;

  constructor(options: BudgetOptions) {
    this.#options = options;
  }

  report(): SpendReport {
    const day = this.#today();
    return { day, ...(this.#day === day ? this.#totals : NOTHING), budgetUsd: this.#options.budgetUsd };
  }

  /** Takes up what the day cost so far. Called by itself when needed; early, so that a report is complete. */
  async load(): Promise<boolean> {
    const day = this.#today();
    if (this.#day === day) return true;
    if (this.#loading?.day !== day) this.#loading = { day, done: this.#read(day) };
    const loading = this.#loading;
    const known = await loading.done;
    if (!known && this.#loading === loading) this.#loading = null;
    return known;
  }

  /** Null when the budget does not allow the call, or when it could not be stored: what nobody counts is not spent. */
  async reserve({ model, purpose, usdAtMost }: PlannedCall): Promise<Reservation | null> {
    const known = await this.load();
    const free = usdAtMost === 0;
    if (!free && !known) return null;
    if (!free && this.#totals.usd + usdAtMost > this.#options.budgetUsd + ROUNDING_USD) return null;
    const day = this.#today();
    const key = { day, model, purpose };
    this.#count(day, { ...NOTHING, usd: usdAtMost });
    if (!free && !(await this.#store({ ...NOTHING, ...key, usd: usdAtMost }))) {
      this.#count(day, { ...NOTHING, usd: -usdAtMost });
      return null;
    }
    return {
      settle: async ({ promptTokens, completionTokens, usd, failed }) => {
        const failedCalls = failed ? 1 : 0;
        const change = { calls: 1, failedCalls, promptTokens, completionTokens, usd: usd - usdAtMost };
        this.#count(day, change);
        await this.#store({ ...key, ...change });
      },
    };
  }

  #today(): string {
    return new Date(this.#options.clock.now()).toISOString().slice(0, 'YYYY-MM-DD'.length);
  }

  async #read(day: string): Promise<boolean> {
    try {
      const totals = await this.#options.store.ofDay(day);
      this.#day = day;
      this.#totals = totals;
      return true;
    } catch (error) {
      this.#options.observer.stageFailed('spend', error);
      return false;
    }
  }

  /** A day that is over is only counted in the store. */
  #count(day: string, change: SpendTotals): void {
    if (day !== this.#day) return;
    const totals = this.#totals;
    this.#totals = {
      calls: totals.calls + change.calls,
      failedCalls: totals.failedCalls + change.failedCalls,
      promptTokens: totals.promptTokens + change.promptTokens,
      completionTokens: totals.completionTokens + change.completionTokens,
      usd: totals.usd + change.usd,
    };
  }

  async #store(entry: Parameters<SpendStore['add']>[0]): Promise<boolean> {
    try {
      await this.#options.store.add(entry);
      return true;
    } catch (error) {
      this.#options.observer.stageFailed('spend', error);
      return false;
    }
  }
}

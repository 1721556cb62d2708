import type { Kysely } from 'kysely';
import type { EpochMs } from '../domain/chat-event.ts';
import type { SpendEntry, SpendStore, SpendTotals } from '../domain/ports/stores.ts';
import type { Schema } from './schema.ts';

/** What model calls cost, summed by day, model and purpose. */
export class SqlSpendStore implements SpendStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  async add(entry: SpendEntry): Promise<void> {
    await this.#db
      .insertInto('spend')
      .values({
        day: entry.day,
        model: entry.model,
        purpose: entry.purpose,
        calls: entry.calls,
        failed_calls: entry.failedCalls,
        prompt_tokens: entry.promptTokens,
        completion_tokens: entry.completionTokens,
        usd: entry.usd,
      })
      .onConflict((conflict) =>
        conflict.columns(['day', 'model', 'purpose']).doUpdateSet((eb) => ({
          calls: eb('spend.calls', '+', eb.ref('excluded.calls')),
          failed_calls: eb('spend.failed_calls', '+', eb.ref('excluded.failed_calls')),
          prompt_tokens: eb('spend.prompt_tokens', '+', eb.ref('excluded.prompt_tokens')),
          completion_tokens: eb('spend.completion_tokens', '+', eb.ref('excluded.completion_tokens')),
          usd: eb('spend.usd', '+', eb.ref('excluded.usd')),
        })),
      )
      .execute();
  }

  async ofDay(day: string): Promise<SpendTotals> {
    const sums = await this.#db
      .selectFrom('spend')
      .select((eb) => [
        eb.fn.sum<number | null>('calls').as('calls'),
        eb.fn.sum<number | null>('failed_calls').as('failedCalls'),
        eb.fn.sum<number | null>('prompt_tokens').as('promptTokens'),
        eb.fn.sum<number | null>('completion_tokens').as('completionTokens'),
        eb.fn.sum<number | null>('usd').as('usd'),
      ])
      .where('day', '=', day)
      .executeTakeFirstOrThrow();
    return {
      calls: sums.calls ?? 0,
      failedCalls: sums.failedCalls ?? 0,
      promptTokens: sums.promptTokens ?? 0,
      completionTokens: sums.completionTokens ?? 0,
      usd: sums.usd ?? 0,
    };
  }
}

/** Deletes up to `limit` entries of days before that of `before`; how many it did. */
export async function pruneSpend(db: Kysely<Schema>, before: EpochMs, limit: number): Promise<number> {
  const firstKept = new Date(before).toISOString().slice(0, 'YYYY-MM-DD'.length);
  const { numDeletedRows } = await db
    .deleteFrom('spend')
    .where((eb) =>
      eb(
        eb.refTuple('day', 'model', 'purpose'),
        'in',
        eb
          .selectFrom('spend')
          .select(['day', 'model', 'purpose'])
          .where('day', '<', firstKept)
          .limit(limit)
          .$asTuple('day', 'model', 'purpose'),
      ),
    )
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

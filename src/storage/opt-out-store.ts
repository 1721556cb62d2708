import type { Kysely } from 'kysely';
import type { OptOutStore } from '../domain/ports/stores.ts';
import type { OptOut } from '../domain/privacy.ts';
import type { Retractor } from './messages/retractor.ts';
import type { Schema } from './schema.ts';

/** Wishes read at once. */
const readRows = 5_000;

/** From the moment a wish is put in, nothing of that person is stored, whatever else forgets to ask. */
export class SqlOptOutStore implements OptOutStore {
  readonly #db: Kysely<Schema>;
  readonly #retractor: Retractor;

  constructor(db: Kysely<Schema>, retractor: Retractor) {
    this.#db = db;
    this.#retractor = retractor;
  }

  /** What is stored already is due for deletion from here on: a crash before `forgetChatter` does not keep it. */
  async put(optOut: OptOut): Promise<void> {
    const row = { chatter_id: optOut.chatterId, at: optOut.at, by: optOut.by };
    const { index } = this.#retractor;
    const isNew = index.exclude(optOut.chatterId);
    try {
      await this.#db.transaction().execute(async (trx) => {
        await trx
          .insertInto('opt_outs')
          .values(row)
          .onConflict((conflict) => conflict.column('chatter_id').doNothing())
          .execute();
        await this.#retractor.announceForgetting(trx, optOut.chatterId);
      });
    } catch (error) {
      // A wish that is not written down would end unnoticed with the process.
      if (isNew) index.admit(optOut.chatterId);
      throw error;
    }
  }

  async remove(chatterId: string): Promise<boolean> {
    const { index } = this.#retractor;
    // First, so that what they say from here on is kept.
    const wasOut = index.admit(chatterId);
    try {
      const { numDeletedRows } = await this.#db
        .deleteFrom('opt_outs')
        .where('chatter_id', '=', chatterId)
        .executeTakeFirstOrThrow();
      return numDeletedRows > 0n;
    } catch (error) {
      if (wasOut) index.exclude(chatterId);
      throw error;
    }
  }

  async all(): Promise<readonly OptOut[]> {
    const found: OptOut[] = [];
    let last = '';
    for (;;) {
      const rows = await this.#db
        .selectFrom('opt_outs')
        .selectAll()
        .where('chatter_id', '>', last)
        .orderBy('chatter_id')
        .limit(readRows)
        .execute();
      for (const row of rows) found.push({ chatterId: row.chatter_id, at: row.at, by: row.by as OptOut['by'] });
      last = rows.at(-1)?.chatter_id ?? last;
      if (rows.length < readRows) return found;
    }
  }
}

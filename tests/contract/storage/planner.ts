import { Kysely } from 'kysely';
import type { Schema } from '../../../src/storage/schema.ts';
import { sqliteDialect } from '../../../src/storage/sqlite/dialect.ts';
import { openMemoryEngine, type SqliteEngine } from '../../../src/storage/sqlite/engine.ts';

/**
 * A database that tells how it reads its tables. SQLite decides that from the schema alone as long as nobody runs
 * ANALYZE, so its plans are fixed.
 */
export class Planner {
  readonly #engine: SqliteEngine = openMemoryEngine();
  readonly #seen: { readonly sql: string; readonly parameters: readonly unknown[] }[] = [];
  readonly db = new Kysely<Schema>({
    dialect: sqliteDialect({ execute: (...each) => this.#execute(...each), close: () => this.#engine.close() }),
  });

  /** The steps SQLite takes for the statements of `work`. */
  async plansOf(work: () => Promise<unknown>): Promise<readonly string[]> {
    this.#seen.length = 0;
    await work();
    const plans: string[] = [];
    for (const { sql, parameters } of [...this.#seen]) {
      if (!/^(select|insert|update|delete)/i.test(sql)) continue;
      const { columns, values } = await this.#engine.execute(`EXPLAIN QUERY PLAN ${sql}`, parameters);
      const detail = columns.indexOf('detail');
      for (let at = detail; at < values.length; at += columns.length) plans.push(String(values[at]));
    }
    return plans;
  }

  /** Those of the steps that read a table. */
  async readsOf(work: () => Promise<unknown>): Promise<readonly string[]> {
    const plans = await this.plansOf(work);
    return plans.filter((step) => /^(SCAN|SEARCH) [a-z]/.test(step));
  }

  #execute(sql: string, parameters: readonly unknown[]): ReturnType<SqliteEngine['execute']> {
    this.#seen.push({ sql, parameters });
    return this.#engine.execute(sql, parameters);
  }
}

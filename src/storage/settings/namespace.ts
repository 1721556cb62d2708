import Keyv from 'keyv';
import { KeyvSqlite } from '@keyv/sqlite';
import { explainOpenError } from '../open-problem.ts';
import type { DatabaseLocation } from '../database-url.ts';

/** What a key holds: nothing, a value, or something that is not even JSON. */
export type Stored =
  | { readonly kind: 'none' }
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'unreadable'; readonly error: Error };

/**
 * One Keyv over one adapter with its own table and connection: two namespaces on one adapter mix up their rows. Names
 * hold no underscore, because adapters look namespaces up with LIKE.
 */
export class Namespace implements AsyncDisposable {
  readonly #keyv: Keyv;
  readonly #adapter: KeyvSqlite;
  readonly #table: string;

  private constructor(keyv: Keyv, adapter: KeyvSqlite, table: string) {
    this.#keyv = keyv;
    this.#adapter = adapter;
    this.#table = table;
  }

  /** @throws UserError when the file cannot be used */
  static async open(location: DatabaseLocation, name: string): Promise<Namespace> {
    if (!/^[a-z][a-z0-9-]{0,60}$/.test(name)) throw new Error(`"${name}" cannot name a namespace`);
    const table = name.replaceAll('-', '_');
    const file = location.kind === 'memory' ? ':memory:' : location.path;
    const adapter = new KeyvSqlite({
      uri: `sqlite://${file}`,
      table,
      driver: 'node:sqlite',
      wal: location.kind === 'file',
      busyTimeout: 5_000,
    });
    try {
      await adapter.ready;
      await adapter.query('PRAGMA synchronous = NORMAL');
    } catch (error) {
      throw explainOpenError(file, error);
    }
    // Without a listener for errors, Keyv rejects instead of answering as if nothing were stored.
    return new Namespace(new Keyv({ store: adapter, namespace: name }), adapter, table);
  }

  async get(key: string): Promise<Stored> {
    try {
      const value: unknown = await this.#keyv.get(key);
      return value === undefined ? { kind: 'none' } : { kind: 'value', value };
    } catch (error) {
      if (error instanceof SyntaxError) return { kind: 'unreadable', error };
      throw error;
    }
  }

  /** @param ttlMs how long it is kept; for ever unless told */
  async set(key: string, value: unknown, ttlMs?: number): Promise<void> {
    const written = await this.#keyv.set(key, value, ttlMs);
    if (!written) throw new Error(`the setting "${key}" could not be written`);
  }

  async delete(key: string): Promise<void> {
    await this.#keyv.delete(key);
  }

  /** All keys. Collected first, because one unreadable value would end Keyv's own iteration. */
  async keys(): Promise<readonly string[]> {
    const rows = (await this.#adapter.query(`SELECT key FROM "${this.#table}" ORDER BY key`)) as {
      readonly key: string;
    }[];
    return rows.map((row) => row.key);
  }

  /** Deletes up to `limit` expired values, and of the others those that expire first, beyond `itemsMax`. */
  async sweep(itemsMax: number, limit: number): Promise<void> {
    const surplus = `SELECT rowid FROM "${this.#table}" ORDER BY expires DESC LIMIT ? OFFSET ?`;
    const expired = `SELECT rowid FROM "${this.#table}" WHERE expires < ? LIMIT ?`;
    await this.#adapter.query(`DELETE FROM "${this.#table}" WHERE rowid IN (${expired})`, Date.now(), limit);
    await this.#adapter.query(`DELETE FROM "${this.#table}" WHERE rowid IN (${surplus})`, limit, itemsMax);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#keyv.disconnect();
  }
}

import {
  CompiledQuery,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from 'kysely';
import type { SqliteEngine, StatementResult } from './engine.ts';
import { Turns } from './turns.ts';

/** Kysely over one SQLite connection. Everything that wants it takes its turn. */
export function sqliteDialect(engine: SqliteEngine): Dialect {
  return {
    createAdapter: () => new TransactionalSqliteAdapter(),
    createDriver: () => new SqliteEngineDriver(engine),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

/** SQLite can undo schema changes, so a migration that is interrupted leaves nothing behind. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class SqliteEngineDriver implements Driver {
  readonly #engine: SqliteEngine;
  readonly #connection: DatabaseConnection;
  readonly #turns = new Turns({ waitingMax: 10_000, yieldAfterMs: 5 });

  constructor(engine: SqliteEngine) {
    this.#engine = engine;
    this.#connection = new SqliteEngineConnection(engine);
  }

  async init(): Promise<void> {
    // The engine arrives open.
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    await this.#turns.take();
    return this.#connection;
  }

  async releaseConnection(): Promise<void> {
    this.#turns.give();
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('rollback'));
  }

  async destroy(): Promise<void> {
    await this.#turns.take();
    await this.#engine.close();
    this.#turns.give();
  }
}

class SqliteEngineConnection implements DatabaseConnection {
  readonly #engine: SqliteEngine;

  constructor(engine: SqliteEngine) {
    this.#engine = engine;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const result = await this.#engine.execute(query.sql, query.parameters);
    // Kysely's types state what the rows look like; the schema in schema.ts and the migrations keep that true.
    return { rows: toRows(result) as R[], numAffectedRows: BigInt(result.changes) };
  }

  // eslint-disable-next-line require-yield
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('streaming is not supported: read in slices instead');
  }
}

function toRows({ columns, values }: StatementResult): Record<string, unknown>[] {
  const rows: Record<string, unknown>[] = [];
  const width = columns.length;
  for (let start = 0; start < values.length; start += width) {
    const row: Record<string, unknown> = {};
    for (const [index, column] of columns.entries()) row[column] = values[start + index];
    rows.push(row);
  }
  return rows;
}

import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';

/** What one SQL statement gave back. */
export interface StatementResult {
  /** Names of the columns; empty for a statement that gives no rows. */
  readonly columns: readonly string[];
  /** The values row by row in one list, which goes between threads in a fraction of the time that objects take. */
  readonly values: readonly unknown[];
  readonly changes: number;
}

/** Runs statements one after the other on one connection. */
export interface SqliteEngine {
  execute(sql: string, parameters: readonly unknown[]): Promise<StatementResult>;
  close(): Promise<void>;
}

/** Prepared statements kept; the one unused for longest goes first. */
const statementsMax = 200;
/** Longer texts are many-row inserts whose shape seldom repeats. */
const cachedSqlCharactersMax = 8_000;

/**
 * Settings of every connection. NORMAL does not wait for the disk at each commit: in WAL mode a killed process loses
 * nothing, and a power cut may take the last commits but never damages the file. `secure_delete` overwrites what is
 * deleted, because a message taken back must be gone from the file too.
 */
const CONNECTION_SETTINGS = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  PRAGMA secure_delete = ON;
  PRAGMA cache_size = -32768;
  PRAGMA journal_size_limit = 67108864;
`;

interface Prepared {
  readonly statement: StatementSync;
  readonly columns: readonly string[];
}

/** SQLite on the calling thread: each call blocks until SQLite is done. */
export class BlockingSqlite {
  readonly #database: DatabaseSync;
  /** In order of last use. */
  readonly #statements = new Map<string, Prepared>();

  /** @param path a file, or `:memory:` */
  constructor(path: string) {
    this.#database = new DatabaseSync(path, { enableForeignKeyConstraints: true, defensive: true, timeout: 5_000 });
    try {
      this.#database.exec(CONNECTION_SETTINGS);
    } catch (error) {
      this.#database.close();
      throw error;
    }
  }

  /** Prepared statements kept at present. */
  get statements(): number {
    return this.#statements.size;
  }

  execute(sql: string, parameters: readonly unknown[]): StatementResult {
    // Some errors (a full disk) make SQLite roll back by itself; the caller's own roll-back must then not fail.
    if (sql === 'rollback' && !this.#database.isTransaction) return { columns: [], values: [], changes: 0 };
    const { statement, columns } = this.#prepare(sql);
    const inputs = parameters.map(toSqlite);
    if (columns.length === 0) return { columns, values: [], changes: Number(statement.run(...inputs).changes) };
    // Asked for arrays, which the types of node:sqlite do not know.
    const rows = statement.all(...inputs) as unknown as readonly (readonly unknown[])[];
    return { columns, values: rows.flat(), changes: 0 };
  }

  close(): void {
    this.#statements.clear();
    if (this.#database.isOpen) this.#database.close();
  }

  #prepare(sql: string): Prepared {
    const known = this.#statements.get(sql);
    if (known !== undefined) {
      this.#statements.delete(sql);
      this.#statements.set(sql, known);
      return known;
    }
    const statement = this.#database.prepare(sql);
    statement.setReturnArrays(true);
    const prepared = { statement, columns: statement.columns().map((column) => column.name) };
    if (sql.length > cachedSqlCharactersMax) return prepared;
    if (this.#statements.size >= statementsMax) {
      for (const oldest of this.#statements.keys()) {
        this.#statements.delete(oldest);
        break;
      }
    }
    this.#statements.set(sql, prepared);
    return prepared;
  }
}

function toSqlite(value: unknown): SQLInputValue {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint')
    return value;
  if (value instanceof Uint8Array) return value;
  throw new TypeError(`a value of type ${typeof value} cannot be stored`);
}

/** An engine on the calling thread, for databases in memory, where no call waits for a disk. */
export function openMemoryEngine(): SqliteEngine {
  const sqlite = new BlockingSqlite(':memory:');
  return {
    execute: async (sql, parameters) => sqlite.execute(sql, parameters),
    close: async () => sqlite.close(),
  };
}

import { closeSync, existsSync, openSync, readSync, realpathSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { sqliteCode } from '../../storage/open-problem.ts';

const SQLITE_BUSY = 5;
const WRITE_VERSION_AT = 18;
const WRITE_VERSION_WAL = 2;

/** An SQLite file opened for reading only. */
export interface Look extends Disposable {
  all<T>(sql: string): readonly T[];
  readonly database: DatabaseSync;
}

/**
 * Opens a database to look at it. One in WAL mode that nobody has open is read as a file that cannot change, because
 * SQLite would leave its two other files beside it. @throws an error of node:sqlite
 */
export function openToLook(file: string, inUse: boolean): Look {
  const still = !inUse && !existsSync(`${file}-wal`) && isWal(file);
  const address = still ? new URL(`${pathToFileURL(file).href}?immutable=1`) : file;
  const database = new DatabaseSync(address, { readOnly: true, timeout: 0 });
  return {
    database,
    all: <T>(sql: string) => database.prepare(sql).all() as unknown as readonly T[],
    [Symbol.dispose]: () => database.close(),
  };
}

/** Source: SQLite, "Database File Format", file format version numbers. */
function isWal(file: string): boolean {
  const header = Buffer.alloc(WRITE_VERSION_AT + 1);
  const handle = openSync(file, 'r');
  try {
    readSync(handle, header, 0, header.length, 0);
  } finally {
    closeSync(handle);
  }
  return header[WRITE_VERSION_AT] === WRITE_VERSION_WAL;
}

/**
 * Whether a running Hypewire holds the database: it keeps an exclusive transaction on an empty file beside it. Asking
 * takes a shared lock for an instant; a bot that starts just then tries again.
 */
export function isLocked(file: string): boolean {
  const lockFile = `${existsSync(file) ? realpathSync(file) : file}.lock`;
  if (!existsSync(lockFile)) return false;
  const lock = new DatabaseSync(lockFile, { readOnly: true, timeout: 0 });
  try {
    lock.prepare('SELECT count(*) FROM sqlite_schema').get();
    return false;
  } catch (error) {
    if (sqliteCode(error) === SQLITE_BUSY) return true;
    throw error;
  } finally {
    lock.close();
  }
}

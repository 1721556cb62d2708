import { existsSync, realpathSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { UserError } from '../domain/command.ts';
import type { Clock } from '../domain/ports/clock.ts';
import { explainOpenError, sqliteCode } from './open-problem.ts';

const SQLITE_BUSY = 5;
const retryMs = 100;

export interface WriterLockOptions {
  readonly clock: Clock;
  /** How long a predecessor gets to finish, as in a restart. */
  readonly waitMs: number;
}

/**
 * Makes this process the only writer of a database file: an exclusive SQLite transaction, open as long as we run, on an
 * empty file beside it. The operating system ends it with the process, however that dies. The database itself stays
 * readable for back-up and inspection tools.
 * @throws UserError when another process still holds it after `waitMs`
 */
export async function acquireWriterLock(file: string, options: WriterLockOptions): Promise<Disposable> {
  // Two names of one database must meet at one lock.
  const lockFile = `${existsSync(file) ? realpathSync(file) : file}.lock`;
  const deadline = options.clock.now() + options.waitMs;
  const lock = open(lockFile);
  for (;;) {
    try {
      lock.exec('BEGIN EXCLUSIVE');
      return { [Symbol.dispose]: () => lock.isOpen && lock.close() };
    } catch (error) {
      if (sqliteCode(error) === SQLITE_BUSY && options.clock.now() < deadline) {
        await options.clock.sleep(retryMs, new AbortController().signal);
        continue;
      }
      lock.close();
      if (sqliteCode(error) !== SQLITE_BUSY) throw explainOpenError(lockFile, error);
      throw new UserError(
        `The database ${file} is in use by another Hypewire. Stop the other one first, or choose another file in DATABASE_URL.`,
        { cause: error },
      );
    }
  }
}

function open(lockFile: string): DatabaseSync {
  try {
    return new DatabaseSync(lockFile, { timeout: 0 });
  } catch (error) {
    throw explainOpenError(lockFile, error);
  }
}

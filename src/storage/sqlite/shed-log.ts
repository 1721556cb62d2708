import { sql, type Kysely } from 'kysely';

/**
 * Writes the write-ahead log into the database and empties the log file. `secure_delete` overwrites what is deleted in
 * the database only: until the log comes round again, it still holds the pages as they were before. While another
 * program reads the file the log stays, for the next call to empty.
 */
export async function shedLog<T>(db: Kysely<T>): Promise<void> {
  await sql`pragma wal_checkpoint(truncate)`.execute(db);
}

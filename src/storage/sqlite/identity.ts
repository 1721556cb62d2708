import { sql, type Kysely } from 'kysely';
import { UserError } from '../../domain/command.ts';

/** "HYPW": marks the file as ours (SQLite, "PRAGMA application_id"). */
const APPLICATION_ID = 0x48595057;

/**
 * Marks a new database as ours, and keeps hands off one that belongs to another program.
 * @throws UserError when the file holds something else
 */
export async function claimDatabase(db: Kysely<unknown>, file: string): Promise<void> {
  const mark = await sql<{ application_id: number }>`pragma application_id`.execute(db);
  const id = mark.rows[0]?.application_id ?? 0;
  if (id === APPLICATION_ID) return;
  const tables = await sql<{ count: number }>`select count(*) as count from sqlite_schema`.execute(db);
  if (id !== 0 || (tables.rows[0]?.count ?? 0) > 0) {
    throw new UserError(`The database ${file} belongs to another program. Choose another file in DATABASE_URL.`);
  }
  await sql`pragma application_id = ${sql.lit(APPLICATION_ID)}`.execute(db);
}

import { Migrator, type Kysely, type Migration } from 'kysely';
import { UserError } from '../../domain/command.ts';
import * as chat from './0001-chat.ts';
import * as metrics from './0002-metrics.ts';
import * as moments from './0003-moments.ts';
import * as delivery from './0004-delivery.ts';
import * as desk from './0005-desk.ts';
import * as chatAgain from './0006-chat-again.ts';
import * as feelings from './0007-feelings.ts';
import * as models from './0008-models.ts';
import * as wishes from './0009-labels-and-wishes.ts';

/** All migrations in the order they run. A released one never changes: what follows is a new file. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-chat': chat,
  '0002-metrics': metrics,
  '0003-moments': moments,
  '0004-delivery': delivery,
  '0005-desk': desk,
  '0006-chat-again': chatAgain,
  '0007-feelings': feelings,
  '0008-models': models,
  '0009-labels-and-wishes': wishes,
};

const MIGRATION_TABLE = 'schema_migrations';

/**
 * Brings a database to the newest schema; all pending migrations or none. There is no way back.
 * @param file names the database in messages
 * @throws UserError when a newer version wrote it
 */
export async function migrate(db: Kysely<unknown>, file: string, migrations = MIGRATIONS): Promise<void> {
  await refuseNewerSchema(db, file, migrations);
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => ({ ...migrations }) },
    migrationTableName: MIGRATION_TABLE,
    migrationLockTableName: `${MIGRATION_TABLE}_lock`,
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined)
    throw new Error(`The database ${file} could not be brought to the newest schema`, { cause: error });
}

/** Whether a database has this version's schema. @throws UserError when a newer version wrote it */
export async function isNewest(db: Kysely<unknown>, file: string, migrations = MIGRATIONS): Promise<boolean> {
  await refuseNewerSchema(db, file, migrations);
  return (await migratedNames(db)).length === Object.keys(migrations).length;
}

async function refuseNewerSchema(
  db: Kysely<unknown>,
  file: string,
  known: Readonly<Record<string, Migration>>,
): Promise<void> {
  const unknown = (await migratedNames(db)).find((name) => !Object.hasOwn(known, name));
  if (unknown === undefined) return;
  throw new UserError(
    `The database ${file} was written by a newer Hypewire (it has the schema change "${unknown}", which this version ` +
      'does not know). Update Hypewire, or choose another file in DATABASE_URL.',
  );
}

async function migratedNames(db: Kysely<unknown>): Promise<readonly string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === MIGRATION_TABLE)) return [];
  const migrated = db as Kysely<{ readonly [MIGRATION_TABLE]: { readonly name: string } }>;
  const rows = await migrated.selectFrom(MIGRATION_TABLE).select('name').orderBy('name').execute();
  return rows.map((row) => row.name);
}

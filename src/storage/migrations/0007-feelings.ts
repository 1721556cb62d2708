import type { Kysely } from 'kysely';
import { BIG, clustered, REAL } from '../sqlite/only.ts';

/** What each chat felt, by the minute, and the emotes it said it with, by the hour. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await clustered(db.schema.createTable('minute_moods'))
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('minute', BIG, (column) => column.notNull())
    .addColumn('messages', 'integer', (column) => column.notNull())
    .addColumn('score', REAL, (column) => column.notNull())
    .addColumn('positive', REAL, (column) => column.notNull())
    .addColumn('neutral', REAL, (column) => column.notNull())
    .addColumn('negative', REAL, (column) => column.notNull())
    .addColumn('moods_json', 'text', (column) => column.notNull())
    .addColumn('dominant', 'text', (column) => column.notNull())
    .addColumn('confidence', REAL, (column) => column.notNull())
    .addPrimaryKeyConstraint('minute_moods_key', ['channel', 'minute'])
    .execute();
  await db.schema.createIndex('minute_moods_by_age').on('minute_moods').column('minute').execute();

  await clustered(db.schema.createTable('emote_hours'))
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('hour', BIG, (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('uses', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('emote_hours_key', ['channel', 'hour', 'name'])
    .execute();
  await db.schema.createIndex('emote_hours_by_age').on('emote_hours').column('hour').execute();
}

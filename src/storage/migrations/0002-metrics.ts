import type { Kysely } from 'kysely';
import { BIG, BYTES, clustered, REAL } from '../sqlite/only.ts';

/** What each channel's chat did, by the minute and by the hour. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await clustered(db.schema.createTable('minute_metrics'))
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('minute', BIG, (column) => column.notNull())
    .addColumn('messages', 'integer', (column) => column.notNull())
    .addColumn('unique_chatters', 'integer', (column) => column.notNull())
    .addColumn('characters', 'integer', (column) => column.notNull())
    .addColumn('emote_uses', 'integer', (column) => column.notNull())
    .addColumn('peak_per_second', 'integer', (column) => column.notNull())
    .addColumn('peak_score', REAL, (column) => column.notNull())
    .addColumn('top_emotes_json', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('minute_metrics_key', ['channel', 'minute'])
    .execute();

  await clustered(db.schema.createTable('minute_samples'))
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('minute', BIG, (column) => column.notNull())
    .addColumn('samples', BYTES, (column) => column.notNull())
    .addPrimaryKeyConstraint('minute_samples_key', ['channel', 'minute'])
    .execute();
  await db.schema.createIndex('minute_samples_by_age').on('minute_samples').column('minute').execute();

  await clustered(db.schema.createTable('hour_metrics'))
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('hour', BIG, (column) => column.notNull())
    .addColumn('stale', 'integer', (column) => column.notNull())
    .addColumn('messages', 'integer', (column) => column.notNull())
    .addColumn('minutes', 'integer', (column) => column.notNull())
    .addColumn('peak_per_second', 'integer', (column) => column.notNull())
    .addColumn('busiest_at', BIG, (column) => column.notNull())
    .addColumn('busiest_messages', 'integer', (column) => column.notNull())
    .addColumn('top_emotes_json', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('hour_metrics_key', ['channel', 'hour'])
    .execute();
  await db.schema.createIndex('hour_metrics_by_work').on('hour_metrics').columns(['stale', 'hour']).execute();
}

import { sql, type Kysely } from 'kysely';
import { BIG, BYTES, clustered, REAL } from '../sqlite/only.ts';

/** Hype moments, their quotes and the chat around them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('moments')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('stream_id', 'text')
    .addColumn('detector', 'text', (column) => column.notNull())
    .addColumn('phase', 'text', (column) => column.notNull())
    .addColumn('started_at', BIG, (column) => column.notNull())
    .addColumn('detected_at', BIG, (column) => column.notNull())
    .addColumn('peak_at', BIG, (column) => column.notNull())
    .addColumn('ended_at', BIG)
    .addColumn('stream_seconds', REAL)
    .addColumn('score', REAL, (column) => column.notNull())
    .addColumn('peak_score', REAL, (column) => column.notNull())
    .addColumn('velocity', REAL, (column) => column.notNull())
    .addColumn('peak_velocity', REAL, (column) => column.notNull())
    .addColumn('baseline_mean', REAL, (column) => column.notNull())
    .addColumn('baseline_std', REAL, (column) => column.notNull())
    .addColumn('multiplier', REAL, (column) => column.notNull())
    .addColumn('unique_chatters', 'integer', (column) => column.notNull())
    .addColumn('messages', 'integer', (column) => column.notNull())
    .addColumn('category', 'text', (column) => column.notNull())
    .addColumn('attack', 'integer', (column) => column.notNull())
    .addColumn('details_json', 'text', (column) => column.notNull())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .execute();
  // Holds every column that a list filters and sorts by, so that counting never reads the rows themselves.
  await db.schema
    .createIndex('moments_by_channel')
    .on('moments')
    .columns(['channel', 'started_at', 'id', 'category', 'peak_score'])
    .execute();
  await db.schema.createIndex('moments_by_stream').on('moments').column('stream_id').execute();
  await db.schema
    .createIndex('moments_open')
    .on('moments')
    .column('started_at')
    .where(sql.ref('phase'), '=', sql.lit('started'))
    .execute();

  await clustered(db.schema.createTable('moment_quotes'))
    .addColumn('moment_id', 'text', (column) => column.notNull().references('moments.id').onDelete('cascade'))
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('started_at', BIG, (column) => column.notNull())
    .addColumn('message_id', 'text', (column) => column.notNull())
    .addColumn('chatter_id', 'text', (column) => column.notNull())
    .addColumn('display_name', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('moment_quotes_key', ['moment_id', 'position'])
    .execute();
  await db.schema
    .createIndex('moment_quotes_by_message')
    .on('moment_quotes')
    .columns(['channel', 'message_id'])
    .execute();
  await db.schema
    .createIndex('moment_quotes_by_chatter')
    .on('moment_quotes')
    .columns(['chatter_id', 'channel'])
    .execute();

  await db.schema
    .createTable('moment_series')
    .addColumn('moment_id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('from_at', BIG, (column) => column.notNull())
    .addColumn('series', BYTES, (column) => column.notNull())
    .execute();
  await db.schema.createIndex('moment_series_by_age').on('moment_series').column('from_at').execute();
}

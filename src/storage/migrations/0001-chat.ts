import type { Kysely } from 'kysely';
import { BIG, clustered } from '../sqlite/only.ts';

/** Streams, messages and what was taken back. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('streams')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('room_id', 'text', (column) => column.notNull())
    .addColumn('started_at', BIG, (column) => column.notNull())
    .addColumn('ended_at', BIG)
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('category', 'text', (column) => column.notNull())
    .addColumn('vod_id', 'text')
    .execute();
  await db.schema.createIndex('streams_by_channel').on('streams').columns(['channel', 'started_at']).execute();
  await db.schema.createIndex('streams_by_start').on('streams').column('started_at').execute();

  await db.schema
    .createTable('messages')
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('chatter_id', 'text', (column) => column.notNull())
    .addColumn('display_name', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('sent_at', BIG, (column) => column.notNull())
    .addPrimaryKeyConstraint('messages_key', ['channel', 'id'])
    .execute();
  await db.schema.createIndex('messages_by_time').on('messages').columns(['channel', 'sent_at']).execute();
  // With channel and time in it, because SQLite would otherwise read the channel's whole history for a timeout.
  await db.schema
    .createIndex('messages_by_chatter')
    .on('messages')
    .columns(['chatter_id', 'channel', 'sent_at'])
    .execute();
  await db.schema.createIndex('messages_by_age').on('messages').column('sent_at').execute();

  await clustered(db.schema.createTable('retractions'))
    .addColumn('what', 'text', (column) => column.notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('until', BIG, (column) => column.notNull())
    .addColumn('noted_at', BIG, (column) => column.notNull())
    .addColumn('settled', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('retractions_key', ['what', 'channel', 'subject'])
    .execute();
}

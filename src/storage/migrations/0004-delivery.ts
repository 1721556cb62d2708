import type { Kysely } from 'kysely';
import { BIG, countingKey } from '../sqlite/only.ts';

/** Alerts on their way, and why each was or was not posted. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('outbox')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('moment_id', 'text', (column) => column.notNull().references('moments.id'))
    .addColumn('track_id', 'text', (column) => column.notNull())
    .addColumn('guild_id', 'text', (column) => column.notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('target_kind', 'text', (column) => column.notNull())
    .addColumn('target_id', 'text', (column) => column.notNull())
    .addColumn('nonce', 'text', (column) => column.notNull())
    .addColumn('ping_role_id', 'text')
    .addColumn('reach_back_seconds', 'integer', (column) => column.notNull())
    .addColumn('crosspost', 'integer', (column) => column.notNull())
    .addColumn('created_at', BIG, (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('next_attempt_at', BIG, (column) => column.notNull())
    .addColumn('posted_channel_id', 'text')
    .addColumn('posted_message_id', 'text')
    .addColumn('posted_revision', 'integer', (column) => column.notNull())
    .addColumn('last_error', 'text')
    .addColumn('sender', 'text')
    .addColumn('sending_since', BIG)
    .addColumn('edit_due_at', BIG)
    .execute();
  await db.schema.createIndex('outbox_by_state').on('outbox').columns(['state', 'created_at']).execute();
  await db.schema.createIndex('outbox_by_moment').on('outbox').column('moment_id').execute();
  await db.schema.createIndex('outbox_by_track').on('outbox').columns(['track_id', 'created_at']).execute();
  await db.schema.createIndex('outbox_by_edit').on('outbox').column('edit_due_at').execute();

  await db.schema
    .createTable('decisions')
    .addColumn('seq', 'integer', countingKey)
    .addColumn('guild_id', 'text', (column) => column.notNull())
    .addColumn('track_id', 'text', (column) => column.notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('moment_id', 'text')
    .addColumn('at', BIG, (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('detail', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('decisions_by_track').on('decisions').columns(['guild_id', 'track_id', 'seq']).execute();
  await db.schema.createIndex('decisions_by_guild').on('decisions').columns(['guild_id', 'seq']).execute();
  await db.schema.createIndex('decisions_by_age').on('decisions').column('at').execute();
}

import type { Kysely } from 'kysely';
import { BIG, clustered } from '../sqlite/only.ts';

/** What people said of messages, for fine-tuning, and who wants nothing kept. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('labels')
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('message_id', 'text', (column) => column.notNull())
    .addColumn('chatter_id', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('sent_at', BIG, (column) => column.notNull())
    .addColumn('category', 'text', (column) => column.notNull())
    .addColumn('labelled_by', 'text', (column) => column.notNull())
    .addColumn('labelled_at', BIG, (column) => column.notNull())
    .addPrimaryKeyConstraint('labels_key', ['channel', 'message_id'])
    .execute();
  await db.schema
    .createIndex('labels_in_order')
    .on('labels')
    .columns(['labelled_at', 'channel', 'message_id'])
    .execute();
  await db.schema.createIndex('labels_by_chatter').on('labels').columns(['chatter_id', 'channel', 'sent_at']).execute();
  await db.schema.createIndex('labels_by_age').on('labels').column('sent_at').execute();
  await db.schema.createIndex('labels_by_category').on('labels').column('category').execute();

  await clustered(db.schema.createTable('opt_outs'))
    .addColumn('chatter_id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('at', BIG, (column) => column.notNull())
    .addColumn('by', 'text', (column) => column.notNull())
    .execute();
}

import type { Kysely } from 'kysely';
import { BIG, clustered, countingKey, REAL } from '../sqlite/only.ts';

/** What models cost, and what they said about chat. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await clustered(db.schema.createTable('spend'))
    .addColumn('day', 'text', (column) => column.notNull())
    .addColumn('model', 'text', (column) => column.notNull())
    .addColumn('purpose', 'text', (column) => column.notNull())
    .addColumn('calls', 'integer', (column) => column.notNull())
    .addColumn('failed_calls', 'integer', (column) => column.notNull())
    .addColumn('prompt_tokens', BIG, (column) => column.notNull())
    .addColumn('completion_tokens', BIG, (column) => column.notNull())
    .addColumn('usd', REAL, (column) => column.notNull())
    .addPrimaryKeyConstraint('spend_key', ['day', 'model', 'purpose'])
    .execute();

  await db.schema
    .createTable('summaries')
    .addColumn('seq', 'integer', countingKey)
    // Without a reference: it may come in before its moment is stored, and must not fail for it.
    .addColumn('moment_id', 'text')
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('from_at', BIG, (column) => column.notNull())
    .addColumn('to_at', BIG, (column) => column.notNull())
    .addColumn('messages', 'integer', (column) => column.notNull())
    .addColumn('chatters', 'integer', (column) => column.notNull())
    .addColumn('overview', 'text', (column) => column.notNull())
    .addColumn('points_json', 'text', (column) => column.notNull())
    .addColumn('sentiment', REAL, (column) => column.notNull())
    .addColumn('model', 'text', (column) => column.notNull())
    .addColumn('fallback', 'text')
    .execute();
  await db.schema
    .createIndex('summaries_by_channel')
    .on('summaries')
    .columns(['channel', 'to_at', 'from_at'])
    .execute();
  await db.schema.createIndex('summaries_by_moment').on('summaries').column('moment_id').unique().execute();
  await db.schema.createIndex('summaries_by_age').on('summaries').column('from_at').execute();
}

import { sql, type Kysely } from 'kysely';
import { BIG, clustered } from '../sqlite/only.ts';

/** What people do with moments: votes, claims, marks and clips. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await clustered(db.schema.createTable('votes'))
    .addColumn('moment_id', 'text', (column) => column.notNull().references('moments.id').onDelete('cascade'))
    .addColumn('guild_id', 'text', (column) => column.notNull())
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('vote', 'text', (column) => column.notNull())
    .addColumn('at', BIG, (column) => column.notNull())
    .addPrimaryKeyConstraint('votes_key', ['moment_id', 'guild_id', 'user_id'])
    .execute();

  await clustered(db.schema.createTable('desk_entries'))
    .addColumn('moment_id', 'text', (column) => column.notNull().references('moments.id').onDelete('cascade'))
    .addColumn('guild_id', 'text', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('claimed_by', 'text')
    .addColumn('changed_at', BIG, (column) => column.notNull())
    .addColumn('clip_votes', 'integer', (column) => column.notNull())
    .addColumn('not_votes', 'integer', (column) => column.notNull())
    .addColumn('duplicate_votes', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('desk_entries_key', ['moment_id', 'guild_id'])
    .execute();

  // Without references: a mark or a clip may come in before its moment is stored, and must not fail for it.
  await db.schema
    .createTable('marks')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('guild_id', 'text')
    .addColumn('author_id', 'text', (column) => column.notNull())
    .addColumn('author_name', 'text', (column) => column.notNull())
    .addColumn('note', 'text', (column) => column.notNull())
    .addColumn('at', BIG, (column) => column.notNull())
    .addColumn('moment_id', 'text')
    .execute();
  await db.schema.createIndex('marks_by_channel').on('marks').columns(['channel', 'at']).execute();
  await db.schema.createIndex('marks_by_moment').on('marks').columns(['moment_id', 'at']).execute();
  await db.schema.createIndex('marks_by_author').on('marks').column('author_id').execute();
  await db.schema.createIndex('marks_by_age').on('marks').column('at').execute();

  await db.schema
    .createTable('clips')
    .addColumn('moment_id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('clip_id', 'text')
    .addColumn('url', 'text')
    .addColumn('account', 'text', (column) => column.notNull())
    .addColumn('problem', 'text')
    .addColumn('at', BIG, (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('clips_unfinished')
    .on('clips')
    .column('at')
    .where(sql.ref('state'), '=', sql.lit('creating'))
    .execute();
  await db.schema.createIndex('clips_by_age').on('clips').column('at').execute();
}

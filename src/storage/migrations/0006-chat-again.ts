import { sql, type Kysely } from 'kysely';
import { BIG } from '../sqlite/only.ts';

/** What a second run of the detector over stored chat needs to find the same moments. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = (name: string, type: 'text' | 'integer' | typeof BIG, missing: string | number) =>
    db.schema
      .alterTable('messages')
      .addColumn(name, type, (each) => each.notNull().defaultTo(missing))
      .execute();
  await column('received_at', BIG, 0);
  await column('first_ever', 'integer', 0);
  await column('emotes_json', 'text', '');
  // Of chat stored without it, the time of arrival is best taken to be the time of sending.
  await sql`update messages set received_at = sent_at`.execute(db);
  // People and the detector read chat in one order: an index more would cost every message.
  await db.schema.dropIndex('messages_by_time').execute();
  await db.schema.createIndex('messages_by_arrival').on('messages').columns(['channel', 'received_at']).execute();
}

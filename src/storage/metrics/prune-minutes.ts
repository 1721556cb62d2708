import type { Kysely } from 'kysely';
import type { EpochMs } from '../../domain/chat-event.ts';
import type { Schema } from '../schema.ts';

/** Deletes up to `limit` minutes before `before` of a table that has one row a minute and channel; how many it did. */
export async function pruneMinutes(
  db: Kysely<Schema>,
  table: 'minute_samples' | 'minute_moods',
  before: EpochMs,
  limit: number,
): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom(table)
    .where((eb) =>
      eb(
        eb.refTuple('channel', 'minute'),
        'in',
        eb
          .selectFrom(table)
          .select(['channel', 'minute'])
          .where('minute', '<', before)
          .limit(limit)
          .$asTuple('channel', 'minute'),
      ),
    )
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

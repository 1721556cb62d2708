import type { Kysely } from 'kysely';
import type { EpochMs } from '../../domain/chat-event.ts';
import type { Schema } from '../schema.ts';

/** Deletes up to `limit` moments begun before `before`, quotes included, that no alert refers to; how many it did. */
export async function pruneMoments(db: Kysely<Schema>, before: EpochMs, limit: number): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('moments')
    .where((eb) =>
      eb(
        'id',
        'in',
        eb
          .selectFrom('moments')
          .select('id')
          .where('started_at', '<', before)
          .where((inner) =>
            inner.not(
              inner.exists(inner.selectFrom('outbox').select('id').whereRef('outbox.moment_id', '=', 'moments.id')),
            ),
          )
          .limit(limit),
      ),
    )
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

/** Deletes up to `limit` series that begin before `before`; how many it did. */
export async function pruneSeries(db: Kysely<Schema>, before: EpochMs, limit: number): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('moment_series')
    .where((eb) =>
      eb(
        'moment_id',
        'in',
        eb.selectFrom('moment_series').select('moment_id').where('from_at', '<', before).limit(limit),
      ),
    )
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

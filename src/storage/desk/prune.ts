import type { Kysely } from 'kysely';
import type { EpochMs } from '../../domain/chat-event.ts';
import type { Schema } from '../schema.ts';

/** Deletes up to `limit` marks made before `before`; how many it did. */
export async function pruneMarks(db: Kysely<Schema>, before: EpochMs, limit: number): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('marks')
    .where((eb) => eb('id', 'in', eb.selectFrom('marks').select('id').where('at', '<', before).limit(limit)))
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

/** Deletes up to `limit` records of clips made before `before`; how many it did. */
export async function pruneClips(db: Kysely<Schema>, before: EpochMs, limit: number): Promise<number> {
  const old = db.selectFrom('clips').select('moment_id').where('at', '<', before).limit(limit);
  const { numDeletedRows } = await db.deleteFrom('clips').where('moment_id', 'in', old).executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

import type { Kysely } from 'kysely';
import type { HypeMoment, MomentId } from '../../domain/hype-moment.ts';
import type { MomentFilter, Page, StoredMoment } from '../../domain/ports/stores.ts';
import type { Schema } from '../schema.ts';
import { fromMomentRow } from './moment-rows.ts';

/** The most that one list gives; `total` tells of the rest. */
const listItemsMax = 10_000;
/** Moments read at once, so that reading thousands never holds up anything else for long. */
const sliceRows = 250;

/** One page of the moments that match, newest first (by start, then id). */
export async function listMoments(
  db: Kysely<Schema>,
  filter: MomentFilter,
  limit: number,
  offset: number,
): Promise<Page<HypeMoment>> {
  if (filter.channels.length === 0) return { items: [], total: 0 };
  const { total } = await matching(db, filter)
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await matching(db, filter)
    .select('id')
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .limit(Math.max(0, Math.min(limit, listItemsMax)))
    .offset(Math.max(0, offset))
    .execute();
  const stored = await readMoments(
    db,
    rows.map((row) => row.id),
  );
  return { items: stored.map(({ moment }) => moment), total };
}

function matching(db: Kysely<Schema>, filter: MomentFilter) {
  const { since, until, category, streamId, minScore } = filter;
  return db
    .selectFrom('moments')
    .where('channel', 'in', [...new Set(filter.channels)])
    .$if(since !== undefined, (query) => query.where('started_at', '>=', since ?? 0))
    .$if(until !== undefined, (query) => query.where('started_at', '<', until ?? 0))
    .$if(category !== undefined, (query) => query.where('category', '=', category ?? ''))
    .$if(streamId !== undefined, (query) => query.where('stream_id', '=', streamId ?? ''))
    .$if(minScore !== undefined, (query) => query.where('peak_score', '>=', minScore ?? 0));
}

/** The moments with these ids, in the order of the ids; unknown ones are left out. */
export async function readMoments(db: Kysely<Schema>, ids: readonly MomentId[]): Promise<readonly StoredMoment[]> {
  const slices: (readonly StoredMoment[])[] = [];
  let next = 0;
  const readOn = async (): Promise<void> => {
    while (next < ids.length) {
      const start = next;
      next += sliceRows;
      slices[start / sliceRows] = await readSlice(db, ids.slice(start, next));
    }
  };
  // Two side by side: the database reads one slice while this thread unpacks the other.
  await Promise.all([readOn(), readOn()]);
  return slices.flat();
}

async function readSlice(db: Kysely<Schema>, ids: readonly MomentId[]): Promise<readonly StoredMoment[]> {
  const [rows, quotes] = await Promise.all([
    db.selectFrom('moments').selectAll().where('id', 'in', ids).execute(),
    db
      .selectFrom('moment_quotes')
      .select(['moment_id', 'message_id', 'chatter_id', 'display_name', 'text'])
      .where('moment_id', 'in', ids)
      .orderBy('moment_id')
      .orderBy('position')
      .execute(),
  ]);
  const quotesOf = Map.groupBy(quotes, (quote) => quote.moment_id);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    return row === undefined ? [] : [{ moment: fromMomentRow(row, quotesOf.get(id) ?? []), revision: row.revision }];
  });
}

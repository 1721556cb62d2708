import type { Kysely } from 'kysely';
import type { HypeMoment, MomentId } from '../../domain/hype-moment.ts';
import type { MomentFilter, Page, StoredMoment } from '../../domain/ports/stores.ts';
import type { Schema } from '../schema.ts';
import { matchingMoments } from './moment-filter.ts';
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
  const { total } = await matchingMoments(db, filter)
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await matchingMoments(db, filter)
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

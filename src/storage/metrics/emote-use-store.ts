import type { Kysely, Transaction } from 'kysely';
import type { ChannelName, EpochMs } from '../../domain/chat-event.ts';
import type { EmoteUsage, HourEmotes } from '../../domain/emote.ts';
import type { EmoteUseStore } from '../../domain/ports/stores.ts';
import type { Schema } from '../schema.ts';
import { hourMs, hourOf } from './hours.ts';

/** Emotes kept of each hour of a channel, the most used. */
const hourNamesMax = 1_500;
/** Rows written in one statement. */
const writeRows = 300;
/** The most that one look gives. */
const totalsMax = 3_000;

/** Rare emotes of a busy hour are dropped, so their totals may be short. */
export class SqlEmoteUseStore implements EmoteUseStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  async add(hours: readonly HourEmotes[]): Promise<void> {
    for (const { channel, hour, uses } of hours) {
      const sums = sumsOf(uses);
      if (sums.length === 0) continue;
      await this.#db.transaction().execute(async (trx) => {
        for (let start = 0; start < sums.length; start += writeRows) {
          await addSlice(trx, channel, hourOf(hour), sums.slice(start, start + writeRows));
        }
        await trimHour(trx, channel, hourOf(hour));
      });
    }
  }

  async totals(channel: ChannelName, from: EpochMs, to: EpochMs): Promise<readonly EmoteUsage[]> {
    return this.#db
      .selectFrom('emote_hours')
      .select((eb) => ['name', eb.fn.sum<number>('uses').as('uses')])
      .where('channel', '=', channel)
      .where('hour', '>=', hourOf(from))
      .where('hour', '<', hourOf(to + hourMs - 1))
      .groupBy('name')
      .orderBy('uses', 'desc')
      .orderBy('name')
      .limit(totalsMax)
      .execute();
  }
}

/** Deletes up to `limit` counts of hours before `before`; how many it did. */
export async function pruneEmoteHours(db: Kysely<Schema>, before: EpochMs, limit: number): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('emote_hours')
    .where((eb) =>
      eb(
        eb.refTuple('channel', 'hour', 'name'),
        'in',
        eb
          .selectFrom('emote_hours')
          .select(['channel', 'hour', 'name'])
          .where('hour', '<', hourOf(before))
          .limit(limit)
          .$asTuple('channel', 'hour', 'name'),
      ),
    )
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

function sumsOf(uses: readonly EmoteUsage[]): readonly EmoteUsage[] {
  const sums = new Map<string, number>();
  for (const each of uses) sums.set(each.name, (sums.get(each.name) ?? 0) + each.uses);
  return [...sums].map(([name, sum]) => ({ name, uses: sum })).filter((each) => each.uses > 0);
}

async function addSlice(
  trx: Transaction<Schema>,
  channel: ChannelName,
  hour: EpochMs,
  uses: readonly EmoteUsage[],
): Promise<void> {
  await trx
    .insertInto('emote_hours')
    .values(uses.map((each) => ({ channel, hour, ...each })))
    .onConflict((conflict) =>
      conflict
        .columns(['channel', 'hour', 'name'])
        .doUpdateSet((eb) => ({ uses: eb('emote_hours.uses', '+', eb.ref('excluded.uses')) })),
    )
    .execute();
}

async function trimHour(trx: Transaction<Schema>, channel: ChannelName, hour: EpochMs): Promise<void> {
  await trx
    .deleteFrom('emote_hours')
    .where('channel', '=', channel)
    .where('hour', '=', hour)
    .where((eb) =>
      eb(
        'name',
        'not in',
        eb
          .selectFrom('emote_hours')
          .select('name')
          .where('channel', '=', channel)
          .where('hour', '=', hour)
          .orderBy('uses', 'desc')
          .orderBy('name')
          .limit(hourNamesMax),
      ),
    )
    .execute();
}

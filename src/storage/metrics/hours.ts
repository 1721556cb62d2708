import type { Kysely, Transaction } from 'kysely';
import type { ChannelName, EpochMs } from '../../domain/chat-event.ts';
import type { HourRow, MinuteRow, Schema } from '../schema.ts';
import { Tally } from './tally.ts';

export const hourMs = 3_600_000;
/** Emotes kept of each hour, the most used. */
const hourEmotesMax = 50;

export function hourOf(at: EpochMs): EpochMs {
  return Math.floor(at / hourMs) * hourMs;
}

/** Says that the sums of these minutes' hours no longer hold; the hours appear where they did not exist. */
export async function markHoursStale(
  trx: Transaction<Schema>,
  minutes: readonly Pick<MinuteRow, 'channel' | 'minute'>[],
): Promise<void> {
  const hours = new Map(
    minutes.map(({ channel, minute }) => [`${hourOf(minute)} ${channel}`, { channel, hour: hourOf(minute) }]),
  );
  const empty = {
    stale: 1,
    messages: 0,
    minutes: 0,
    peak_per_second: 0,
    busiest_at: 0,
    busiest_messages: 0,
    top_emotes_json: '[]',
  };
  await trx
    .insertInto('hour_metrics')
    .values([...hours.values()].map((hour) => ({ ...hour, ...empty })))
    .onConflict((conflict) => conflict.columns(['channel', 'hour']).doUpdateSet({ stale: 1 }))
    .execute();
}

/** Sums up to `limit` past hours that changed; how many it did. */
export async function sumHours(db: Kysely<Schema>, now: EpochMs, limit: number): Promise<number> {
  const stale = await db
    .selectFrom('hour_metrics')
    .select(['channel', 'hour'])
    .where('stale', '=', 1)
    .where('hour', '<=', now - hourMs)
    .orderBy('hour')
    .limit(limit)
    .execute();
  for (const { channel, hour } of stale) {
    await db.transaction().execute(async (trx) => {
      const tally = new Tally();
      for (const row of await minuteCounts(trx, channel, hour, hour + hourMs)) tally.addMinute(row);
      await trx
        .updateTable('hour_metrics')
        .set({ stale: 0, ...toHourColumns(tally) })
        .where('channel', '=', channel)
        .where('hour', '=', hour)
        .execute();
    });
  }
  return stale.length;
}

/** Deletes up to `limit` hours that began before `before`, with their minutes; how many it did. */
export async function pruneHours(db: Kysely<Schema>, before: EpochMs, limit: number): Promise<number> {
  const old = await db
    .selectFrom('hour_metrics')
    .select(['channel', 'hour'])
    .where('stale', 'in', [0, 1])
    .where('hour', '<', hourOf(before))
    .limit(limit)
    .execute();
  for (const { channel, hour } of old) {
    await db.transaction().execute(async (trx) => {
      await trx
        .deleteFrom('minute_metrics')
        .where('channel', '=', channel)
        .where('minute', '>=', hour)
        .where('minute', '<', hour + hourMs)
        .execute();
      await trx.deleteFrom('hour_metrics').where('channel', '=', channel).where('hour', '=', hour).execute();
    });
  }
  return old.length;
}

/** What a tally needs of the minutes from `from` up to, not including, `to`. */
export async function minuteCounts(db: Kysely<Schema>, channel: ChannelName, from: EpochMs, to: EpochMs) {
  return db
    .selectFrom('minute_metrics')
    .select(['minute', 'messages', 'peak_per_second', 'top_emotes_json'])
    .where('channel', '=', channel)
    .where('minute', '>=', from)
    .where('minute', '<', to)
    .orderBy('minute')
    .execute();
}

function toHourColumns(tally: Tally): Omit<HourRow, 'channel' | 'hour' | 'stale'> {
  const summary = tally.summary(hourEmotesMax);
  return {
    messages: summary.messages,
    minutes: summary.minutes,
    peak_per_second: summary.peakPerSecond,
    busiest_at: summary.busiestMinute?.at ?? 0,
    busiest_messages: summary.busiestMinute?.messages ?? 0,
    top_emotes_json: JSON.stringify(summary.topEmotes),
  };
}

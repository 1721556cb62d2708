import type { Kysely, Transaction } from 'kysely';
import type { ChannelName, EpochMs } from '../../domain/chat-event.ts';
import type { MinuteMetrics } from '../../domain/channel-metrics.ts';
import type { MetricsStore, MetricsSummary } from '../../domain/ports/stores.ts';
import { encodeSamples } from '../codec/samples.ts';
import type { Schema } from '../schema.ts';
import { hourMs, hourOf, markHoursStale, minuteCounts } from './hours.ts';
import { fromMinuteRow, toMinuteRow } from './minute-rows.ts';
import { Tally } from './tally.ts';

/** Minutes written in one transaction. */
const writeRows = 200;
/** Minutes read at once. */
const readRows = 1_000;
const summaryEmotesMax = 20;

export class SqlMetricsStore implements MetricsStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  async saveMinutes(rows: readonly MinuteMetrics[]): Promise<void> {
    for (let start = 0; start < rows.length; start += writeRows) {
      // One statement cannot write a row twice; the later one is the fuller one.
      const slice = new Map(rows.slice(start, start + writeRows).map((row) => [`${row.minute} ${row.channel}`, row]));
      await this.#db.transaction().execute((trx) => saveSlice(trx, [...slice.values()]));
    }
  }

  async minutes(channel: ChannelName, from: EpochMs, to: EpochMs): Promise<readonly MinuteMetrics[]> {
    const minutes: MinuteMetrics[] = [];
    let next = from;
    for (;;) {
      const rows = await this.#db
        .selectFrom('minute_metrics as m')
        .leftJoin('minute_samples as s', (join) =>
          join.onRef('s.channel', '=', 'm.channel').onRef('s.minute', '=', 'm.minute'),
        )
        .selectAll('m')
        .select('s.samples')
        .where('m.channel', '=', channel)
        .where('m.minute', '>=', next)
        .where('m.minute', '<', to)
        .orderBy('m.minute')
        .limit(readRows)
        .execute();
      for (const row of rows) minutes.push(fromMinuteRow(row));
      const last = rows.at(-1);
      if (last === undefined || rows.length < readRows) return minutes;
      next = last.minute + 1;
    }
  }

  /** Emotes are summed from the most used of each minute, so rare ones may be missing or short. */
  async summary(channel: ChannelName, from: EpochMs, to: EpochMs): Promise<MetricsSummary> {
    const tally = new Tally();
    const firstHour = hourOf(from + hourMs - 1);
    const lastHour = hourOf(to);
    if (firstHour >= lastHour) {
      await this.#addMinutes(tally, channel, from, to);
    } else {
      await this.#addMinutes(tally, channel, from, firstHour);
      for (const stale of await this.#addHours(tally, channel, firstHour, lastHour)) {
        await this.#addMinutes(tally, channel, stale.from, stale.to);
      }
      await this.#addMinutes(tally, channel, lastHour, to);
    }
    return tally.summary(summaryEmotesMax);
  }

  /** Adds the hours whose sums hold; gives the stretches of time that must be read from their minutes. */
  async #addHours(
    tally: Tally,
    channel: ChannelName,
    from: EpochMs,
    to: EpochMs,
  ): Promise<readonly { from: EpochMs; to: EpochMs }[]> {
    const hours = await this.#db
      .selectFrom('hour_metrics')
      .selectAll()
      .where('channel', '=', channel)
      .where('hour', '>=', from)
      .where('hour', '<', to)
      .orderBy('hour')
      .execute();
    const stale: { from: EpochMs; to: EpochMs }[] = [];
    for (const hour of hours) {
      const last = stale.at(-1);
      if (hour.stale === 0) tally.addHour(hour);
      else if (last?.to === hour.hour) last.to += hourMs;
      else stale.push({ from: hour.hour, to: hour.hour + hourMs });
    }
    return stale;
  }

  async #addMinutes(tally: Tally, channel: ChannelName, from: EpochMs, to: EpochMs): Promise<void> {
    const sliceMs = readRows * 60_000;
    for (let start = from; start < to; start += sliceMs) {
      for (const row of await minuteCounts(this.#db, channel, start, Math.min(to, start + sliceMs)))
        tally.addMinute(row);
    }
  }
}

async function saveSlice(trx: Transaction<Schema>, rows: readonly MinuteMetrics[]): Promise<void> {
  await trx
    .insertInto('minute_metrics')
    .values(rows.map(toMinuteRow))
    .onConflict((conflict) =>
      conflict.columns(['channel', 'minute']).doUpdateSet((eb) => ({
        messages: eb.ref('excluded.messages'),
        unique_chatters: eb.ref('excluded.unique_chatters'),
        characters: eb.ref('excluded.characters'),
        emote_uses: eb.ref('excluded.emote_uses'),
        peak_per_second: eb.ref('excluded.peak_per_second'),
        peak_score: eb.ref('excluded.peak_score'),
        top_emotes_json: eb.ref('excluded.top_emotes_json'),
      })),
    )
    .execute();
  const samples = rows
    .filter((row) => row.samples.length > 0)
    .map((row) => ({ channel: row.channel, minute: row.minute, samples: encodeSamples(row.minute, row.samples) }));
  if (samples.length > 0) {
    await trx
      .insertInto('minute_samples')
      .values(samples)
      .onConflict((conflict) =>
        conflict.columns(['channel', 'minute']).doUpdateSet((eb) => ({ samples: eb.ref('excluded.samples') })),
      )
      .execute();
  }
  await markHoursStale(trx, rows);
}

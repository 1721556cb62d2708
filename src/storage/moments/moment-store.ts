import type { Kysely, Transaction } from 'kysely';
import type { OutboxItem } from '../../domain/alert.ts';
import type { HypeMoment, MomentId, MomentSeries } from '../../domain/hype-moment.ts';
import type { MomentFilter, MomentStore, Page, StoredMoment } from '../../domain/ports/stores.ts';
import { decodeSeries, encodeSeries } from '../codec/series.ts';
import { toOutboxRow } from '../delivery/outbox-rows.ts';
import type { RetractionIndex } from '../messages/retraction-index.ts';
import type { Schema } from '../schema.ts';
import { cardFace } from './card-face.ts';
import { listMoments, readMoments } from './moment-list.ts';
import { toMomentRow, toQuoteRows } from './moment-rows.ts';
import { raiseRevisions, scheduleEdits } from './revision.ts';

/** Alerts written in one statement. */
const alertRowsMax = 100;

export class SqlMomentStore implements MomentStore {
  readonly #db: Kysely<Schema>;
  readonly #retracted: RetractionIndex;

  constructor(db: Kysely<Schema>, retracted: RetractionIndex) {
    this.#db = db;
    this.#retracted = retracted;
  }

  async save(moment: HypeMoment, alerts: readonly OutboxItem[]): Promise<void> {
    await this.#db.transaction().execute(async (trx) => {
      // Judged inside the transaction: a retraction that came while we waited for it counts too.
      await saveMoment(trx, this.#withoutRetracted(moment));
      for (let start = 0; start < alerts.length; start += alertRowsMax) {
        const rows = alerts.slice(start, start + alertRowsMax).map(toOutboxRow);
        await trx
          .insertInto('outbox')
          .values(rows)
          .onConflict((conflict) => conflict.column('id').doNothing())
          .execute();
      }
    });
  }

  async saveSeries(id: MomentId, series: MomentSeries): Promise<void> {
    await this.#db
      .insertInto('moment_series')
      .values({ moment_id: id, from_at: series.from, series: encodeSeries(series) })
      .onConflict((conflict) =>
        conflict
          .column('moment_id')
          .doUpdateSet((eb) => ({ from_at: eb.ref('excluded.from_at'), series: eb.ref('excluded.series') })),
      )
      .execute();
  }

  async series(id: MomentId): Promise<MomentSeries | null> {
    const row = await this.#db.selectFrom('moment_series').selectAll().where('moment_id', '=', id).executeTakeFirst();
    return row === undefined ? null : decodeSeries(row.from_at, row.series);
  }

  async get(id: MomentId): Promise<StoredMoment | null> {
    const [stored] = await readMoments(this.#db, [id]);
    return stored ?? null;
  }

  async list(filter: MomentFilter, limit: number, offset: number): Promise<Page<HypeMoment>> {
    return listMoments(this.#db, filter, limit, offset);
  }

  async unfinished(): Promise<readonly HypeMoment[]> {
    const rows = await this.#db
      .selectFrom('moments')
      .select('id')
      .where('phase', '=', 'started')
      .orderBy('started_at')
      .orderBy('id')
      .execute();
    const stored = await readMoments(
      this.#db,
      rows.map((row) => row.id),
    );
    return stored.map(({ moment }) => moment);
  }

  async touchStream(streamId: string): Promise<void> {
    await this.#db.transaction().execute(async (trx) => {
      const rows = await trx.selectFrom('moments').select('id').where('stream_id', '=', streamId).execute();
      await raiseRevisions(
        trx,
        rows.map((row) => row.id),
      );
    });
  }

  #withoutRetracted(moment: HypeMoment): HypeMoment {
    const quotes = moment.quotes.filter(
      (quote) => !this.#retracted.covers(moment.channel, quote.messageId, quote.chatterId, moment.startedAt),
    );
    return quotes.length === moment.quotes.length ? moment : { ...moment, quotes };
  }
}

async function saveMoment(trx: Transaction<Schema>, moment: HypeMoment): Promise<void> {
  const [known] = await readMoments(trx, [moment.id]);
  if (known === undefined) {
    await trx.insertInto('moments').values(toMomentRow(moment, 1)).execute();
    await insertQuotes(trx, moment);
    return;
  }
  const changed = cardFace(known.moment) !== cardFace(moment);
  const { id, ...columns } = toMomentRow(moment, known.revision + (changed ? 1 : 0));
  await trx.updateTable('moments').set(columns).where('id', '=', id).execute();
  if (!changed) return;
  await trx.deleteFrom('moment_quotes').where('moment_id', '=', id).execute();
  await insertQuotes(trx, moment);
  await scheduleEdits(trx, [id]);
}

async function insertQuotes(trx: Transaction<Schema>, moment: HypeMoment): Promise<void> {
  const rows = toQuoteRows(moment);
  if (rows.length > 0) await trx.insertInto('moment_quotes').values(rows).execute();
}

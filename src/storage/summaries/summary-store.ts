import type { Kysely, Transaction } from 'kysely';
import type { ChannelName, EpochMs } from '../../domain/chat-event.ts';
import type { Summary, SummaryFallback, SummaryPoint } from '../../domain/headline.ts';
import type { MomentId } from '../../domain/hype-moment.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { SummaryStore } from '../../domain/ports/stores.ts';
import { raiseRevisions } from '../moments/revision.ts';
import type { Schema, SummaryRow } from '../schema.ts';
import { dropWindow } from './drop-summaries.ts';
import type { RecentErasures } from './recent-erasures.ts';

/** The most that one look gives. */
const recentMax = 200;
const pointsMax = 50;
const textCharactersMax = 4_000;
const messageIdsMax = 200;
/** How long a summary may have been in the making where nobody says since when: longer than any model is waited for. */
const makingMs = 5 * 60_000;

export class SqlSummaryStore implements SummaryStore {
  readonly #db: Kysely<Schema>;
  readonly #erasures: RecentErasures;
  readonly #clock: Clock;

  constructor(db: Kysely<Schema>, erasures: RecentErasures, clock: Clock) {
    this.#db = db;
    this.#erasures = erasures;
    this.#clock = clock;
  }

  async save(summary: Summary, readAt?: EpochMs): Promise<void> {
    await this.#write(summary, readAt, async (trx) => {
      await trx.insertInto('summaries').values(toRow(summary, null)).execute();
    });
  }

  async recent(channel: ChannelName, limit: number): Promise<readonly Summary[]> {
    const rows = await this.#db
      .selectFrom('summaries')
      .selectAll()
      .where('channel', '=', channel)
      .where('moment_id', 'is', null)
      .orderBy('to_at', 'desc')
      .orderBy('seq', 'desc')
      .limit(Math.min(limit, recentMax))
      .execute();
    return rows.map(fromRow);
  }

  async saveOfMoment(momentId: MomentId, summary: Summary, readAt?: EpochMs): Promise<void> {
    const row = toRow(summary, momentId);
    await this.#write(summary, readAt, async (trx) => {
      await trx
        .insertInto('summaries')
        .values(row)
        .onConflict((conflict) => conflict.column('moment_id').doUpdateSet(row))
        .execute();
      await raiseRevisions(trx, [momentId]);
    });
  }

  async ofMoment(momentId: MomentId): Promise<Summary | null> {
    const row = await this.#db.selectFrom('summaries').selectAll().where('moment_id', '=', momentId).executeTakeFirst();
    return row === undefined ? null : fromRow(row);
  }

  async dropWithin(channel: ChannelName, from: EpochMs, to: EpochMs): Promise<number> {
    return this.#db.transaction().execute(async (trx) => (await dropWindow(trx, channel, from, to)).summaries);
  }

  async #write(
    { channel, from, to }: Summary,
    readAt: EpochMs | undefined,
    write: (trx: Transaction<Schema>) => Promise<void>,
  ): Promise<void> {
    await this.#db.transaction().execute(async (trx) => {
      // Judged inside the transaction: what was taken back while we waited for it counts too.
      const since = readAt ?? this.#clock.now() - makingMs;
      if (!this.#erasures.touch(channel, from, to, since)) await write(trx);
    });
  }
}

/** Deletes up to `limit` summaries of chat from before `before`; how many it did. */
export async function pruneSummaries(db: Kysely<Schema>, before: EpochMs, limit: number): Promise<number> {
  const old = db.selectFrom('summaries').select('seq').where('from_at', '<', before).limit(limit);
  const { numDeletedRows } = await db.deleteFrom('summaries').where('seq', 'in', old).executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

function toRow(summary: Summary, momentId: MomentId | null): Omit<SummaryRow, 'seq'> {
  const points = summary.points.slice(0, pointsMax).map((point) => ({
    ...point,
    text: point.text.slice(0, textCharactersMax),
    messageIds: point.messageIds.slice(0, messageIdsMax),
  }));
  return {
    moment_id: momentId,
    channel: summary.channel,
    from_at: summary.from,
    to_at: summary.to,
    messages: summary.messages,
    chatters: summary.chatters,
    overview: summary.overview.slice(0, textCharactersMax),
    points_json: JSON.stringify(points),
    sentiment: summary.sentiment,
    model: summary.model,
    fallback: summary.fallback,
  };
}

function fromRow(row: Omit<SummaryRow, 'seq'>): Summary {
  return {
    channel: row.channel,
    from: row.from_at,
    to: row.to_at,
    messages: row.messages,
    chatters: row.chatters,
    overview: row.overview,
    points: JSON.parse(row.points_json) as SummaryPoint[],
    sentiment: row.sentiment,
    model: row.model,
    fallback: row.fallback as SummaryFallback | null,
  };
}

import type { Kysely } from 'kysely';
import type { ChannelName, EpochMs, StreamInfo } from '../domain/chat-event.ts';
import type { StreamStore } from '../domain/ports/stores.ts';
import type { Schema, StreamRow } from './schema.ts';

const recentMax = 1_000;

export class SqlStreamStore implements StreamStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  async save(stream: StreamInfo): Promise<void> {
    await this.#db
      .insertInto('streams')
      .values(toRow(stream))
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet((eb) => ({
          channel: eb.ref('excluded.channel'),
          room_id: eb.ref('excluded.room_id'),
          started_at: eb.ref('excluded.started_at'),
          ended_at: eb.ref('excluded.ended_at'),
          title: eb.ref('excluded.title'),
          category: eb.ref('excluded.category'),
          vod_id: eb.fn.coalesce('excluded.vod_id', 'streams.vod_id'),
        })),
      )
      .execute();
  }

  async get(id: string): Promise<StreamInfo | null> {
    const row = await this.#db.selectFrom('streams').selectAll().where('id', '=', id).executeTakeFirst();
    return row === undefined ? null : fromRow(row);
  }

  async recent(channel: ChannelName, limit: number): Promise<readonly StreamInfo[]> {
    const rows = await this.#db
      .selectFrom('streams')
      .selectAll()
      .where('channel', '=', channel)
      .orderBy('started_at', 'desc')
      .orderBy('id', 'desc')
      .limit(Math.min(limit, recentMax))
      .execute();
    return rows.map(fromRow);
  }

  async withoutVod(since: EpochMs): Promise<readonly StreamInfo[]> {
    const rows = await this.#db
      .selectFrom('streams')
      .selectAll()
      .where('started_at', '>=', since)
      .where('vod_id', 'is', null)
      .orderBy('started_at')
      .limit(recentMax)
      .execute();
    return rows.map(fromRow);
  }

  /** Deletes streams begun before `before`, at most `limit`; the number deleted. */
  async prune(before: EpochMs, limit: number): Promise<number> {
    const { numDeletedRows } = await this.#db
      .deleteFrom('streams')
      .where((eb) =>
        eb('id', 'in', eb.selectFrom('streams').select('id').where('started_at', '<', before).limit(limit)),
      )
      .executeTakeFirstOrThrow();
    return Number(numDeletedRows);
  }
}

function toRow(stream: StreamInfo): StreamRow {
  return {
    id: stream.id,
    channel: stream.channel,
    room_id: stream.roomId,
    started_at: stream.startedAt,
    ended_at: stream.endedAt,
    title: stream.title,
    category: stream.category,
    vod_id: stream.vodId,
  };
}

function fromRow(row: StreamRow): StreamInfo {
  return {
    id: row.id,
    channel: row.channel,
    roomId: row.room_id,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    title: row.title,
    category: row.category,
    vodId: row.vod_id,
  };
}

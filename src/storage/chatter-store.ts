import type { Kysely } from 'kysely';
import type { ChannelName, EpochMs } from '../domain/chat-event.ts';
import type { ChatterStore } from '../domain/ports/stores.ts';
import type { ChatterTraces } from '../domain/privacy.ts';
import type { Schema } from './schema.ts';
import { ARRIVAL } from './sqlite/only.ts';

/** Names have no index, because every message would pay for it: they are read in slices, the newest chat first. */
const sliceRows = 5_000;
const nameCharactersMax = 100;

export class SqlChatterStore implements ChatterStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  async find(channels: readonly ChannelName[], name: string): Promise<string | null> {
    const wanted = name.toLowerCase();
    if (wanted === '' || wanted.length > nameCharactersMax) return null;
    let latest: { readonly id: string; readonly at: EpochMs } | null = null;
    for (const channel of channels) {
      const found = await this.#findIn(channel, wanted);
      if (found !== null && (latest === null || found.at > latest.at)) latest = found;
    }
    return latest?.id ?? null;
  }

  async traces(channels: readonly ChannelName[], chatterId: string): Promise<ChatterTraces> {
    if (channels.length === 0) return { messages: 0, quotes: 0, marks: 0, labels: 0 };
    const [messages, quotes, marks, labels] = await Promise.all([
      this.#countOf('messages', channels, chatterId),
      this.#countOf('moment_quotes', channels, chatterId),
      this.#marks(channels, chatterId),
      this.#countOf('labels', channels, chatterId),
    ]);
    return { messages, quotes, marks, labels };
  }

  async #findIn(channel: ChannelName, wanted: string): Promise<{ id: string; at: EpochMs } | null> {
    let last = { received_at: Number.MAX_SAFE_INTEGER, arrival: Number.MAX_SAFE_INTEGER };
    for (;;) {
      const { received_at, arrival } = last;
      const rows = await this.#db
        .selectFrom('messages')
        .select(['chatter_id', 'display_name', 'received_at'])
        .select(ARRIVAL.as('arrival'))
        .where('channel', '=', channel)
        .where('received_at', '<=', received_at)
        .where((eb) => eb.or([eb('received_at', '<', received_at), eb(ARRIVAL, '<', arrival)]))
        .orderBy('received_at', 'desc')
        .orderBy(ARRIVAL, 'desc')
        .limit(sliceRows)
        .execute();
      const row = rows.find((each) => each.display_name.toLowerCase() === wanted);
      if (row !== undefined) return { id: row.chatter_id, at: row.received_at };
      if (rows.length < sliceRows) return null;
      last = rows.at(-1) ?? last;
    }
  }

  async #countOf(
    table: 'messages' | 'moment_quotes' | 'labels',
    channels: readonly ChannelName[],
    chatterId: string,
  ): Promise<number> {
    const { count } = await this.#db
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('chatter_id', '=', chatterId)
      .where('channel', 'in', channels)
      .executeTakeFirstOrThrow();
    return count;
  }

  async #marks(channels: readonly ChannelName[], chatterId: string): Promise<number> {
    const { count } = await this.#db
      .selectFrom('marks')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('author_id', '=', chatterId)
      .where('source', '=', 'chat')
      .where('channel', 'in', channels)
      .executeTakeFirstOrThrow();
    return count;
  }
}

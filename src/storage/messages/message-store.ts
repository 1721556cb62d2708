import type { Kysely } from 'kysely';
import type { ChannelName, ChatMessage, ChatRetraction, EpochMs } from '../../domain/chat-event.ts';
import type { MessageStore, StoredMessage } from '../../domain/ports/stores.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Schema } from '../schema.ts';
import { ARRIVAL } from '../sqlite/only.ts';
import { fromMessageRow, toMessageRow } from './message-rows.ts';
import { forgottenRule, ruleOf } from './retraction-index.ts';
import type { Erased, Retractor } from './retractor.ts';

/** Messages written in one transaction. */
const sliceRows = 500;
/** The most that one look around gives. */
const aroundMessagesMax = 10_000;
/** Messages read at once: a few milliseconds of work, and faster than one long list, which is copied between threads. */
const batchRows = 1_000;

export class SqlMessageStore implements MessageStore {
  readonly #db: Kysely<Schema>;
  readonly #retractor: Retractor;
  readonly #clock: Clock;

  constructor(db: Kysely<Schema>, retractor: Retractor, clock: Clock) {
    this.#db = db;
    this.#retractor = retractor;
    this.#clock = clock;
  }

  async append(messages: readonly ChatMessage[]): Promise<void> {
    for (let start = 0; start < messages.length; start += sliceRows) {
      const rows = messages
        .slice(start, start + sliceRows)
        .filter((m) => !this.#retractor.index.covers(m.channel, m.id, m.author.id, m.sentAt))
        .map(toMessageRow);
      if (rows.length === 0) continue;
      await this.#db
        .insertInto('messages')
        .values(rows)
        .onConflict((conflict) => conflict.columns(['channel', 'id']).doNothing())
        .execute();
    }
  }

  async around(channel: ChannelName, from: EpochMs, to: EpochMs, limit: number): Promise<readonly StoredMessage[]> {
    const found: StoredMessage[] = [];
    const wanted = Math.min(limit, aroundMessagesMax);
    if (wanted <= 0) return found;
    for await (const batch of this.#read(channel, from, to, Math.min(wanted, batchRows))) {
      found.push(...batch.slice(0, wanted - found.length));
      if (found.length >= wanted) break;
    }
    return found;
  }

  stream(channel: ChannelName, from: EpochMs, to: EpochMs): AsyncIterable<readonly StoredMessage[]> {
    return this.#read(channel, from, to, batchRows);
  }

  async retract(retraction: ChatRetraction): ReturnType<MessageStore['retract']> {
    const { messages, moments } = await this.#retractor.erase(ruleOf(retraction));
    return { messages, moments };
  }

  async forgetChatter(chatterId: string): Promise<Erased> {
    return this.#retractor.erase(forgottenRule(chatterId, this.#clock.now()));
  }

  async prune(before: EpochMs, limit: number): Promise<number> {
    const { numDeletedRows } = await this.#db
      .deleteFrom('messages')
      .where((eb) =>
        eb(
          eb.refTuple('channel', 'id'),
          'in',
          eb
            .selectFrom('messages')
            .select(['channel', 'id'])
            .where('sent_at', '<', before)
            .orderBy('sent_at')
            .limit(limit)
            .$asTuple('channel', 'id'),
        ),
      )
      .executeTakeFirstOrThrow();
    return Number(numDeletedRows);
  }

  async *#read(
    channel: ChannelName,
    from: EpochMs,
    to: EpochMs,
    size: number,
  ): AsyncGenerator<readonly StoredMessage[]> {
    let last = { received_at: from, arrival: -1 };
    for (;;) {
      const { received_at, arrival } = last;
      const rows = await this.#db
        .selectFrom('messages')
        .selectAll()
        .select(ARRIVAL.as('arrival'))
        .where('channel', '=', channel)
        .where('received_at', '>=', received_at)
        .where('received_at', '<', to)
        .where((eb) => eb.or([eb('received_at', '>', received_at), eb(ARRIVAL, '>', arrival)]))
        .orderBy('received_at')
        .orderBy(ARRIVAL)
        .limit(size)
        .execute();
      if (rows.length > 0) yield rows.map(fromMessageRow);
      if (rows.length < size) return;
      last = rows.at(-1) ?? last;
    }
  }
}

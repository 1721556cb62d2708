import type { Kysely } from 'kysely';
import type { ChannelName, EpochMs } from '../../domain/chat-event.ts';
import type { LabelStore, StoredMessage } from '../../domain/ports/stores.ts';
import type { LabelCategory, LabelCounts, LabelledMessage } from '../../domain/privacy.ts';
import type { RetractionIndex } from '../messages/retraction-index.ts';
import type { LabelRow, Schema } from '../schema.ts';
import { forgetLabels } from './forget-labels.ts';
import { pickUnlabelled } from './pick-unlabelled.ts';

/** Labels read at once. */
const batchRows = 1_000;

export class SqlLabelStore implements LabelStore {
  readonly #db: Kysely<Schema>;
  readonly #retracted: RetractionIndex;

  constructor(db: Kysely<Schema>, retracted: RetractionIndex) {
    this.#db = db;
    this.#retracted = retracted;
  }

  async put(label: LabelledMessage): Promise<void> {
    await this.#db.transaction().execute(async (trx) => {
      // Judged inside the transaction: what was taken back while we waited for it counts too.
      if (this.#retracted.covers(label.channel, label.messageId, label.chatterId, label.sentAt)) return;
      await insert(trx, label);
    });
  }

  async label(
    channel: ChannelName,
    messageId: string,
    category: LabelCategory,
    labelledBy: string,
    at: EpochMs,
  ): Promise<LabelledMessage | null> {
    return this.#db.transaction().execute(async (trx) => {
      const message = await trx
        .selectFrom('messages')
        .select(['chatter_id', 'text', 'sent_at'])
        .where('channel', '=', channel)
        .where('id', '=', messageId)
        .executeTakeFirst();
      if (message === undefined) return null;
      const label: LabelledMessage = {
        messageId,
        channel,
        chatterId: message.chatter_id,
        text: message.text,
        sentAt: message.sent_at,
        category,
        labelledBy,
        labelledAt: at,
      };
      await insert(trx, label);
      return label;
    });
  }

  async remove(channel: ChannelName, messageId: string): Promise<boolean> {
    const { numDeletedRows } = await this.#db
      .deleteFrom('labels')
      .where('channel', '=', channel)
      .where('message_id', '=', messageId)
      .executeTakeFirstOrThrow();
    return numDeletedRows > 0n;
  }

  async counts(channels?: readonly ChannelName[]): Promise<LabelCounts> {
    if (channels?.length === 0) return { pos: 0, neu: 0, neg: 0 };
    const rows = await this.#db
      .selectFrom('labels')
      .select((eb) => ['category', eb.fn.countAll<number>().as('count')])
      .$if(channels !== undefined, (query) => query.where('channel', 'in', channels ?? []))
      .groupBy('category')
      .execute();
    const counts = new Map(rows.map((row) => [row.category, row.count]));
    return { pos: counts.get('pos') ?? 0, neu: counts.get('neu') ?? 0, neg: counts.get('neg') ?? 0 };
  }

  async *all(): AsyncGenerator<readonly LabelledMessage[]> {
    let last: Pick<LabelRow, 'labelled_at' | 'channel' | 'message_id'> | null = null;
    for (;;) {
      const rows: LabelRow[] = await this.#after(last).execute();
      if (rows.length > 0) yield rows.map(fromRow);
      if (rows.length < batchRows) return;
      last = rows.at(-1) ?? last;
    }
  }

  async unlabelled(channel: ChannelName, limit: number): Promise<readonly StoredMessage[]> {
    return pickUnlabelled(this.#db, channel, limit);
  }

  async forgetChatter(chatterId: string): Promise<number> {
    let labels = 0;
    for (;;) {
      const slice = await forgetLabels(this.#db, chatterId);
      labels += slice.labels;
      if (slice.settled) return labels;
    }
  }

  #after(last: Pick<LabelRow, 'labelled_at' | 'channel' | 'message_id'> | null) {
    return this.#db
      .selectFrom('labels')
      .selectAll()
      .$if(last !== null, (query) =>
        query.where((eb) =>
          eb(
            eb.refTuple('labelled_at', 'channel', 'message_id'),
            '>',
            eb.tuple(last?.labelled_at ?? 0, last?.channel ?? '', last?.message_id ?? ''),
          ),
        ),
      )
      .orderBy('labelled_at')
      .orderBy('channel')
      .orderBy('message_id')
      .limit(batchRows);
  }
}

/** Deletes up to `limit` labels of messages sent before `before`; how many it did. */
export async function pruneLabels(db: Kysely<Schema>, before: EpochMs, limit: number): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('labels')
    .where((eb) =>
      eb(
        eb.refTuple('channel', 'message_id'),
        'in',
        eb
          .selectFrom('labels')
          .select(['channel', 'message_id'])
          .where('sent_at', '<', before)
          .limit(limit)
          .$asTuple('channel', 'message_id'),
      ),
    )
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

async function insert(db: Kysely<Schema>, label: LabelledMessage): Promise<void> {
  const row = toRow(label);
  await db
    .insertInto('labels')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['channel', 'message_id']).doUpdateSet({
        category: row.category,
        labelled_by: row.labelled_by,
        labelled_at: row.labelled_at,
      }),
    )
    .execute();
}

function toRow(label: LabelledMessage): LabelRow {
  return {
    channel: label.channel,
    message_id: label.messageId,
    chatter_id: label.chatterId,
    text: label.text,
    sent_at: label.sentAt,
    category: label.category,
    labelled_by: label.labelledBy,
    labelled_at: label.labelledAt,
  };
}

function fromRow(row: LabelRow): LabelledMessage {
  return {
    messageId: row.message_id,
    channel: row.channel,
    chatterId: row.chatter_id,
    text: row.text,
    sentAt: row.sent_at,
    category: row.category as LabelCategory,
    labelledBy: row.labelled_by,
    labelledAt: row.labelled_at,
  };
}

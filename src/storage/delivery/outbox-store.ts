import type { ExpressionBuilder, Kysely } from 'kysely';
import type { OutboxItem } from '../../domain/alert.ts';
import type { EpochMs } from '../../domain/chat-event.ts';
import type { OutboxStore } from '../../domain/ports/stores.ts';
import type { OutboxRow, Schema } from '../schema.ts';
import { fromOutboxRow } from './outbox-rows.ts';

/** Far beyond the time limit of any attempt: whoever began this one has given it up without saying so. */
const sendingMaxMs = 10 * 60_000;
/** Cards are edited up to this age of their moment. */
const editableMs = 24 * 3_600_000;
const errorCharactersMax = 500;

export class SqlOutboxStore implements OutboxStore {
  readonly #db: Kysely<Schema>;
  readonly #sender: string;

  /** @param sender names this run of the process; as it is the only writer, other runs are over */
  constructor(db: Kysely<Schema>, sender: string) {
    this.#db = db;
    this.#sender = sender;
  }

  async due(now: EpochMs, limit: number): Promise<readonly OutboxItem[]> {
    const pending = await this.#db
      .selectFrom('outbox')
      .selectAll()
      .where('state', '=', 'pending')
      .where('next_attempt_at', '<=', now)
      .orderBy('created_at')
      .orderBy('id')
      .limit(limit)
      .execute();
    const abandoned = await this.#db
      .selectFrom('outbox')
      .selectAll()
      .where('state', '=', 'sending')
      .where((eb) =>
        eb.or([
          eb('sender', 'is', null),
          eb('sender', '!=', this.#sender),
          eb('sending_since', '<=', now - sendingMaxMs),
        ]),
      )
      .orderBy('created_at')
      .orderBy('id')
      .limit(limit)
      .execute();
    return [...pending, ...abandoned].sort(byAge).slice(0, limit).map(fromOutboxRow);
  }

  async staleCards(now: EpochMs, limit: number): Promise<readonly OutboxItem[]> {
    const rows = await this.#db
      .selectFrom('outbox')
      .innerJoin('moments', 'moments.id', 'outbox.moment_id')
      .selectAll('outbox')
      .where('outbox.edit_due_at', '<=', now)
      .where('outbox.state', '=', 'delivered')
      .where('moments.started_at', '>', now - editableMs)
      .whereRef('moments.revision', '>', 'outbox.posted_revision')
      .orderBy('outbox.edit_due_at')
      .orderBy('outbox.id')
      .limit(limit)
      .execute();
    return rows.map(fromOutboxRow);
  }

  async markSending(id: string, now: EpochMs): Promise<void> {
    await this.#db
      .updateTable('outbox')
      .set((eb) => ({ state: 'sending', attempts: eb('attempts', '+', 1), sender: this.#sender, sending_since: now }))
      .where('id', '=', id)
      .where('state', 'in', ['pending', 'sending'])
      .execute();
  }

  async markDelivered(
    id: string,
    posted: { readonly channelId: string; readonly messageId: string; readonly revision: number },
  ): Promise<void> {
    await this.#db
      .updateTable('outbox')
      .set((eb) => ({
        state: 'delivered',
        posted_channel_id: posted.channelId,
        posted_message_id: posted.messageId,
        posted_revision: posted.revision,
        last_error: null,
        // The moment may have gone on while the card was under way.
        edit_due_at: eb
          .case()
          .when(revisionOf(eb), '>', posted.revision)
          .then(eb.ref('next_attempt_at'))
          .else(null)
          .end(),
      }))
      .where('id', '=', id)
      .execute();
  }

  async markRetry(id: string, nextAttemptAt: EpochMs, error: string): Promise<void> {
    await this.#db
      .updateTable('outbox')
      .set((eb) => ({
        state: eb.case().when('state', '=', 'delivered').then('delivered').else('pending').end(),
        edit_due_at: eb.case().when('state', '=', 'delivered').then(nextAttemptAt).else(null).end(),
        next_attempt_at: nextAttemptAt,
        last_error: error.slice(0, errorCharactersMax),
      }))
      .where('id', '=', id)
      .where('state', '!=', 'dead')
      .execute();
  }

  async markEdited(id: string, revision: number, nextEditAt: EpochMs): Promise<void> {
    await this.#db
      .updateTable('outbox')
      .set((eb) => ({
        posted_revision: revision,
        next_attempt_at: nextEditAt,
        edit_due_at: eb.case().when(revisionOf(eb), '>', revision).then(nextEditAt).else(null).end(),
        last_error: null,
      }))
      .where('id', '=', id)
      .where('state', '=', 'delivered')
      .execute();
  }

  async markDead(id: string, error: string): Promise<void> {
    await this.#db
      .updateTable('outbox')
      .set({ state: 'dead', last_error: error.slice(0, errorCharactersMax), edit_due_at: null })
      .where('id', '=', id)
      .execute();
  }

  async lastAlertAt(): Promise<ReadonlyMap<string, EpochMs>> {
    const rows = await this.#db
      .selectFrom('outbox')
      .select((eb) => ['track_id', eb.fn.max('created_at').as('at')])
      .groupBy('track_id')
      .execute();
    return new Map(rows.map((row) => [row.track_id, row.at]));
  }

  async counts(): Promise<{ readonly pending: number; readonly dead: number }> {
    const rows = await this.#db
      .selectFrom('outbox')
      .select((eb) => ['state', eb.fn.countAll<number>().as('count')])
      .where('state', 'in', ['pending', 'sending', 'dead'])
      .groupBy('state')
      .execute();
    const of = (...states: string[]): number =>
      rows.reduce((sum, row) => sum + (states.includes(row.state) ? row.count : 0), 0);
    return { pending: of('pending', 'sending'), dead: of('dead') };
  }

  /** Takes up to `limit` cards whose moment is too old for an edit out of the line for edits; the number taken. */
  async settleCards(now: EpochMs, limit: number): Promise<number> {
    const { numUpdatedRows } = await this.#db
      .updateTable('outbox')
      .set({ edit_due_at: null })
      .where((eb) =>
        eb(
          'id',
          'in',
          eb
            .selectFrom('outbox')
            .innerJoin('moments', 'moments.id', 'outbox.moment_id')
            .select('outbox.id')
            .where('outbox.edit_due_at', '<=', now)
            .where('moments.started_at', '<=', now - editableMs)
            .limit(limit),
        ),
      )
      .executeTakeFirstOrThrow();
    return Number(numUpdatedRows);
  }

  /** Deletes alerts that ended before `before`, at most `limit`; the number deleted. */
  async prune(before: EpochMs, limit: number): Promise<number> {
    const { numDeletedRows } = await this.#db
      .deleteFrom('outbox')
      .where((eb) =>
        eb(
          'id',
          'in',
          eb
            .selectFrom('outbox')
            .select('id')
            .where('state', 'in', ['delivered', 'dead'])
            .where('created_at', '<', before)
            .limit(limit),
        ),
      )
      .executeTakeFirstOrThrow();
    return Number(numDeletedRows);
  }
}

/** The present revision of the moment of the alert that is being updated. */
function revisionOf(eb: ExpressionBuilder<Schema, 'outbox'>) {
  return eb.selectFrom('moments').select('moments.revision').whereRef('moments.id', '=', 'outbox.moment_id');
}

function byAge(a: OutboxRow, b: OutboxRow): number {
  return a.created_at - b.created_at || (a.id < b.id ? -1 : 1);
}

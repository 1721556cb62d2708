import type { Kysely, Transaction } from 'kysely';
import type { ChannelName, EpochMs } from '../../domain/chat-event.ts';
import type { Mark } from '../../domain/desk.ts';
import type { MomentId } from '../../domain/hype-moment.ts';
import type { MarkStore } from '../../domain/ports/desk.ts';
import type { RetractionIndex } from '../messages/retraction-index.ts';
import { raiseRevisions } from '../moments/revision.ts';
import type { MarkRow, Schema } from '../schema.ts';
import { forgetMarks } from './forget-marks.ts';

/** The most that one look gives. */
const marksMax = 1_000;

export class SqlMarkStore implements MarkStore {
  readonly #db: Kysely<Schema>;
  readonly #retracted: RetractionIndex;

  constructor(db: Kysely<Schema>, retracted: RetractionIndex) {
    this.#db = db;
    this.#retracted = retracted;
  }

  /** A mark already known is left alone, and one whose Twitch author was forgotten meanwhile does not return. */
  async add(mark: Mark): Promise<void> {
    await this.#db.transaction().execute(async (trx) => {
      // Judged inside the transaction: a wish to be forgotten that came while we waited for it counts too.
      if (mark.source === 'chat' && this.#retracted.hasForgotten(mark.authorId, mark.at)) return;
      const { numInsertedOrUpdatedRows } = await trx
        .insertInto('marks')
        .values(toRow(mark))
        .onConflict((conflict) => conflict.column('id').doNothing())
        .executeTakeFirstOrThrow();
      if (numInsertedOrUpdatedRows === 1n) await touch(trx, [mark.momentId], mark.guildId);
    });
  }

  /** A mark that another moment had moves to this one; the cards of both follow. Unknown marks are left out. */
  async attach(markIds: readonly string[], momentId: MomentId): Promise<void> {
    if (markIds.length === 0) return;
    await this.#db.transaction().execute(async (trx) => {
      const marks = await trx
        .selectFrom('marks')
        .select(['id', 'guild_id', 'moment_id'])
        .where('id', 'in', markIds)
        .where((eb) => eb.or([eb('moment_id', 'is', null), eb('moment_id', '!=', momentId)]))
        .execute();
      if (marks.length === 0) return;
      await trx
        .updateTable('marks')
        .set({ moment_id: momentId })
        .where(
          'id',
          'in',
          marks.map((mark) => mark.id),
        )
        .execute();
      for (const [guildId, ofGuild] of Map.groupBy(marks, (mark) => mark.guild_id)) {
        await touch(trx, [momentId, ...ofGuild.map((mark) => mark.moment_id)], guildId);
      }
    });
  }

  async between(channel: ChannelName, guildId: string | null, from: EpochMs, to: EpochMs): Promise<readonly Mark[]> {
    const rows = await this.#seenBy(guildId)
      .where('channel', '=', channel)
      .where('at', '>=', from)
      .where('at', '<', to)
      .execute();
    return rows.map(fromRow);
  }

  async ofMoment(momentId: MomentId, guildId: string | null): Promise<readonly Mark[]> {
    const rows = await this.#seenBy(guildId).where('moment_id', '=', momentId).execute();
    return rows.map(fromRow);
  }

  async forgetAuthor(authorId: string): Promise<number> {
    let marks = 0;
    for (;;) {
      const slice = await this.#db.transaction().execute((trx) => forgetMarks(trx, authorId, ['chat', 'discord']));
      marks += slice.marks;
      if (slice.settled) return marks;
    }
  }

  #seenBy(guildId: string | null) {
    return this.#db
      .selectFrom('marks')
      .selectAll()
      .where((eb) => eb.or([eb('guild_id', 'is', null), eb('guild_id', '=', guildId)]))
      .orderBy('at')
      .orderBy('id')
      .limit(marksMax);
  }
}

/** @param guildId whose cards show the marks, null for every guild's */
async function touch(
  trx: Transaction<Schema>,
  momentIds: readonly (MomentId | null)[],
  guildId: string | null,
): Promise<void> {
  const known = new Set(momentIds.filter((id) => id !== null));
  await raiseRevisions(trx, [...known], guildId);
}

function toRow(mark: Mark): MarkRow {
  return {
    id: mark.id,
    channel: mark.channel,
    source: mark.source,
    guild_id: mark.guildId,
    author_id: mark.authorId,
    author_name: mark.authorName,
    note: mark.note,
    at: mark.at,
    moment_id: mark.momentId,
  };
}

function fromRow(row: MarkRow): Mark {
  return {
    id: row.id,
    channel: row.channel,
    source: row.source as Mark['source'],
    guildId: row.guild_id,
    authorId: row.author_id,
    authorName: row.author_name,
    note: row.note,
    at: row.at,
    momentId: row.moment_id,
  };
}

import type { Kysely, Transaction } from 'kysely';
import type { ChannelName, EpochMs } from '../../domain/chat-event.ts';
import { UserError } from '../../domain/command.ts';
import type { DeskEntry, DeskStatus, Precision, Vote, VoteTally } from '../../domain/desk.ts';
import type { MomentId } from '../../domain/hype-moment.ts';
import type { DeskStore } from '../../domain/ports/desk.ts';
import { raiseRevisions } from '../moments/revision.ts';
import type { Schema } from '../schema.ts';
import { fromDeskRow, toDeskRow, untouched } from './desk-rows.ts';

/** What a guild's members said of moments, and who works on them. Only that guild's cards follow. */
export class SqlDeskStore implements DeskStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  /** @throws UserError when the moment is no longer stored */
  async vote(momentId: MomentId, guildId: string, userId: string, vote: Vote, at: EpochMs): Promise<DeskEntry> {
    return this.#db.transaction().execute(async (trx) => {
      await refuseUnknown(trx, momentId);
      const cast = await trx
        .selectFrom('votes')
        .select('vote')
        .where('moment_id', '=', momentId)
        .where('guild_id', '=', guildId)
        .where('user_id', '=', userId)
        .executeTakeFirst();
      if (cast?.vote === vote) {
        await trx
          .deleteFrom('votes')
          .where('moment_id', '=', momentId)
          .where('guild_id', '=', guildId)
          .where('user_id', '=', userId)
          .execute();
      } else {
        await trx
          .insertInto('votes')
          .values({ moment_id: momentId, guild_id: guildId, user_id: userId, vote, at })
          .onConflict((conflict) => conflict.columns(['moment_id', 'guild_id', 'user_id']).doUpdateSet({ vote, at }))
          .execute();
      }
      const entry = await readEntry(trx, momentId, guildId);
      return put(trx, { ...entry, votes: await countVotes(trx, momentId, guildId) }, at);
    });
  }

  /**
   * A moment that somebody works on or has finished is theirs; one that was given up is anybody's again.
   * @returns null when it is somebody else's
   * @throws UserError when the moment is no longer stored
   */
  async setStatus(
    momentId: MomentId,
    guildId: string,
    status: DeskStatus,
    userId: string,
    at: EpochMs,
  ): Promise<DeskEntry | null> {
    return this.#db.transaction().execute(async (trx) => {
      await refuseUnknown(trx, momentId);
      const entry = await readEntry(trx, momentId, guildId);
      const isTheirs = entry.status === 'claimed' || entry.status === 'done';
      if (isTheirs && entry.claimedBy !== null && entry.claimedBy !== userId) return null;
      const claimedBy = claimerAfter(entry, status, userId);
      if (entry.status === status && entry.claimedBy === claimedBy) return entry;
      return put(trx, { ...entry, status, claimedBy }, at);
    });
  }

  async entry(momentId: MomentId, guildId: string): Promise<DeskEntry> {
    return readEntry(this.#db, momentId, guildId);
  }

  async entries(momentIds: readonly MomentId[], guildId: string): Promise<ReadonlyMap<MomentId, DeskEntry>> {
    if (momentIds.length === 0) return new Map();
    const rows = await this.#db
      .selectFrom('desk_entries')
      .selectAll()
      .where('moment_id', 'in', momentIds)
      .where('guild_id', '=', guildId)
      .execute();
    return new Map(rows.map((row) => [row.moment_id, fromDeskRow(row)]));
  }

  async precision(channel: ChannelName, guildId: string, last: number): Promise<Precision> {
    const rows = await this.#db
      .selectFrom('moments')
      .innerJoin('desk_entries', 'desk_entries.moment_id', 'moments.id')
      .select(['clip_votes', 'not_votes', 'duplicate_votes'])
      .where('moments.channel', '=', channel)
      .where('desk_entries.guild_id', '=', guildId)
      .where((eb) => eb.or([eb('clip_votes', '>', 0), eb('not_votes', '>', 0), eb('duplicate_votes', '>', 0)]))
      .orderBy('moments.started_at', 'desc')
      .orderBy('moments.id', 'desc')
      .limit(Math.max(0, last))
      .execute();
    const kept = rows.filter((row) => row.clip_votes > row.not_votes + row.duplicate_votes);
    return { judged: rows.length, kept: kept.length };
  }
}

/** Who has the moment after `userId` put it to `status`. */
function claimerAfter(entry: DeskEntry, status: DeskStatus, userId: string): string | null {
  if (status === 'claimed') return userId;
  return status !== 'open' && entry.claimedBy === userId ? userId : null;
}

async function refuseUnknown(trx: Transaction<Schema>, momentId: MomentId): Promise<void> {
  const known = await trx.selectFrom('moments').select('id').where('id', '=', momentId).executeTakeFirst();
  if (known !== undefined) return;
  throw new UserError('This moment is no longer stored, so nothing more can be noted about it.');
}

async function readEntry(db: Kysely<Schema>, momentId: MomentId, guildId: string): Promise<DeskEntry> {
  const row = await db
    .selectFrom('desk_entries')
    .selectAll()
    .where('moment_id', '=', momentId)
    .where('guild_id', '=', guildId)
    .executeTakeFirst();
  return row === undefined ? untouched(momentId, guildId) : fromDeskRow(row);
}

async function countVotes(trx: Transaction<Schema>, momentId: MomentId, guildId: string): Promise<VoteTally> {
  const rows = await trx
    .selectFrom('votes')
    .select((eb) => ['vote', eb.fn.countAll<number>().as('count')])
    .where('moment_id', '=', momentId)
    .where('guild_id', '=', guildId)
    .groupBy('vote')
    .execute();
  const of = (vote: Vote): number => rows.find((row) => row.vote === vote)?.count ?? 0;
  return { clip: of('clip'), not: of('not'), duplicate: of('duplicate') };
}

async function put(trx: Transaction<Schema>, entry: DeskEntry, at: EpochMs): Promise<DeskEntry> {
  const row = toDeskRow(entry, at);
  const { moment_id: _moment, guild_id: _guild, ...changed } = row;
  await trx
    .insertInto('desk_entries')
    .values(row)
    .onConflict((conflict) => conflict.columns(['moment_id', 'guild_id']).doUpdateSet(changed))
    .execute();
  await raiseRevisions(trx, [entry.momentId], entry.guildId);
  return entry;
}

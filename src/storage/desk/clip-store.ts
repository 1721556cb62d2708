import type { Kysely } from 'kysely';
import type { MomentClip } from '../../domain/desk.ts';
import type { MomentId } from '../../domain/hype-moment.ts';
import type { ClipStore } from '../../domain/ports/desk.ts';
import { raiseRevisions } from '../moments/revision.ts';
import type { ClipRow, Schema } from '../schema.ts';

const unfinishedMax = 1_000;
const problemCharactersMax = 500;

/** Twitch clips, at most one a moment. */
export class SqlClipStore implements ClipStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  async save(clip: MomentClip): Promise<void> {
    const row = toRow(clip);
    const { moment_id: _moment, ...changed } = row;
    await this.#db.transaction().execute(async (trx) => {
      await trx
        .insertInto('clips')
        .values(row)
        .onConflict((conflict) => conflict.column('moment_id').doUpdateSet(changed))
        .execute();
      await raiseRevisions(trx, [clip.momentId]);
    });
  }

  async ofMoment(momentId: MomentId): Promise<MomentClip | null> {
    const row = await this.#db.selectFrom('clips').selectAll().where('moment_id', '=', momentId).executeTakeFirst();
    return row === undefined ? null : fromRow(row);
  }

  async unfinished(): Promise<readonly MomentClip[]> {
    const rows = await this.#db
      .selectFrom('clips')
      .selectAll()
      .where('state', '=', 'creating')
      .orderBy('at')
      .limit(unfinishedMax)
      .execute();
    return rows.map(fromRow);
  }
}

function toRow(clip: MomentClip): ClipRow {
  return {
    moment_id: clip.momentId,
    channel: clip.channel,
    state: clip.state,
    clip_id: clip.clipId,
    url: clip.url,
    account: clip.account,
    problem: clip.problem?.slice(0, problemCharactersMax) ?? null,
    at: clip.at,
  };
}

function fromRow(row: ClipRow): MomentClip {
  return {
    momentId: row.moment_id,
    channel: row.channel,
    state: row.state as MomentClip['state'],
    clipId: row.clip_id,
    url: row.url,
    account: row.account,
    problem: row.problem,
    at: row.at,
  };
}

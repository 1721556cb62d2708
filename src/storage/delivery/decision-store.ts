import type { Kysely } from 'kysely';
import { DECISION_KINDS, type DeliveryDecision } from '../../domain/alert.ts';
import type { EpochMs } from '../../domain/chat-event.ts';
import type { DecisionStore } from '../../domain/ports/stores.ts';
import type { DecisionRow, Schema } from '../schema.ts';

/** Decisions kept of each track; the oldest go first. */
const decisionsPerTrackMax = 200;
const recentMax = 1_000;
const detailCharactersMax = 500;

export class SqlDecisionStore implements DecisionStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  async append(decision: DeliveryDecision): Promise<void> {
    await this.#db.transaction().execute(async (trx) => {
      await trx.insertInto('decisions').values(toRow(decision)).execute();
      await trx
        .deleteFrom('decisions')
        .where('guild_id', '=', decision.guildId)
        .where('track_id', '=', decision.trackId)
        .where('seq', '<=', (eb) =>
          eb
            .selectFrom('decisions')
            .select('seq')
            .where('guild_id', '=', decision.guildId)
            .where('track_id', '=', decision.trackId)
            .orderBy('seq', 'desc')
            .limit(1)
            .offset(decisionsPerTrackMax),
        )
        .execute();
    });
  }

  async recent(guildId: string, trackId: string | null, limit: number): Promise<readonly DeliveryDecision[]> {
    const rows = await this.#db
      .selectFrom('decisions')
      .selectAll()
      .where('guild_id', '=', guildId)
      .$if(trackId !== null, (query) => query.where('track_id', '=', trackId ?? ''))
      .orderBy('seq', 'desc')
      .limit(Math.min(limit, recentMax))
      .execute();
    return rows.map(fromRow);
  }

  /** Deletes decisions made before `before`, at most `limit`; the number deleted. */
  async prune(before: EpochMs, limit: number): Promise<number> {
    const { numDeletedRows } = await this.#db
      .deleteFrom('decisions')
      .where((eb) => eb('seq', 'in', eb.selectFrom('decisions').select('seq').where('at', '<', before).limit(limit)))
      .executeTakeFirstOrThrow();
    return Number(numDeletedRows);
  }
}

function toRow(decision: DeliveryDecision): Omit<DecisionRow, 'seq'> {
  return {
    guild_id: decision.guildId,
    track_id: decision.trackId,
    channel: decision.channel,
    moment_id: decision.momentId,
    at: decision.at,
    kind: decision.kind,
    reason: decision.reason,
    detail: decision.detail.slice(0, detailCharactersMax),
  };
}

function fromRow(row: Omit<DecisionRow, 'seq'>): DeliveryDecision {
  const kind = DECISION_KINDS.find((known) => known === row.kind);
  if (kind === undefined) throw new Error(`a stored decision has the unknown kind "${row.kind}"`);
  return {
    guildId: row.guild_id,
    trackId: row.track_id,
    channel: row.channel,
    momentId: row.moment_id,
    at: row.at,
    kind,
    reason: row.reason,
    detail: row.detail,
  };
}

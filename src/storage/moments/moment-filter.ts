import type { ExpressionBuilder, ExpressionWrapper, Kysely, SqlBool } from 'kysely';
import type { MomentFilter } from '../../domain/ports/stores.ts';
import { VOTE_COLUMNS } from '../desk/desk-rows.ts';
import type { Schema } from '../schema.ts';

type Condition = ExpressionWrapper<Schema, 'moments', SqlBool>;

/** @throws Error when `status` or `claimedBy` names no guild: what one guild did is no other's business */
export function matchingMoments(db: Kysely<Schema>, filter: MomentFilter) {
  const { since, until, category, streamId, minScore } = filter;
  return db
    .selectFrom('moments')
    .where('channel', 'in', [...new Set(filter.channels)])
    .$if(since !== undefined, (query) => query.where('started_at', '>=', since ?? 0))
    .$if(until !== undefined, (query) => query.where('started_at', '<', until ?? 0))
    .$if(category !== undefined, (query) => query.where('category', '=', category ?? ''))
    .$if(streamId !== undefined, (query) => query.where('stream_id', '=', streamId ?? ''))
    .$if(minScore !== undefined, (query) => query.where('peak_score', '>=', minScore ?? 0))
    .where((eb) => eb.and(deskConditions(eb, filter)));
}

function deskConditions(eb: ExpressionBuilder<Schema, 'moments'>, filter: MomentFilter): readonly Condition[] {
  const { guildId, status, claimedBy, voted } = filter;
  const conditions: Condition[] = [];
  if (voted !== undefined) conditions.push(eb.exists(votedEntry(eb, voted)));
  if (status === undefined && claimedBy === undefined) return conditions;
  if (guildId === undefined) throw new Error('a filter by status or claim names no guild');
  const entry = deskEntry(eb, guildId);
  if (claimedBy !== undefined) conditions.push(eb.exists(entry.where('claimed_by', '=', claimedBy)));
  if (status === 'open') conditions.push(eb.not(eb.exists(entry.where('status', '!=', 'open'))));
  else if (status !== undefined) conditions.push(eb.exists(entry.where('status', '=', status)));
  return conditions;
}

function votedEntry(eb: ExpressionBuilder<Schema, 'moments'>, voted: NonNullable<MomentFilter['voted']>) {
  const columns = voted.vote === undefined ? Object.values(VOTE_COLUMNS) : [VOTE_COLUMNS[voted.vote]];
  return deskEntry(eb, voted.guildId).where((entry) => entry.or(columns.map((column) => entry(column, '>', 0))));
}

/** The guild's desk for the moment at hand. */
function deskEntry(eb: ExpressionBuilder<Schema, 'moments'>, guildId: string) {
  return eb
    .selectFrom('desk_entries')
    .select('desk_entries.moment_id')
    .whereRef('desk_entries.moment_id', '=', 'moments.id')
    .where('desk_entries.guild_id', '=', guildId);
}

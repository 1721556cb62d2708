import { NO_VOTES, type DeskEntry, type DeskStatus, type Vote } from '../../domain/desk.ts';
import type { MomentId } from '../../domain/hype-moment.ts';
import type { DeskRow } from '../schema.ts';

/** The column that counts each vote. */
export const VOTE_COLUMNS = {
  clip: 'clip_votes',
  not: 'not_votes',
  duplicate: 'duplicate_votes',
} as const satisfies Record<Vote, keyof DeskRow>;

/** The desk of a guild that did nothing with the moment. */
export function untouched(momentId: MomentId, guildId: string): DeskEntry {
  return { momentId, guildId, status: 'open', claimedBy: null, votes: NO_VOTES };
}

export function fromDeskRow(row: Omit<DeskRow, 'changed_at'>): DeskEntry {
  return {
    momentId: row.moment_id,
    guildId: row.guild_id,
    status: row.status as DeskStatus,
    claimedBy: row.claimed_by,
    votes: { clip: row.clip_votes, not: row.not_votes, duplicate: row.duplicate_votes },
  };
}

export function toDeskRow(entry: DeskEntry, changedAt: number): DeskRow {
  return {
    moment_id: entry.momentId,
    guild_id: entry.guildId,
    status: entry.status,
    claimed_by: entry.claimedBy,
    changed_at: changedAt,
    clip_votes: entry.votes.clip,
    not_votes: entry.votes.not,
    duplicate_votes: entry.votes.duplicate,
  };
}

import type { DeskEntry, DeskStatus, Vote } from '../domain/desk.ts';
import type { HypeMoment } from '../domain/hype-moment.ts';
import type { MomentFilter, MomentStore, Page } from '../domain/ports/stores.ts';
import type { GuildDesk } from './guild-desk.ts';

/** What a guild made of a moment, as a search can ask for it. */
export interface DeskQuery {
  /** By the guild's members: with this vote, with any, or with none at all. */
  readonly voted?: Vote | 'any' | 'none';
  /** By this Discord user, by anyone, or by nobody. */
  readonly claimed?: { readonly by: string } | 'anyone' | 'nobody';
  readonly status?: DeskStatus;
}

export interface FoundMoments extends Page<HypeMoment> {
  /** False when there were more moments than a search looks through; `total` counts what it found in the newest. */
  readonly complete: boolean;
}

/** Where a guild's search looks. */
export interface SearchedStores {
  readonly moments: Pick<MomentStore, 'list'>;
  readonly desk: GuildDesk;
  readonly guildId: string;
}

/** Newest first; where the store cannot tell, so many moments are looked through. */
export const SEARCHED_MAX = 5_000;
const BATCH = 500;

/** Moments by what they are and by what the guild made of them, newest first. */
export async function searchMoments(
  { moments, desk, guildId }: SearchedStores,
  filter: MomentFilter,
  query: DeskQuery,
  limit: number,
  offset: number,
): Promise<FoundMoments> {
  // Whoever takes a moment up leaves their name on it until it is open again.
  const isImpossible = query.claimed === 'nobody' && (query.status ?? 'open') !== 'open';
  if (isImpossible) return { items: [], total: 0, complete: true };
  const asked = { ...filter, ...storeFilter(query, guildId) };
  // What was not done has no row that a store could look up.
  if (query.voted !== 'none' && query.claimed !== 'anyone') {
    return { ...(await moments.list(asked, limit, offset)), complete: true };
  }
  const found: HypeMoment[] = [];
  for (let searched = 0; ; searched += BATCH) {
    const page = await moments.list(asked, BATCH, searched);
    const entries = await desk.entries(page.items);
    found.push(...page.items.filter(({ id }) => fits(entries.get(id) ?? null, query)));
    const complete = searched + BATCH >= page.total;
    if (complete || searched + BATCH >= SEARCHED_MAX) {
      return { items: found.slice(offset, offset + limit), total: found.length, complete };
    }
  }
}

function storeFilter({ voted, claimed, status }: DeskQuery, guildId: string): Partial<MomentFilter> {
  const vote = voted === 'any' || voted === 'none' || voted === undefined ? null : voted;
  return {
    guildId,
    ...(vote !== null && { voted: { guildId, vote } }),
    ...(voted === 'any' && { voted: { guildId } }),
    ...(status !== undefined && { status }),
    ...(claimed === 'nobody' && { status: 'open' as const }),
    ...(typeof claimed === 'object' && { claimedBy: claimed.by }),
  };
}

function fits(entry: DeskEntry | null, { voted, claimed }: DeskQuery): boolean {
  const votes = entry === null ? 0 : Object.values(entry.votes).reduce((sum, count) => sum + count, 0);
  if (voted === 'none' && votes > 0) return false;
  return claimed !== 'anyone' || (entry?.claimedBy ?? null) !== null;
}

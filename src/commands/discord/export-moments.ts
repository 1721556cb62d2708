import type { HypeMoment } from '../../domain/hype-moment.ts';
import type { GuildMomentQuery, GuildView } from '../guild-view.ts';

/** What one file holds; of more, the newest are kept. */
export const EXPORT_MOMENTS_MAX = 10_000;
const MOMENTS_PER_READ = 1000;

/** Up to the limit, newest first, read piece by piece so that no answer of the store grows large. */
export async function newestMoments(
  guild: GuildView,
  query: GuildMomentQuery,
): Promise<{ readonly moments: readonly HypeMoment[]; readonly total: number }> {
  const moments: HypeMoment[] = [];
  let total = 0;
  while (moments.length < EXPORT_MOMENTS_MAX) {
    const limit = Math.min(MOMENTS_PER_READ, EXPORT_MOMENTS_MAX - moments.length);
    const page = await guild.moments(query, limit, moments.length);
    total = page.total;
    moments.push(...page.items);
    if (page.items.length === 0 || moments.length >= total) break;
  }
  return { moments, total };
}

import type { MomentCategory } from '../../domain/hype-moment.ts';
import { REACTION_CATEGORIES } from './reactions.ts';

/** Reactions of known meaning below which a moment is `mixed`. */
const KNOWN_MIN = 4;
/** Share of them that one category needs. */
const LEADING_SHARE = 0.4;

/** The kind of eruption, from reactions counted per {@link REACTION_CATEGORIES}. */
export function leadingCategory(counts: ArrayLike<number>): MomentCategory {
  let total = 0;
  let best = 0;
  for (let i = 0; i < REACTION_CATEGORIES.length; i++) {
    total += counts[i] ?? 0;
    if ((counts[i] ?? 0) > (counts[best] ?? 0)) best = i;
  }
  const leads = total >= KNOWN_MIN && (counts[best] ?? 0) >= LEADING_SHARE * total;
  return leads ? (REACTION_CATEGORIES[best] ?? 'mixed') : 'mixed';
}

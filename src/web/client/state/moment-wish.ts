import type { MomentCategory } from '../../../domain/hype-moment.ts';
import type { Moment } from '../read/live.ts';

/** Which moments somebody wants to see. Empty fields do not narrow. */
export interface MomentWish {
  /** None: all. */
  readonly categories: ReadonlySet<MomentCategory>;
  /** Least strength, times what is usual. */
  readonly multiplierMin: number;
  /** Part of an emote's name, in any case. */
  readonly emote: string;
}

export const EVERY_MOMENT: MomentWish = { categories: new Set(), multiplierMin: 0, emote: '' };

export function matching(moments: readonly Moment[], wish: MomentWish): readonly Moment[] {
  const emote = wish.emote.trim().toLowerCase();
  return moments.filter(
    (moment) =>
      (wish.categories.size === 0 || wish.categories.has(moment.category)) &&
      moment.multiplier >= wish.multiplierMin &&
      (emote === '' || moment.top_emotes.some(([name]) => name.toLowerCase().includes(emote))),
  );
}

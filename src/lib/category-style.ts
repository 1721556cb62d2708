import type { MomentCategory } from '../domain/hype-moment.ts';

export interface CategoryStyle {
  readonly word: string;
  readonly emoji: string;
  /** `#RRGGBB` */
  readonly color: string;
}

/**
 * How each category is shown on cards, charts and terminals. A colour never stands alone: the word and the emoji say
 * the same. Colours: Okabe and Ito, "Color Universal Design" (2008), distinguishable with any kind of colour vision.
 */
export const CATEGORY_STYLE: Readonly<Record<MomentCategory, CategoryStyle>> = {
  funny: { word: 'Funny', emoji: '😂', color: '#F0E442' },
  hype: { word: 'Hype', emoji: '🔥', color: '#E69F00' },
  shock: { word: 'Shock', emoji: '😱', color: '#56B4E9' },
  sad: { word: 'Sad', emoji: '😢', color: '#0072B2' },
  rage: { word: 'Rage', emoji: '😡', color: '#D55E00' },
  love: { word: 'Love', emoji: '💜', color: '#CC79A7' },
  mixed: { word: 'Mixed', emoji: '⚡', color: '#009E73' },
};

/** `#RRGGBB` as the number Discord takes for an accent. */
export function colorNumber(color: string): number {
  return Number.parseInt(color.slice(1), 16);
}

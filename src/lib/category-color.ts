import type { MomentCategory } from '../domain/hype-moment.ts';

/** `#RRGGBB` of each category, the same on cards, charts and pages. A word or sign always stands beside it. */
const COLORS: Readonly<Record<MomentCategory, string>> = {
  funny: '#F5C542',
  hype: '#FF7A45',
  shock: '#A78BFA',
  sad: '#5B9BF0',
  rage: '#F25555',
  love: '#F06EB5',
  mixed: '#3FC1B0',
};

export function categoryColor(category: MomentCategory): string {
  return COLORS[category];
}

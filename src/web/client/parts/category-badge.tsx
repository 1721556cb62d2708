import type { MomentCategory } from '../../../domain/hype-moment.ts';
import { CATEGORY_STYLE } from '../../../lib/category-style.ts';

/** A category in colour, picture and word; the colour never stands alone. */
export function CategoryBadge({ category }: { readonly category: MomentCategory }) {
  const { word, emoji, color } = CATEGORY_STYLE[category];
  return (
    <span className="category" style={{ borderColor: color }}>
      <span aria-hidden="true">{emoji}</span> {word}
    </span>
  );
}

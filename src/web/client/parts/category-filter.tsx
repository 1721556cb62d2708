import type { MomentCategory } from '../../../domain/hype-moment.ts';
import { CATEGORY_STYLE } from '../../../lib/category-style.ts';

export interface CategoryFilterProps {
  readonly categories: readonly MomentCategory[];
  /** None: all are shown. */
  readonly chosen: ReadonlySet<MomentCategory>;
  readonly onChange: (chosen: ReadonlySet<MomentCategory>) => void;
}

/** A switch for each kind of moment. */
export function CategoryFilter({ categories, chosen, onChange }: CategoryFilterProps) {
  return (
    <div className="chips" role="group" aria-label="Kinds of moments">
      {categories.map((category) => {
        const isChosen = chosen.has(category);
        const { emoji, word } = CATEGORY_STYLE[category];
        return (
          <button
            key={category}
            type="button"
            aria-pressed={isChosen}
            onClick={() =>
              onChange(new Set(isChosen ? [...chosen].filter((other) => other !== category) : [...chosen, category]))
            }
          >
            <span aria-hidden="true">{emoji}</span>
            {word}
          </button>
        );
      })}
    </div>
  );
}

import { EXAMPLES_WANTED, LABEL_CATEGORIES, type LabelCategory, type LabelCounts } from '../domain/privacy.ts';

export const CATEGORY_NAMES: Readonly<Record<LabelCategory, string>> = {
  pos: 'positive',
  neu: 'neutral',
  neg: 'negative',
};

/** "12 positive · 40 neutral · 3 negative". */
export function countsText(counts: LabelCounts): string {
  return LABEL_CATEGORIES.map((category) => `${counts[category]} ${CATEGORY_NAMES[category]}`).join(' · ');
}

/** Categories with fewer examples than advised, and how many are missing. */
export function missingExamples(counts: LabelCounts): ReadonlyMap<LabelCategory, number> {
  return new Map(
    LABEL_CATEGORIES.filter((category) => counts[category] < EXAMPLES_WANTED).map((category) => [
      category,
      EXAMPLES_WANTED - counts[category],
    ]),
  );
}

/** "88 positive and 97 negative more make 100 of each"; null where nothing is missing. */
export function missingText(counts: LabelCounts): string | null {
  const parts = [...missingExamples(counts)].map(([category, missing]) => `${missing} ${CATEGORY_NAMES[category]}`);
  if (parts.length === 0) return null;
  const last = parts.pop() ?? '';
  const list = parts.length === 0 ? last : `${parts.join(', ')} and ${last}`;
  return `${list} more make ${EXAMPLES_WANTED} of each`;
}

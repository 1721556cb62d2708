import type { HypeMoment } from '../../domain/hype-moment.ts';

/**
 * Everything of a moment that a card or its chart shows, as one text: two moments with the same text look the same.
 * Points of contributions and the detector's name are for programs only.
 */
export function cardFace(moment: HypeMoment): string {
  const { detector: _detector, contributions, discounts, ...shown } = moment;
  return JSON.stringify([
    Object.entries(shown).sort(([a], [b]) => (a < b ? -1 : 1)),
    contributions.map((contribution) => contribution.text),
    discounts.map((discount) => discount.text),
  ]);
}

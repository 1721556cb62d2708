import { expect, test } from 'vitest';
import { moment, NOON, quote } from '../../../tests/contract/storage/builders.ts';
import { cardFace } from './card-face.ts';

test('does not depend on the order in which a moment lists its fields', () => {
  const turned = Object.fromEntries(Object.entries(moment()).reverse()) as unknown as ReturnType<typeof moment>;
  expect(cardFace(turned)).toBe(cardFace(moment()));
});

test.each([
  { phase: 'ended' as const },
  { endedAt: NOON + 60_000 },
  { peakVelocity: 99 },
  { category: 'sad' as const },
  { quotes: [quote(1)] },
  { quotes: [quote(2), quote(1)] },
  { topEmotes: [] },
  { discounts: [] },
])('differs with %o', (change) => {
  expect(cardFace(moment(change))).not.toBe(cardFace(moment()));
});

test.each([
  { detector: 'sigma' as const },
  { contributions: moment().contributions.map((each) => ({ ...each, kind: 'x', points: 0 })) },
])('is the same with %o', (change) => {
  expect(cardFace(moment(change))).toBe(cardFace(moment()));
});

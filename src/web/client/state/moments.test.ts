import { expect, test } from 'vitest';
import { intensity, mergeMoments, MOMENTS_MAX } from './moments.ts';
import { matching, EVERY_MOMENT } from './moment-wish.ts';
import { aMoment } from './testing.ts';

const ids = (moments: readonly { readonly id: string }[]): string[] => moments.map(({ id }) => id);

test('newest first, each once', () => {
  const merged = mergeMoments([aMoment('a', 1), aMoment('c', 3)], [aMoment('b', 2), aMoment('a', 1)]);
  expect(ids(merged)).toEqual(['c', 'b', 'a']);
});

test('an older answer does not reopen a moment, and a known link stays', () => {
  const ended = aMoment('a', 1, { phase: 'ended', vod_url: 'https://www.twitch.tv/videos/1?t=1s' });
  expect(mergeMoments([ended], [aMoment('a', 1)])).toEqual([ended]);
  const later = aMoment('a', 1, { phase: 'ended', multiplier: 9 });
  expect(mergeMoments([ended], [later])[0]).toMatchObject({ multiplier: 9, vod_url: ended.vod_url });
});

test('the list is bounded and keeps the newest', () => {
  const many = Array.from({ length: 400 }, (_, index) => aMoment(`m${index}`, index));
  const merged = mergeMoments([], many);
  expect(merged).toHaveLength(MOMENTS_MAX);
  expect(merged[0]?.id).toBe('m399');
});

test.each([
  [0, 0],
  [1, 0],
  [5, 0.5],
  [21, 0.833],
])('%d times usual is an intensity of %d', (multiplier, expected) => {
  expect(intensity(aMoment('a', 0, { multiplier }))).toBeCloseTo(expected, 3);
});

test('wishes narrow together; empty ones do not', () => {
  const moments = [
    aMoment('a', 3, { category: 'funny', multiplier: 2 }),
    aMoment('b', 2, { multiplier: 8, top_emotes: [['catJAM', 1]] }),
    aMoment('c', 1, { multiplier: 8 }),
  ];
  expect(ids(matching(moments, EVERY_MOMENT))).toEqual(['a', 'b', 'c']);
  expect(ids(matching(moments, { ...EVERY_MOMENT, categories: new Set(['hype']) }))).toEqual(['b', 'c']);
  expect(ids(matching(moments, { ...EVERY_MOMENT, multiplierMin: 5, emote: ' catj' }))).toEqual(['b']);
});

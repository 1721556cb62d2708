import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Emote } from '../../../domain/emote.ts';
import { idleEmotes, risingEmotes } from './emote-trends.ts';

const counts = (uses: Record<string, number>) => Object.entries(uses).map(([name, times]) => ({ name, uses: times }));
const anEmote = (name: string, overrides: Partial<Emote> = {}): Emote => {
  return {
    id: name,
    name,
    provider: '7tv',
    imageUrl: '',
    animated: false,
    zeroWidth: false,
    scope: 'channel',
    ...overrides,
  };
};

describe('risingEmotes', () => {
  test.each([
    ['a larger share', { A: 100, B: 900 }, { A: 20, B: 900 }, ['A']],
    ['new', { A: 50, B: 900 }, { B: 900 }, ['A']],
    ['the surest first', { A: 120, B: 300, C: 900 }, { A: 30, B: 30, C: 900 }, ['B', 'A']],
    ['everything twice as often is a longer stream', { A: 200, B: 2_000 }, { A: 100, B: 1_000 }, []],
    ['more, but not by half', { A: 140, B: 860 }, { A: 100, B: 900 }, []],
    ['too few uses to say', { A: 19, B: 900 }, { B: 900 }, []],
    ['chance', { A: 24, B: 976 }, { A: 15, B: 985 }, []],
  ])('%s', (_what, uses, before, rising) => {
    expect(risingEmotes(counts(uses), counts(before))?.map(({ name }) => name)).toEqual(rising);
  });

  test.each([
    ['now', { A: 99 }, { A: 1_000 }],
    ['before', { A: 1_000 }, { A: 99 }],
    ['before, because nobody watched', { A: 1_000 }, {}],
  ])('too few emotes %s: nothing is said', (_when, uses, before) => {
    expect(risingEmotes(counts(uses), counts(before))).toBeNull();
  });

  test('nothing rises against the same chat', () => {
    const uses = fc.dictionary(fc.string(), fc.integer({ min: 1, max: 10_000 }));
    fc.assert(fc.property(uses, (same) => void expect(risingEmotes(counts(same), counts(same)) ?? []).toEqual([])));
  });
});

describe('idleEmotes', () => {
  test('only the own ones, by provider, those of most emotes first', () => {
    const emotes = [
      anEmote('Global', { scope: 'global' }),
      anEmote('Ttv', { provider: 'bttv' }),
      anEmote('B'),
      anEmote('A'),
      anEmote('Often'),
      anEmote('Seldom'),
    ];
    expect(idleEmotes(emotes, counts({ Often: 90, Seldom: 2, Global: 0, TwitchOwn: 5 }))).toEqual([
      {
        provider: '7tv',
        total: 4,
        unused: ['A', 'B'],
        seldom: [{ name: 'Seldom', uses: 2 }],
      },
      { provider: 'bttv', total: 1, unused: ['Ttv'], seldom: [] },
    ]);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { packSet, patchSet, pictureUrl, readPackedSet, unpackSet, type EmoteEntry } from './emote-set.ts';

const anEmote = (name: string, id = name): EmoteEntry => {
  return { id, name, animated: false, zeroWidth: false, imageUrl: null };
};
const NOTHING = { added: [], removed: [], renamed: [] };
const names = (entries: readonly EmoteEntry[]): string[] => entries.map(({ name }) => name).sort();

test('a packed set holds what was packed', () => {
  const entry = fc.record({
    id: fc.stringMatching(/^[\w-]{1,64}$/),
    name: fc.stringMatching(/^[!-~é😀]{1,50}$/u),
    animated: fc.boolean(),
    zeroWidth: fc.boolean(),
    imageUrl: fc.option(fc.constant('https://cdn.example/1.webp')),
  });
  fc.assert(
    fc.property(fc.array(entry), (entries) => {
      const stored: unknown = JSON.parse(JSON.stringify(packSet(entries)));
      expect(unpackSet(readPackedSet(stored)!)).toEqual(entries);
    }),
  );
});

test.each([
  [null],
  ['[]'],
  [[['id', 'two words', 0]]],
  [[['../id', 'name', 0]]],
  [[['id', 'name', 4]]],
  [[['id', 'name', 0, 7]]],
  [[['id', 'name', 0, 'https://a', 'more']]],
])('what was not packed here is not unpacked: %j', (value) => {
  expect(readPackedSet(value)).toBeNull();
});

describe('patchSet', () => {
  const before = [anEmote('A'), anEmote('B'), anEmote('C')];

  test.each([
    ['adds', { added: [anEmote('D')] }, ['A', 'B', 'C', 'D']],
    ['removes', { removed: ['B', 'unknown'] }, ['A', 'C']],
    ['renames', { renamed: [{ id: 'B', name: 'Z' }] }, ['A', 'C', 'Z']],
    ['replaces what is there', { added: [anEmote('AA', 'A')] }, ['AA', 'B', 'C']],
    ['gives a taken name to the newcomer', { added: [anEmote('A', 'new')] }, ['A', 'B', 'C']],
    ['ignores the renaming of what is not there', { renamed: [{ id: 'x', name: 'Z' }] }, ['A', 'B', 'C']],
  ])('%s', (_what, patch, expected) => {
    expect(names(patchSet(before, { ...NOTHING, ...patch }, 10))).toEqual(expected);
  });

  test('keeps the bound of a set', () => {
    expect(patchSet(before, { ...NOTHING, added: [anEmote('D')] }, 3)).toHaveLength(3);
  });

  test('the same change twice is one change', () => {
    const patch = { added: [anEmote('D')], removed: ['A'], renamed: [{ id: 'B', name: 'Z' }] };
    const once = patchSet(before, patch, 10);
    expect(patchSet(once, patch, 10)).toEqual(once);
  });
});

test.each([
  ['https://cdn.7tv.app/emote/x/1x.webp', 'https://cdn.7tv.app/emote/x/1x.webp'],
  ['//cdn.7tv.app/emote/x/1x.webp', 'https://cdn.7tv.app/emote/x/1x.webp'],
  ['http://cdn.7tv.app/x', null],
  ['javascript:alert(1)', null],
  ['/1x.webp', null],
  ['', null],
  [`https://a.b/${'x'.repeat(200)}`, null],
])('pictureUrl(%s)', (address, expected) => {
  expect(pictureUrl(address)).toBe(expected);
});

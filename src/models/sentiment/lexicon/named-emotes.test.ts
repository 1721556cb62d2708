import { expect, test } from 'vitest';
import { NAMED_EMOTES_MAX, NamedEmotes } from './named-emotes.ts';
import { exactHash } from './text-hash.ts';

function unseen(named: NamedEmotes): string[] {
  const names: string[] = [];
  named.eachUnseen((name) => names.push(name));
  return names;
}

test('knows the emotes of its message only, and which of them did not come up', () => {
  const named = new NamedEmotes();
  named.set(['LUL', 'Kappa', 'LUL']);
  expect(named.sees(exactHash('LUL'))).toBe(true);
  expect(named.sees(exactHash('lul'))).toBe(false);
  expect(unseen(named)).toEqual(['Kappa']);
  named.set(['PogChamp']);
  expect(named.sees(exactHash('Kappa'))).toBe(false);
  expect(unseen(named)).toEqual(['PogChamp']);
  named.set([]);
  expect(named.sees(exactHash('PogChamp'))).toBe(false);
  expect(unseen(named)).toEqual([]);
});

test('keeps to its limit', () => {
  const named = new NamedEmotes();
  named.set(Array.from({ length: 10_000 }, (_, i) => `emote${i}`));
  expect(unseen(named)).toHaveLength(NAMED_EMOTES_MAX);
  expect(named.sees(exactHash('emote0'))).toBe(true);
  expect(named.sees(exactHash(`emote${NAMED_EMOTES_MAX}`))).toBe(false);
});

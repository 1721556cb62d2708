import { expect, test } from 'vitest';
import { createWordFilter } from './word-filter.ts';

test('hides emotes by their whole name and texts by any part, whatever the case', () => {
  const filter = createWordFilter(['monkaS', 'Spoiler']);
  expect(['MONKAS', 'monkaSTEER', 'spoiler'].map((name) => filter.hidesName(name))).toEqual([true, false, true]);
  expect(filter.hidesText('Chat SPOILERS the end.')).toBe(true);
  expect(filter.hidesText('Chat laughs.')).toBe(false);
});

test('hides nothing where nothing is to be hidden', () => {
  const filter = createWordFilter([]);
  expect(filter.hidesName('KEKW')).toBe(false);
  expect(filter.hidesText('')).toBe(false);
});

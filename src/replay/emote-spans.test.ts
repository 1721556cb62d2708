import { expect, test } from 'vitest';
import { locateEmotes } from './emote-spans.ts';

test.each<[string, string[], [string, number, number][]]>([
  [
    'Kappa hi Kappa',
    ['Kappa', 'Kappa'],
    [
      ['Kappa', 0, 5],
      ['Kappa', 9, 14],
    ],
  ],
  // The order of the list does not matter, that of the text does.
  [
    'LUL then Kappa',
    ['Kappa', 'LUL'],
    [
      ['LUL', 0, 3],
      ['Kappa', 9, 14],
    ],
  ],
  // Only whole words.
  ['Kappas Kappa', ['Kappa'], [['Kappa', 7, 12]]],
  // More uses than the text has: counted, with an empty span at its end.
  [
    'Kappa',
    ['Kappa', 'Kappa'],
    [
      ['Kappa', 0, 5],
      ['Kappa', 5, 5],
    ],
  ],
  ['', ['Kappa'], [['Kappa', 0, 0]]],
  ['😀 Kappa', ['Kappa'], [['Kappa', 3, 8]]],
  ['nothing', [], []],
])('%j with %j', (text, names, expected) => {
  expect(locateEmotes(text, names).map(({ name, start, end }) => [name, start, end])).toEqual(expected);
});

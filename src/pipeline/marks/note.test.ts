import { expect, test } from 'vitest';
import { authorNameOf, noteOf } from './note.ts';

test.each([
  ['two\nlines\u202e and\u0000 tricks ', 'two lines and tricks'],
  ['   ', ''],
  ['x'.repeat(300), `${'x'.repeat(199)}…`],
  ['😂'.repeat(300), `${'😂'.repeat(199)}…`],
])('a note is one bounded line', (text, note) => {
  expect(noteOf(text)).toBe(note);
});

test('an author has a name', () => {
  expect(authorNameOf('\u200b\u200b')).toBe('somebody');
  expect(authorNameOf('y'.repeat(99))).toHaveLength(40);
});

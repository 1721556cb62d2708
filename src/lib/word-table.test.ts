import fc from 'fast-check';
import { expect, test } from 'vitest';
import { WordTable } from './word-table.ts';

function scan(table: WordTable, text: string, other: WordTable | null = null): [string, number][] {
  const found: [string, number][] = [];
  table.scan(text, other, (word, start) => found.push([word, start]));
  return found;
}

test('finds whole words only, with their places', () => {
  const table = new WordTable(['KEKW', 'Pog', 'monkaS', 'two words', '']);
  expect(table.size).toBe(3);
  expect(scan(table, 'KEKW KEKWait  Pog monkas monkaS')).toEqual([
    ['KEKW', 0],
    ['Pog', 14],
    ['monkaS', 25],
  ]);
});

test('looks into a second table too, and finds a word of both once', () => {
  const everywhere = new WordTable(['Pog', 'KEKW']);
  const own = new WordTable(['ninjaHype', 'KEKW']);
  expect(scan(own, 'KEKW ninjaHype Pog x', everywhere)).toEqual([
    ['KEKW', 0],
    ['ninjaHype', 5],
    ['Pog', 15],
  ]);
  expect(scan(everywhere, 'ninjaHype')).toEqual([]);
});

test.each([[[]], [['', ' ', 'a b']]])('a table without usable words finds nothing: %j', (words) => {
  expect(scan(new WordTable(words), 'a b  c')).toEqual([]);
});

test('equals splitting the text at spaces, for any words and tables', () => {
  const word = fc.string({ minLength: 1, maxLength: 3, unit: fc.constantFrom('a', 'b', 'B', '😀', 'é') });
  fc.assert(
    fc.property(fc.array(word), fc.array(word), fc.array(fc.oneof(word, fc.constant(''))), (own, shared, parts) => {
      const known = new Set([...own, ...shared]);
      let start = 0;
      const expected: [string, number][] = [];
      for (const part of parts) {
        if (known.has(part)) expected.push([part, start]);
        start += part.length + 1;
      }
      expect(scan(new WordTable(own), parts.join(' '), new WordTable(shared))).toEqual(expected);
    }),
  );
});

test('thousands of words are all found, and only they', () => {
  const names = Array.from({ length: 5_000 }, (_, i) => `emote${i}`);
  const table = new WordTable([...names, ...names]);
  expect(table.size).toBe(5_000);
  expect(scan(table, names.join(' '))).toHaveLength(5_000);
  expect(scan(table, names.map((name) => `${name}x`).join(' '))).toEqual([]);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columnsOf, cutColumns, harmless, padColumns, wrapColumns } from './text-columns.ts';

describe('columns', () => {
  test.each([
    ['abc', 3],
    ['', 0],
    ['臭臭泥', 6],
    ['a😂b', 4],
    ['👍🏽', 2],
    ['❤️', 2],
    ['e\u0301', 1],
    ['“x”', 3],
    ['한글', 4],
  ])('%j takes %d', (text, columns) => {
    expect(columnsOf(text)).toBe(columns);
  });

  test('padding and cutting give the exact width or less, wherever the cut falls', () => {
    const text = fc
      .array(fc.constantFrom('a', ' ', '臭', '😂', '👍🏽', 'é'), { maxLength: 40 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 30 }), (whole, columns) => {
        expect(columnsOf(padColumns(whole, columns))).toBe(columns);
        expect(columnsOf(cutColumns(whole, columns))).toBeLessThanOrEqual(columns);
        for (const line of wrapColumns(whole, columns)) expect(columnsOf(line)).toBeLessThanOrEqual(columns);
        expect(wrapColumns(whole, columns).join('').replaceAll(' ', '')).toBe(whole.replaceAll(' ', ''));
      }),
    );
  });

  test('nothing in a text can move the cursor', () => {
    expect(harmless('a\u001b[2Jb\r\nc\u009b5A\u202ed')).toBe('a [2Jb c 5A d');
  });
});

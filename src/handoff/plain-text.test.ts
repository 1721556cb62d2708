import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainText, xmlText } from './plain-text.ts';

test.each([
  ['two\r\nlines\u2028and\u0085more', 'two lines and more'],
  ['\u202eright\u202c to left', 'right to left'],
  ['half \ud83d of one', 'half \ufffd of one'],
  ['\u0000\u0007\ufffe\uffff  ', ''],
  ['👨‍👩‍👧 Ärger 漢字', '👨‍👩‍👧 Ärger 漢字'],
  ['a'.repeat(600), `${'a'.repeat(49)}…`],
])('%j', (text, expected) => {
  expect(plainText(text, 50)).toBe(expected);
});

test('whatever comes in, one short line of XML characters comes out', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.integer({ min: 1, max: 60 }), (text, max) => {
      const plain = plainText(text, max);
      expect(Array.from(plain).length).toBeLessThanOrEqual(max);
      expect(plain).not.toMatch(/[\p{Cc}\u2028\u2029\ufffe\uffff]/u);
      expect(plain.isWellFormed()).toBe(true);
      expect(xmlText(plain)).not.toMatch(/[<>"'\n]|&(?!(amp|lt|gt|quot|apos|#10);)/);
    }),
  );
});

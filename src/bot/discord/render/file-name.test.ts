import fc from 'fast-check';
import { expect, test } from 'vitest';
import { safeFileName } from './file-name.ts';

test.each([
  ['chart.png', 'chart.png'],
  ['../../etc/passwd', 'etc_passwd'],
  ['näme with spaces.csv', 'n_me_with_spaces.csv'],
  ['', 'file'],
  ['...', 'file'],
  ['😂.png', 'file.png'],
])('%s becomes %s', (name, expected) => {
  expect(safeFileName(name)).toBe(expected);
});

test('a name is never given twice', () => {
  expect(safeFileName('a.png', new Set(['a.png', 'a-1.png']))).toBe('a-2.png');
});

test('any name becomes a short and plain one', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), (name) => /^[A-Za-z0-9-][A-Za-z0-9._-]{0,69}$/.test(safeFileName(name))),
  );
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LineSplitter } from './lines.ts';

function split(bytes: Buffer, cuts: readonly number[], lineBytesMax = 1_000) {
  const lines: [number, string][] = [];
  const overlong: number[] = [];
  const splitter = new LineSplitter(lineBytesMax, {
    line: (text, number) => lines.push([number, text]),
    overlong: (number) => overlong.push(number),
  });
  let from = 0;
  for (const cut of [...cuts, bytes.length]) {
    const to = Math.max(from, Math.min(cut, bytes.length));
    splitter.push(bytes.subarray(from, to));
    from = to;
  }
  splitter.end();
  return { lines, overlong };
}

describe('LineSplitter', () => {
  test('gives the same lines wherever the bytes are cut, also inside a character', () => {
    const text = fc
      .array(fc.constantFrom('a', 'é', '😀', '\n', '\r\n', 'bc'), { maxLength: 60 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, fc.array(fc.nat(200), { maxLength: 8 }), (whole, cuts) => {
        const expected = whole
          .split('\n')
          .map((line, index): [number, string] => [index + 1, line.replace(/\r$/, '')])
          .filter(([, line]) => line !== '');
        expect(
          split(
            Buffer.from(whole),
            cuts.toSorted((a, b) => a - b),
          ).lines,
        ).toEqual(expected);
      }),
    );
  });

  test('reports a line over the limit by its number and goes on behind it', () => {
    const bytes = Buffer.from(`one\n${'x'.repeat(50)}\nthree`);
    for (const cuts of [[], [10], [10, 20, 30, 40, 50]]) {
      expect(split(bytes, cuts, 20)).toEqual({
        lines: [
          [1, 'one'],
          [3, 'three'],
        ],
        overlong: [2],
      });
    }
  });

  test('keeps a line of exactly the limit', () => {
    expect(split(Buffer.from('12345\n123456\n'), [3], 5)).toEqual({ lines: [[1, '12345']], overlong: [2] });
  });

  test('reports an unfinished line over the limit at the end', () => {
    expect(split(Buffer.from('x'.repeat(50)), [5, 30], 20).overlong).toEqual([1]);
  });
});

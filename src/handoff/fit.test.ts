import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstThatFits, highest } from './fit.ts';

test('the last pieces that fit, and not one more', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), fc.nat(3), fc.nat(200), (pieces, separator, bytesMax) => {
      const bytes = (from: number): number =>
        pieces.slice(from).reduce((sum, piece) => sum + Buffer.byteLength(piece) + separator, 0);
      const from = firstThatFits(pieces, separator, bytesMax);
      expect(bytes(from)).toBeLessThanOrEqual(bytesMax);
      if (from > 0) expect(bytes(from - 1)).toBeGreaterThan(bytesMax);
    }),
  );
  expect(firstThatFits(['a'], 0, -1)).toBe(1);
});

test('the highest, in their own order', () => {
  expect(highest([3, 9, 1, 9, 5], 3, (n) => n)).toEqual([9, 9, 5]);
  expect(highest([1, 1, 1].entries().toArray(), 2, () => 0).map(([i]) => i)).toEqual([0, 1]);
  expect(highest([1, 2], 5, (n) => n)).toEqual([1, 2]);
});

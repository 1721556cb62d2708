import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isWhole, moved, within, zoomed, type Span } from './zoom.ts';

const whole: Span = { from: 1_000, to: 15_400 };

describe('a span of a stream', () => {
  test('zooms in about its middle, not nearer than five minutes', () => {
    expect(zoomed(whole, whole, 0.5)).toEqual({ from: 4_600, to: 11_800 });
    const nearest = zoomed({ from: 5_000, to: 5_300 }, whole, 0.5);
    expect(nearest.to - nearest.from).toBe(300);
  });

  test('zooms out to the whole and no further', () => {
    expect(isWhole(zoomed({ from: 2_000, to: 12_000 }, whole, 2), whole)).toBe(true);
  });

  test('moves by half its length and stops at the ends', () => {
    expect(moved({ from: 1_000, to: 2_000 }, whole, 1)).toEqual({ from: 1_500, to: 2_500 });
    expect(moved({ from: 1_000, to: 2_000 }, whole, -1)).toEqual({ from: 1_000, to: 2_000 });
    expect(moved({ from: 14_900, to: 15_400 }, whole, 1)).toEqual({ from: 14_900, to: 15_400 });
  });

  test('never leaves the stream and keeps its length', () => {
    const number = fc.double({ min: -1e5, max: 1e5, noNaN: true });
    fc.assert(
      fc.property(number, fc.double({ min: 1, max: 14_000, noNaN: true }), (from, length) => {
        const span = within({ from, to: from + length }, whole);
        expect(span.from).toBeGreaterThanOrEqual(whole.from);
        expect(span.to).toBeLessThanOrEqual(whole.to + 1e-6);
        expect(span.to - span.from).toBeCloseTo(length, 3);
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CHART_VALUES_MAX, highest, resample, resampleFactor } from './resample.ts';

describe('resample', () => {
  test.each([
    ['short series stay as they are', [1, 2, 3], 1, [1, 2, 3]],
    ['spikes survive', [1, 9, 1, 1], 2, [9, 1]],
    ['a last short run counts', [1, 2, 3], 2, [2, 3]],
    ['unknown values do not hide known ones', [Number.NaN, 4], 2, [4]],
    ['a run without a known value is unknown', [Number.NaN, Number.NaN, 1, 1], 2, [Number.NaN, 1]],
  ])('%s', (_, values, factor, expected) => {
    expect(resample(values, factor)).toEqual(expected);
  });

  test('any length becomes short enough and keeps its highest value', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 5000 }),
        (values) => {
          const short = resample(values, resampleFactor(values.length));
          expect(short.length).toBeLessThanOrEqual(CHART_VALUES_MAX);
          expect(highest(short)).toBe(highest(values));
        },
      ),
    );
  });
});

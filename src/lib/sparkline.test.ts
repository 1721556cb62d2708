import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sparkline } from './sparkline.ts';

describe('sparkline', () => {
  test.each([
    ['nothing to show', [], 10, ''],
    ['a ramp uses every block', [0, 1, 2, 3, 4, 5, 6, 7], 8, '▁▂▃▄▅▆▇█'],
    ['silence stays at the bottom', [0, 0, 0], 3, '▁▁▁'],
    ['a short series is not stretched', [1, 1], 10, '██'],
    ['a spike survives the merging', [0, 0, 0, 9, 0, 0, 0, 0], 2, '█▁'],
    ['negative and missing values count as nothing', [-5, Number.NaN, Number.POSITIVE_INFINITY, 2], 4, '▁▁▁█'],
    ['no room', [1, 2, 3], 0, ''],
  ])('%s', (_, values, width, expected) => {
    expect(sparkline(values, width)).toBe(expected);
  });

  test('never wider than asked, made of blocks only, and the highest value reaches the top', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.001, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 400 }),
        fc.integer({ min: 1, max: 80 }),
        (values, width) => {
          const line = sparkline(values, width);
          expect(line.length).toBe(Math.min(width, values.length));
          expect(line).toMatch(/^[▁▂▃▄▅▆▇█]+$/);
          expect(line).toContain('█');
        },
      ),
    );
  });
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gaugePlace, paceOf } from './gauge-scale.ts';

test.each([
  [0, 'normal'],
  [49.99, 'normal'],
  [50, 'fast'],
  [100, 'fast'],
  [100.01, 'extreme'],
])('%d messages a second are %s', (velocity, pace) => {
  expect(paceOf(velocity)).toBe(pace);
});

test('the needle stays on the scale and never goes back while chat speeds up', () => {
  const speed = fc.double({ min: -10, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(speed, speed, (one, other) => {
      const [slow, fast] = one < other ? [one, other] : [other, one];
      expect(gaugePlace(slow)).toBeLessThanOrEqual(gaugePlace(fast));
      expect(gaugePlace(one)).toBeGreaterThanOrEqual(0);
      expect(gaugePlace(one)).toBeLessThanOrEqual(1);
    }),
  );
});

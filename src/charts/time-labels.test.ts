import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { timeLabels } from './time-labels.ts';

function shown(steps: number, stepSeconds: number, originSecond: number, originLabel?: string): string[] {
  const axis = { from: 0, stepSeconds, origin: originSecond * 1000, velocity: new Array<number>(steps).fill(0) };
  return timeLabels(originLabel === undefined ? axis : { ...axis, originLabel }).filter((label) => label !== '');
}

describe('time labels', () => {
  test('a moment counts in minutes and seconds from its start', () => {
    expect(shown(180, 1, 100)).toEqual(['−1:30', '−1:00', '−0:30', '0:00', '+0:30', '+1:00']);
  });

  test('hours count back from now', () => {
    expect(shown(361, 60, 360 * 60, 'now')).toEqual(['−6h', '−5h', '−4h', '−3h', '−2h', '−1h', 'now']);
  });

  test('half hours in between are written out', () => {
    expect(shown(181, 60, 180 * 60, 'now')).toEqual(['−3h', '−2h30m', '−2h', '−1h30m', '−1h', '−30m', 'now']);
  });

  test('an origin outside the picture gets no label', () => expect(shown(10, 1, 1000)).not.toContain('0:00'));
  test('one value is enough', () => expect(shown(1, 1, 0)).toEqual(['0:00']));

  test('always one label a value, few of them filled, none twice', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2000 }),
        fc.integer({ min: 1, max: 900 }),
        fc.integer({ min: -5000, max: 5000 }),
        (steps, stepSeconds, origin) => {
          const labels = timeLabels({
            from: 0,
            stepSeconds,
            origin: origin * 1000,
            velocity: new Array<number>(steps).fill(0),
          });
          const filled = labels.filter((label) => label !== '');
          expect(labels).toHaveLength(steps);
          expect(filled.length).toBeLessThanOrEqual(8);
          expect(new Set(filled).size).toBe(filled.length);
        },
      ),
    );
  });
});

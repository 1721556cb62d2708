import { describe, expect, test } from 'vitest';
import { checkDescription } from './check-description.ts';
import { aChart } from './testing.ts';

describe('check of a description', () => {
  test('a sound one passes', () => expect(() => checkDescription(aChart())).not.toThrow());
  test('parts without values pass', () => {
    expect(() => checkDescription(aChart({ baselineMean: [], baselineStd: [], threshold: [] }))).not.toThrow();
  });

  test.each([
    ['no values', { velocity: [], baselineMean: [], baselineStd: [], threshold: [] }],
    ['too many values', { velocity: new Array<number>(2_001).fill(1) }],
    ['rows of different length', { threshold: [1, 2, 3] }],
    ['a value out of this world', { velocity: [1, Number.POSITIVE_INFINITY] }],
    ['a picture too large', { width: 20_000 }],
    ['a picture too small', { height: 10 }],
    ['half a pixel', { width: 560.5 }],
    ['too many points', { points: new Array<{ at: number; label: string }>(1_001).fill({ at: 0, label: '' }) }],
    ['an area of other length', { areas: [{ color: '#56B4E9', values: [1, 2] }] }],
    ['an area without end', { velocity: [1], areas: [{ color: '#56B4E9', values: [-Infinity] }] }],
    [
      'too many areas',
      { areas: new Array<{ color: string; values: number[] }>(9).fill({ color: '#56B4E9', values: [] }) },
    ],
    ['an axis upside down', { axis: { min: 1, max: -1, step: 0.5 } }],
    ['an axis without steps', { axis: { min: -1, max: 1, step: 0 } }],
    ['an axis of a million lines', { axis: { min: -1, max: 1, step: 1e-6 } }],
    ['an axis from nowhere', { axis: { min: Number.NaN, max: 1, step: 1 } }],
    ['too long a ribbon', { ribbon: new Array(1_001).fill({ from: 0, until: 1, color: '#56B4E9', label: '' }) as [] }],
    ['time that stands still', { stepSeconds: 0 }],
    ['no beginning', { from: Number.NaN }],
  ])('%s: refused', (_, part) => {
    expect(() => checkDescription(aChart(part))).toThrow(RangeError);
  });
});

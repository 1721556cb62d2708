import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MOODS, type Mood } from '../domain/mood.ts';
import { MOOD_STYLE } from '../lib/mood-style.ts';
import { checkDescription } from './check-description.ts';
import { describeMoodChart, type MoodChartInput } from './describe-mood.ts';

const NOON = Date.UTC(2025, 5, 14, 12);
const MINUTE = 60_000;

function aMinute(index: number, overrides: Partial<MoodChartInput['minutes'][number]> = {}) {
  const shares = { positive: 0.5, neutral: 0.4, negative: 0.1 };
  return { minute: NOON + index * MINUTE, messages: 100, score: 0.3, shares, dominant: 'joy' as Mood, ...overrides };
}
const minutes = Array.from({ length: 60 }, (_, i) =>
  i >= 30 && i < 45 ? aMinute(i, { score: -0.4, dominant: 'anger' }) : aMinute(i),
);
const input: MoodChartInput = {
  channel: 'northwind',
  from: NOON,
  to: NOON + 59 * MINUTE,
  minutes,
  moments: [{ peakAt: NOON + 30 * MINUTE, multiplier: 4.25 }],
};

describe('chart of a mood', () => {
  test('a line, two areas, a ribbon in words, moments marked', () => {
    const chart = describeMoodChart(input);
    expect(() => checkDescription(chart)).not.toThrow();
    expect(chart).toMatchObject({
      title: 'northwind · mostly joyful',
      subtitle: 'Mood +0.30 at the end, on average +0.13 · blue: positive, orange: negative',
      stepSeconds: 60,
      originLabel: 'now',
      axis: { max: 1, step: 0.5 },
    });
    expect(chart.velocity[10]).toBeCloseTo(0.3, 1);
    expect(chart.areas?.map(({ values }) => Math.sign(values[10]!))).toEqual([1, -1]);
    expect(chart.ribbon?.map(({ label, color }) => [label, color])).toEqual([
      ['joyful', MOOD_STYLE.joy.color],
      ['angry', MOOD_STYLE.anger.color],
      ['joyful', MOOD_STYLE.joy.color],
    ]);
    expect(chart.points).toEqual([{ at: NOON + 30 * MINUTE, label: '4.3×' }]);
    expect(chart.altText).toBe(
      'Line chart of the mood in the chat of northwind over 60 minutes, from −1 (bad) to +1 (good). ' +
        'On average +0.13, +0.30 at the highest, −0.40 at the lowest. ' +
        '50% of the messages were positive, 10% negative. Mostly joyful, at times angry. 1 hype moment marked.',
    );
  });

  test('a minute without messages is a gap in everything', () => {
    const chart = describeMoodChart({
      ...input,
      minutes: minutes.filter((_, i) => i !== 10).map((one, i) => (i === 20 ? { ...one, messages: 0 } : one)),
    });
    for (const values of [chart.velocity, ...chart.areas!.map((area) => area.values)]) {
      expect(values[10]).toBeNaN();
      expect(values[21]).toBeNaN();
      expect(values[11]).not.toBeNaN();
    }
    expect(chart.ribbon?.filter(({ label }) => label === 'joyful').length).toBe(4);
  });

  test('one enthusiastic message in a silent hour is no peak', () => {
    const chart = describeMoodChart({ ...input, minutes: [aMinute(10, { messages: 1, score: 1 })] });
    expect(chart.velocity[10]).toBeLessThan(0.4);
  });

  test('nothing stored at all can still be drawn', () => {
    const chart = describeMoodChart({ ...input, minutes: [], moments: [] });
    expect(() => checkDescription(chart)).not.toThrow();
    expect(chart).toMatchObject({ title: 'northwind · no chat', baselineMean: [], ribbon: [] });
    expect(chart.altText).toContain('There was no chat.');
  });

  test('a month is cut to its last week, and its ribbon stays readable', () => {
    const month = Array.from({ length: 30 * 24 * 60 }, (_, i) =>
      aMinute(59 - i, { dominant: MOODS[i % MOODS.length]! }),
    );
    const chart = describeMoodChart({ ...input, from: NOON - 30 * 24 * 60 * MINUTE, minutes: month });
    expect(chart.velocity.length).toBeLessThanOrEqual(720);
    expect(chart.ribbon!.length).toBeLessThan(60);
    expect(() => checkDescription(chart)).not.toThrow();
  });

  test('fits its axis and stays sound for any minutes', () => {
    const anyMinute = fc.record({
      minute: fc.integer({ min: -10, max: 200 }).map((i) => NOON + i * MINUTE),
      messages: fc.nat(10_000),
      score: fc.double({ min: -1, max: 1, noNaN: true }),
      shares: fc
        .tuple(fc.double({ min: 0, max: 0.5, noNaN: true }), fc.double({ min: 0, max: 0.5, noNaN: true }))
        .map(([positive, negative]) => ({ positive, negative, neutral: 1 - positive - negative })),
      dominant: fc.constantFrom(...MOODS),
    });
    fc.assert(
      fc.property(fc.array(anyMinute, { maxLength: 100 }), (any) => {
        const chart = describeMoodChart({ ...input, minutes: any });
        expect(() => checkDescription(chart)).not.toThrow();
        for (const value of [...chart.velocity, ...chart.areas!.flatMap(({ values }) => [...values])]) {
          if (Number.isFinite(value)) expect(Math.abs(value)).toBeLessThanOrEqual(chart.axis!.max);
        }
        for (const [i, span] of chart.ribbon!.entries()) {
          expect(span.until).toBeGreaterThan(span.from);
          if (i > 0) expect(span.from).toBeGreaterThanOrEqual(chart.ribbon![i - 1]!.until);
        }
      }),
    );
  });
});

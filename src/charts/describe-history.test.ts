import { describe, expect, test } from 'vitest';
import { checkDescription } from './check-description.ts';
import { describeHistoryChart } from './describe-history.ts';

const NOON = Date.UTC(2025, 5, 14, 12);
const MINUTE = 60_000;
const minutes = Array.from({ length: 60 }, (_, index) => ({
  minute: NOON + index * MINUTE,
  messages: index === 30 ? 900 : 100,
}));
const input = {
  channel: 'northwind',
  from: NOON,
  to: NOON + 59 * MINUTE,
  minutes,
  moments: [{ peakAt: NOON + 30 * MINUTE, multiplier: 4.25 }],
};

describe('chart of history', () => {
  test('one value a minute, counted back from now, moments marked', () => {
    const chart = describeHistoryChart(input);
    expect(() => checkDescription(chart)).not.toThrow();
    expect(chart.velocity).toHaveLength(60);
    expect(chart).toMatchObject({
      stepSeconds: 60,
      originLabel: 'now',
      title: 'northwind · 1 hype moment',
    });
    expect(chart.points).toEqual([{ at: NOON + 30 * MINUTE, label: '4.3×' }]);
    expect(chart.altText).toBe(
      'Line chart of messages a minute in the chat of northwind over 60 minutes. Usually 100, 900 at the highest. ' +
        '1 hype moment marked, the strongest 4.3 times the usual.',
    );
  });

  test('a minute nobody watched is a gap, not silence', () => {
    const chart = describeHistoryChart({ ...input, minutes: minutes.filter((_, index) => index !== 10) });
    expect(chart.velocity[10]).toBeNaN();
    expect(chart.velocity[11]).toBe(100);
  });

  test('nothing stored at all can still be drawn', () => {
    const chart = describeHistoryChart({ ...input, minutes: [], moments: [] });
    expect(() => checkDescription(chart)).not.toThrow();
    expect(chart.subtitle).toBe('Messages a minute: 0 at the highest, usually 0');
  });

  test('moments and minutes outside the picture do not count', () => {
    const chart = describeHistoryChart({ ...input, moments: [{ peakAt: NOON - MINUTE, multiplier: 9 }] });
    expect(chart.points).toEqual([]);
    expect(chart.title).toBe('northwind · 0 hype moments');
  });

  test('a month is cut to its last week', () => {
    const chart = describeHistoryChart({ ...input, from: NOON - 30 * 24 * 60 * MINUTE });
    expect(chart.velocity.length * chart.stepSeconds).toBeLessThanOrEqual(7 * 24 * 3600 + chart.stepSeconds);
    expect(chart.velocity.length).toBeLessThanOrEqual(720);
  });

  test('a stream counts from its start', () => {
    const chart = describeHistoryChart({ ...input, origin: { at: NOON, label: 'start' } });
    expect(chart).toMatchObject({ origin: NOON, originLabel: 'start' });
  });
});

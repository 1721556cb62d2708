import { describe, expect, test } from 'vitest';
import { checkDescription } from './check-description.ts';
import { describeMomentChart } from './describe-moment.ts';
import { CHART_VALUES_MAX } from './resample.ts';
import { sampleMoment, sampleSeries } from './sample-moment.ts';

const moment = sampleMoment();
const series = sampleSeries();

describe('chart of a moment', () => {
  const chart = describeMomentChart({ moment, series });

  test('counts from the start of the moment and can be drawn', () => {
    expect(chart.origin).toBe(moment.startedAt);
    expect(() => checkDescription(chart)).not.toThrow();
  });

  test('names channel, multiplier, peak and usual rate in words', () => {
    expect(chart.title).toBe('northwind · 4.6× usual');
    expect(chart.subtitle).toBe('Messages a second: 42 at the peak, usually 9.2 · 212 chatters');
  });

  test('the alternative text carries the numbers of the picture', () => {
    expect(chart.altText).toBe(
      'Line chart of messages a second in the chat of northwind, from 1:44 before to 1:15 after the moment began. ' +
        'Usual is 9.2, give or take 1.7. An alert needs about 20. Chat peaked at 42, 4.6 times the usual, 0:13 into the moment. ' +
        'It lasted 0:41 (minutes:seconds).',
    );
  });

  test('marks the moment from start to end, and the top of the line', () => {
    expect(chart.markers).toEqual([{ at: moment.startedAt, until: moment.endedAt, label: 'chat erupts' }]);
    const top = series.velocity.indexOf(Math.max(...series.velocity));
    expect(chart.points).toEqual([{ at: series.from + top * 1000, label: '42/s' }]);
  });

  test('a moment that lasts is marked up to the edge and says so', () => {
    const live = describeMomentChart({ moment: { ...moment, phase: 'started', endedAt: null }, series });
    expect(live.markers[0]?.until).toBe(series.from + 179_000);
    expect(live.subtitle).toContain('42 so far');
    expect(live.altText).toContain('still going on');
  });

  test('the dot stays inside a moment although chat was faster before it', () => {
    const velocity = series.velocity.map((rate, second) => (second === 5 ? 90 : rate));
    const later = describeMomentChart({ moment, series: { ...series, velocity } });
    expect(later.points?.[0]?.at).toBeGreaterThan(moment.startedAt);
  });

  test('a very long series is shortened, not refused', () => {
    const long = (values: readonly number[]): number[] =>
      Array.from({ length: 7_200 }, (_, second) => values[second % values.length]!);
    const { from, velocity, baselineMean, baselineStd, score } = series;
    const chartOfHours = describeMomentChart({
      moment,
      series: {
        from,
        velocity: long(velocity),
        baselineMean: long(baselineMean),
        baselineStd: long(baselineStd),
        score: long(score),
      },
    });
    expect(chartOfHours.velocity.length).toBeLessThanOrEqual(CHART_VALUES_MAX);
    expect(chartOfHours.velocity.length * chartOfHours.stepSeconds).toBe(7_200);
  });

  test('an empty series makes a description that is refused when drawn, not a crash here', () => {
    const empty = describeMomentChart({
      moment,
      series: { from: series.from, velocity: [], baselineMean: [], baselineStd: [], score: [] },
    });
    expect(() => checkDescription(empty)).toThrow(RangeError);
  });
});

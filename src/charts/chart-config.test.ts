import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LabelMark } from './chart-marks.ts';
import { chartConfig } from './chart-config.ts';
import { sampleMomentChart } from './sample-moment.ts';
import { aChart } from './testing.ts';

const anyNumbers = fc.array(fc.oneof(fc.double({ min: -1e9, max: 1e9 }), fc.constant(Number.NaN), fc.nat(100)), {
  minLength: 1,
  maxLength: 50,
});

describe('Chart.js configuration', () => {
  test('is data and nothing else: JSON gives back the very same', () => {
    const config = chartConfig(sampleMomentChart('dark'));
    expect(JSON.parse(JSON.stringify(config))).toEqual(config);
  });

  test('stays data for any numbers and any words', () => {
    fc.assert(
      fc.property(anyNumbers, fc.string({ unit: 'binary', maxLength: 300 }), (velocity, title) => {
        const chart = aChart({
          velocity,
          title,
          subtitle: title,
          markers: [{ at: 0, label: title }],
          points: [{ at: 1e12, label: title }],
        });
        const config = chartConfig(chart);
        expect(JSON.parse(JSON.stringify(config))).toEqual(config);
      }),
    );
  });

  test('the axis ends above every line and at a round number', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1e5, noNaN: true }), { minLength: 1, maxLength: 50 }),
        (velocity) => {
          const { max, ticks } = chartConfig(aChart({ velocity })).options!.scales!['y'] as {
            max: number;
            ticks: { stepSize: number };
          };
          expect(max).toBeGreaterThan(Math.max(...velocity, 21));
          const lines = max / ticks.stepSize;
          expect(Math.abs(lines - Math.round(lines))).toBeLessThan(1e-9);
          expect(lines).toBeLessThanOrEqual(5);
        },
      ),
    );
  });

  test('titles are one short line without invisible characters', () => {
    const { title } = chartConfig(aChart({ title: `a\nb\u202e\u200b  c${'x'.repeat(500)}` })).options!.plugins!;
    expect(title?.text).toMatch(/^a b c x*…$|^a b cx*…$/);
    expect(String(title?.text).length).toBeLessThanOrEqual(80);
  });

  test('a gap in the data is a gap in the line', () => {
    expect(chartConfig(aChart({ velocity: [1, Number.NaN, 3] })).data.datasets[0]?.data).toEqual([1, null, 3]);
  });

  test('a chart without usual rate and threshold has one line', () => {
    const chart = aChart({ baselineMean: [], baselineStd: [], threshold: [] });
    expect(chartConfig(chart).data.datasets.map(({ label }) => label)).toEqual(['chat']);
  });
});

describe('a chart with an axis, areas and a ribbon', () => {
  const span = (from: number, until: number, label: string) => ({
    ...{ color: '#cb9e01', label },
    ...{ from: 1e12 + from * 1000, until: 1e12 + until * 1000 },
  });
  const chart = aChart({
    axis: { min: -1.2, max: 1, step: 0.5 },
    velocity: new Array<number>(60).fill(-0.5),
    areas: [{ color: '#56B4E9', values: new Array<number>(60).fill(0.4) }],
    ribbon: [span(0, 30, 'joyful'), span(30, 31, 'angry'), span(31, 59, 'calm')],
    baselineMean: new Array<number>(60).fill(-0.3),
    baselineStd: [],
    threshold: [],
    markers: [],
    points: [],
  });

  test('keeps to its axis and fills areas instead of the line', () => {
    const config = chartConfig(chart);
    expect(JSON.parse(JSON.stringify(config))).toEqual(config);
    expect(config.options!.scales!['y']).toMatchObject({ min: -1.2, max: 1, ticks: { includeBounds: false } });
    expect(config.data.datasets.map(({ label, fill }) => [label, fill])).toEqual([
      ['chat', false],
      ['usual', false],
      ['area 1', 'origin'],
    ]);
  });

  test('the ribbon lies along the lower edge, and only labels that fit are drawn', () => {
    const { annotations } = chartConfig(chart).options!.plugins!.annotation as {
      annotations: readonly { type: string; yMin?: number; yMax?: number }[];
    };
    const boxes = annotations.filter(({ type }) => type === 'box');
    expect(boxes).toHaveLength(3);
    for (const box of boxes) {
      expect(box.yMin).toBe(-1.2);
      expect(box.yMax).toBeLessThan(-0.9);
    }
    expect(labels(chart).map(({ content }) => content)).toEqual(['joyful', 'calm', 'usual']);
  });

  test('the name of a line below 0 stands at the line', () => {
    expect(labels(chart).at(-1)).toMatchObject({ content: 'usual', yValue: -0.3, yAdjust: 0 });
  });
});

function labels(chart: Parameters<typeof chartConfig>[0]): readonly LabelMark[] {
  const { annotations } = chartConfig(chart).options!.plugins!.annotation as {
    annotations: readonly { type: string }[];
  };
  return annotations.filter((mark): mark is LabelMark => mark.type === 'label');
}

describe('labels in the picture', () => {
  test('names of two lines that run close are pushed apart', () => {
    const [usual, alert] = labels(aChart({ threshold: new Array<number>(60).fill(9.5) })).slice(-2);
    expect(usual?.content).toBe('usual');
    expect(usual!.yAdjust - alert!.yAdjust).toBeGreaterThan(10);
  });

  test('names of lines far apart stand at their lines', () => {
    expect(
      labels(aChart())
        .slice(-2)
        .map(({ yAdjust }) => yAdjust),
    ).toEqual([0, 0]);
  });

  test('of two points side by side only the first is labelled', () => {
    const at = 1_000_000_040_000;
    const contents = labels(
      aChart({
        points: [
          { at, label: '4.2×' },
          { at: at + 1000, label: '2.0×' },
        ],
      }),
    ).map(({ content }) => content);
    expect(contents).toContain('4.2×');
    expect(contents).not.toContain('2.0×');
  });

  test.each([
    ['at the right edge', 59, 'end'],
    ['at the left edge', 0, 'start'],
    ['in the middle', 30, 'center'],
  ])('the label of a point %s stays inside', (_, step, anchor) => {
    const [label] = labels(
      aChart({
        points: [{ at: 1e12 + step * 1000, label: '38/s' }],
        markers: [],
        velocity: new Array<number>(60).fill(5),
      }),
    );
    expect(label?.position.x).toBe(anchor);
  });

  test('a marker at the left edge is labelled on its right', () => {
    const [label] = labels(aChart({ markers: [{ at: 1e12, label: 'chat erupts' }] }));
    expect(label).toMatchObject({ content: 'chat erupts', position: { x: 'start' } });
  });
});

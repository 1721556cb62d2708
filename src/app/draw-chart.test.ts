import { describe, expect, test } from 'vitest';
import { sampleMomentChart } from '../charts/sample-moment.ts';
import type { ChartRenderer } from '../domain/chart.ts';
import { drawChart } from './draw-chart.ts';

const PNG = Uint8Array.of(1);
const CHART = sampleMomentChart('dark');

function setUp(render: ChartRenderer['render'] = async () => PNG, timeoutMs = 10_000) {
  const failed: string[] = [];
  const renderer: ChartRenderer = { name: 'local', render, [Symbol.asyncDispose]: async () => undefined };
  const observer = { stageFailed: (stage: string) => void failed.push(stage) };
  return { failed, order: { renderer, observer, what: 'mood-chart', name: 'mood.png', timeoutMs } };
}

describe('a chart', () => {
  test('comes with its name and its words', async () => {
    const { order, failed } = setUp();
    const drawn = await drawChart(order, async () => CHART);
    expect(drawn).toEqual({ png: PNG, name: 'mood.png', altText: CHART.altText });
    expect(failed).toEqual([]);
  });

  test('of nothing is none, and no failure', async () => {
    const { order, failed } = setUp(() => Promise.reject(new Error('must not be drawn')));
    expect(await drawChart(order, async () => null)).toBeNull();
    expect(failed).toEqual([]);
  });

  test.each([
    ['cannot be drawn', setUp(() => Promise.reject(new Error('no canvas'))), async () => CHART],
    ['cannot be described', setUp(), () => Promise.reject(new Error('database is locked'))],
    ['takes too long', setUp(() => new Promise(() => undefined), 1), async () => CHART],
  ])('that %s is told of and left out', async (_, { order, failed }, describeIt) => {
    expect(await drawChart(order, describeIt)).toBeNull();
    expect(failed).toEqual(['mood-chart']);
  });
});

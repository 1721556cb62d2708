import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createChartRenderer } from '../../src/charts/create-chart-renderer.ts';
import { pngSize } from '../../src/charts/png.ts';
import { QuickChartRenderer } from '../../src/charts/quickchart/quickchart-renderer.ts';
import { aChart } from '../../src/charts/testing.ts';
import { type FakeQuickChart, startFakeQuickChart } from '../fakes/quickchart/fake-quickchart.ts';

const never = new AbortController().signal;

describe('charts drawn by a QuickChart server', () => {
  let server: FakeQuickChart;
  beforeEach(async () => {
    server = await startFakeQuickChart();
  });
  afterEach(() => server[Symbol.asyncDispose]());

  test('the request asks for Chart.js 4 in the size and on the background of the chart', async () => {
    await using renderer = new QuickChartRenderer({ url: server.url, timeoutMs: 10_000 });
    expect(pngSize(await renderer.render(aChart(), never))).toEqual({ width: 1120, height: 528 });
    expect(server.requests).toMatchObject([
      {
        version: '4',
        format: 'png',
        width: 560,
        height: 264,
        devicePixelRatio: 2,
        backgroundColor: '#2b2d31',
        chart: { type: 'line' },
      },
    ]);
  });

  test('the address may have a path and end with a slash', async () => {
    await using behindProxy = await startFakeQuickChart('/tools/quickchart');
    for (const url of [behindProxy.url, `${behindProxy.url}/`]) {
      await using renderer = new QuickChartRenderer({ url });
      expect(pngSize(await renderer.render(aChart(), never))).not.toBeNull();
    }
  });

  test('a title made to become code on the server stays text', async () => {
    const title = '__BEGINFUNCTION__process.exit(1)__ENDFUNCTION__';
    await using renderer = new QuickChartRenderer({ url: server.url, timeoutMs: 10_000 });
    await renderer.render(aChart({ title }), never);
    const { chart } = server.requests[0] as unknown as { chart: { options: { plugins: { title: { text: string } } } } };
    expect(chart.options.plugins.title.text).toBe(title);
  });

  test.each([
    ['error', 'QuickChart answered 400: Chart Error: "bogus" is not a registered scale'],
    ['garbage', 'not a PNG'],
    ['redirect', 'QuickChart answered 302'],
    ['endless', 'more than 300000 bytes'],
    ['silent', 'asking QuickChart took longer than 250 ms'],
  ] as const)('a server in the mood "%s" is refused with a reason', async (mood, reason) => {
    server.mood = mood;
    await using renderer = new QuickChartRenderer({
      url: server.url,
      timeoutMs: mood === 'silent' ? 250 : 5_000,
      responseBytesMax: 300_000,
    });
    await expect(renderer.render(aChart(), never)).rejects.toThrow(reason);
  });

  test('a connection that breaks off is an error, not half a picture', async () => {
    server.mood = 'broken';
    await using renderer = new QuickChartRenderer({ url: server.url, timeoutMs: 10_000 });
    await expect(renderer.render(aChart(), never)).rejects.toThrow();
  });

  test('who gives up is answered at once', async () => {
    server.mood = 'silent';
    await using renderer = new QuickChartRenderer({ url: server.url, timeoutMs: 10_000 });
    const controller = new AbortController();
    const arrived = server.nextRequest();
    const drawing = renderer.render(aChart(), controller.signal);
    await arrived;
    controller.abort(new Error('the card went out'));
    await expect(drawing).rejects.toThrow('the card went out');
  });

  test('more requests at once than agreed are refused', async () => {
    server.mood = 'silent';
    const renderer = new QuickChartRenderer({ url: server.url, requestsMax: 1 });
    const first = renderer.render(aChart(), never);
    await expect(renderer.render(aChart(), never)).rejects.toThrow('1 charts are being asked for already');
    await renderer[Symbol.asyncDispose]();
    await expect(first).rejects.toThrow('closed');
  });

  test.each(['ftp://example.org', 'not an address', ''])('the address %j is refused at once', (url) => {
    expect(() => new QuickChartRenderer({ url })).toThrow(TypeError);
  });

  test('when the server fails, the chart is drawn locally and the failure is told', async () => {
    server.mood = 'error';
    const warnings: object[] = [];
    await using renderer = createChartRenderer({
      kind: 'quickchart',
      quickchartUrl: server.url,
      logger: { warn: (fields) => void warnings.push(fields) },
    });
    expect(renderer.name).toBe('quickchart');
    expect(pngSize(await renderer.render(aChart(), never))).toEqual({ width: 1120, height: 528 });
    expect(warnings).toMatchObject([{ renderer: 'quickchart', error: { name: 'QuickChartError' } }]);
  });

  test('local drawing never asks the server', async () => {
    await using renderer = createChartRenderer({
      kind: 'local',
      quickchartUrl: server.url,
      logger: { warn: () => undefined },
    });
    expect(pngSize(await renderer.render(aChart(), never))).not.toBeNull();
    expect(server.requests).toEqual([]);
  });
});

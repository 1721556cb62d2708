import { inflateSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { LocalChartRenderer, type LocalRendererOptions } from '../../src/charts/local/local-chart-renderer.ts';
import { pngSize } from '../../src/charts/png.ts';
import { sampleMomentChart } from '../../src/charts/sample-moment.ts';
import { aChart } from '../../src/charts/testing.ts';

const never = new AbortController().signal;
const warnings: object[] = [];
const log = { warn: (fields: object) => void warnings.push(fields) };

/** A stand-in for the drawing thread, as JavaScript of its own. */
function worker(code: string): URL {
  return new URL(
    `data:text/javascript,${encodeURIComponent(`import { parentPort } from 'node:worker_threads';\n${code}`)}`,
  );
}

const ANSWER = `parentPort.postMessage({ kind: 'drawn', png: new Uint8Array([1]) });`;
const echo = worker(`parentPort.on('message', () => { ${ANSWER} });`);
const silent = worker(`parentPort.on('message', () => {});`);

function rendererWith(options: Partial<LocalRendererOptions>): LocalChartRenderer {
  return new LocalChartRenderer({ log, ...options });
}

interface Picture {
  readonly width: number;
  readonly height: number;
  /** RGB behind one filter byte a row. */
  readonly rows: Uint8Array;
}

/**
 * Reads what our own encoder wrote: one IDAT chunk without filters. Importing the canvas package here would load the
 * fonts of the machine for the whole process, and a chart without its own font would pass.
 */
function decode(png: Uint8Array): Picture {
  const size = pngSize(png)!;
  const bytes = Buffer.from(png);
  const data = bytes.indexOf('IDAT') + 4;
  return { ...size, rows: inflateSync(bytes.subarray(data, data + bytes.readUInt32BE(data - 8))) };
}

/** `#rrggbb` of a real pixel. */
function pixel({ rows, width }: Picture, x: number, y: number): string {
  const at = y * (width * 3 + 1) + 1 + x * 3;
  return `#${Buffer.from(rows.subarray(at, at + 3)).toString('hex')}`;
}

/** The strip of the title, one character a real pixel: ink or background. */
function titleInk(picture: Picture): string {
  let ink = '';
  for (let y = 20; y < 64; y++) {
    for (let x = 0; x < picture.width; x++) ink += pixel(picture, x, y) === '#2b2d31' ? ' ' : '#';
    ink += '\n';
  }
  return ink;
}

/** Logical pixels from the first to the last ink of the title. */
function titleWidth(picture: Picture): number {
  const rows = titleInk(picture)
    .split('\n')
    .filter((row) => row.includes('#'));
  const first = Math.min(...rows.map((row) => row.indexOf('#')));
  return (Math.max(...rows.map((row) => row.lastIndexOf('#'))) - first) / 2;
}

describe('pictures drawn locally', () => {
  const renderer = rendererWith({});
  afterAll(() => renderer[Symbol.asyncDispose]());
  const draw = async (chart = aChart()): Promise<Picture> => decode(await renderer.render(chart, never));

  test.each([
    ['dark', '#2b2d31'],
    ['light', '#ffffff'],
  ] as const)(
    'a %s chart has two pixels a point, its background to the corners and its accent inside',
    async (theme, background) => {
      const picture = await draw(sampleMomentChart(theme));
      expect([picture.width, picture.height]).toEqual([1120, 528]);
      expect([pixel(picture, 0, 0), pixel(picture, 1119, 527)]).toEqual([background, background]);
      const colors = new Set(Array.from({ length: 528 }, (_, y) => pixel(picture, 600, y)));
      expect(colors.size).toBeGreaterThan(5);
    },
  );

  test('text is drawn letter by letter', async () => {
    const [some, other, cyrillic, nothing] = await Promise.all(
      ['AAAA', 'BBBB', 'ЖЖЖЖ', ' '].map(async (title) => titleInk(await draw(aChart({ title })))),
    );
    expect(nothing).not.toContain('#');
    // Letters that a font lacks all look the same: an empty box.
    expect(new Set([some, other, cyrillic, nothing]).size).toBe(4);
  });

  test('text comes from the bundled font, not from one this machine happens to have', async () => {
    const [wide, narrow] = await Promise.all(
      ['MMMMMMMMMMMM', 'iiiiiiiiiiii'].map(async (title) => titleWidth(await draw(aChart({ title })))),
    );
    // Twelve letters of Inter SemiBold at 16 pixels; Regular and the fonts of this machine are 3 pixels off or more.
    expect(Math.abs(wide! - 172.5)).toBeLessThan(1.5);
    expect(Math.abs(narrow! - 49.9)).toBeLessThan(1.5);
  });

  test.each(['×', '–', '−', '…', '·', 'é', 'ß', 'Ω'])('the font has %s', async (sign) => {
    const [drawn, missing] = await Promise.all(
      [sign, '\u{F0000}'].map(async (title) => titleInk(await draw(aChart({ title })))),
    );
    expect(drawn).toContain('#');
    expect(drawn).not.toBe(missing);
  });

  test('the same chart gives the same bytes, also after another one', async () => {
    const first = await renderer.render(aChart(), never);
    await renderer.render(sampleMomentChart('light'), never);
    expect(Buffer.from(await renderer.render(aChart(), never)).equals(Buffer.from(first))).toBe(true);
  });

  test.each([
    ['one value', aChart({ velocity: [3] })],
    ['silence', aChart({ velocity: [0, 0, 0], baselineMean: [0, 0, 0], baselineStd: [0, 0, 0], threshold: [0, 0, 0] })],
    ['nothing known', aChart({ velocity: [Number.NaN, Number.NaN], baselineMean: [], baselineStd: [], threshold: [] })],
    [
      'marks outside the picture',
      aChart({ markers: [{ at: 0, until: 1, label: 'x' }], points: [{ at: 9e15, label: 'y' }] }),
    ],
    ['no marks', aChart({ markers: [], points: [] })],
    ['hostile words', aChart({ title: '\u202e\u0000<script>${1}'.repeat(50), subtitle: '\n\n\u200b' })],
  ])('%s can be drawn', async (_, chart) => {
    expect((await draw(chart)).width).toBe(1120);
  });

  test('a chart that cannot be drawn is refused with a reason and costs no thread', async () => {
    warnings.length = 0;
    await expect(renderer.render(aChart({ width: 0 }), never)).rejects.toThrow('the width of a chart is');
    await expect(renderer.render(aChart({ accent: 'red' }), never)).rejects.toThrow('"red" is not a colour');
    expect((await draw()).width).toBe(1120);
    expect(warnings).toEqual([]);
  });
});

describe('the drawing thread', () => {
  test('charts that find the queue full are refused, the others are drawn', async () => {
    await using renderer = rendererWith({ workerFile: echo, queueItemsMax: 2 });
    const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => renderer.render(aChart(), never)));
    // One is being drawn and two wait.
    expect(outcomes.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'fulfilled',
      'rejected',
      'rejected',
    ]);
    expect(outcomes[4]).toMatchObject({ reason: { name: 'ChartQueueFullError' } });
    expect(await renderer.render(aChart(), never)).toEqual(new Uint8Array([1]));
  });

  test('a thread that dies costs its chart; the next chart gets a new thread', async () => {
    warnings.length = 0;
    const dying = worker(
      `parentPort.on('message', ({ chart }) => { if (chart.title === 'die') process.exit(7); ${ANSWER} });`,
    );
    await using renderer = rendererWith({ workerFile: dying });
    await expect(renderer.render(aChart({ title: 'die' }), never)).rejects.toThrow('it ended with code 7');
    expect(await renderer.render(aChart(), never)).toEqual(new Uint8Array([1]));
    expect(warnings).toMatchObject([{ error: { name: 'WorkerLostError' } }]);
  });

  test('a thread that throws costs its chart', async () => {
    const throwing = worker(
      `parentPort.on('message', ({ chart }) => { if (chart.title === 'throw') throw new Error('no paint'); ${ANSWER} });`,
    );
    await using renderer = rendererWith({ workerFile: throwing });
    const failed = await renderer.render(aChart({ title: 'throw' }), never).catch((error: unknown) => error);
    expect(failed).toMatchObject({ name: 'WorkerLostError', cause: { message: 'no paint' } });
    expect(await renderer.render(aChart(), never)).toEqual(new Uint8Array([1]));
  });

  test('a thread that hangs in a loop is ended after the timeout', async () => {
    const hanging = worker(`parentPort.on('message', ({ chart }) => { while (chart.title === 'hang'); ${ANSWER} });`);
    await using renderer = rendererWith({ workerFile: hanging, drawTimeoutMs: 300 });
    const outcomes = await Promise.allSettled(
      ['hang', 'fine'].map((title) => renderer.render(aChart({ title }), never)),
    );
    expect(outcomes).toMatchObject([{ status: 'rejected', reason: { name: 'TimeoutError' } }, { status: 'fulfilled' }]);
  });

  test('a thread that cannot start fails each chart with the reason', async () => {
    await using renderer = rendererWith({ workerFile: new URL('file:///nowhere/worker.ts') });
    await expect(renderer.render(aChart(), never)).rejects.toMatchObject({ name: 'WorkerLostError' });
    await expect(renderer.render(aChart(), never)).rejects.toMatchObject({ name: 'WorkerLostError' });
  });

  test('after its share of charts the thread is replaced without a warning', async () => {
    warnings.length = 0;
    const counting = worker(
      `let n = 0; parentPort.on('message', () => parentPort.postMessage({ kind: 'drawn', png: new Uint8Array([++n]) }));`,
    );
    await using renderer = rendererWith({ workerFile: counting, chartsPerWorkerMax: 2 });
    const numbers = await Promise.all(
      Array.from({ length: 5 }, async () => (await renderer.render(aChart(), never))[0]),
    );
    expect(numbers).toEqual([1, 2, 1, 2, 1]);
    expect(warnings).toEqual([]);
  });

  test('the real thread can be replaced as well: its font is there again', async () => {
    await using renderer = rendererWith({ chartsPerWorkerMax: 1 });
    const [first, second] = await Promise.all([renderer.render(aChart(), never), renderer.render(aChart(), never)]);
    expect(Buffer.from(second).equals(Buffer.from(first))).toBe(true);
  });

  test('who gives up is answered at once, and the thread goes on with the others', async () => {
    const slow = worker(
      `parentPort.on('message', ({ chart }) => setTimeout(() => { ${ANSWER} }, chart.title === 'slow' ? 200 : 0));`,
    );
    await using renderer = rendererWith({ workerFile: slow });
    const controller = new AbortController();
    const given = [
      renderer.render(aChart({ title: 'slow' }), controller.signal),
      renderer.render(aChart(), controller.signal),
    ];
    const kept = renderer.render(aChart(), never);
    controller.abort(new Error('the card went out'));
    expect(await Promise.allSettled(given)).toMatchObject([
      { reason: { message: 'the card went out' } },
      { reason: { message: 'the card went out' } },
    ]);
    expect(await kept).toEqual(new Uint8Array([1]));
    await expect(renderer.render(aChart(), controller.signal)).rejects.toThrow('the card went out');
  });

  test('closing rejects what is being drawn and what waits, and whatever comes after', async () => {
    const renderer = rendererWith({ workerFile: silent });
    const outcomes = Promise.allSettled([renderer.render(aChart(), never), renderer.render(aChart(), never)]);
    await renderer[Symbol.asyncDispose]();
    await renderer[Symbol.asyncDispose]();
    const closed = { status: 'rejected', reason: { message: 'the chart renderer is closed' } };
    expect(await outcomes).toMatchObject([closed, closed]);
    await expect(renderer.render(aChart(), never)).rejects.toThrow('closed');
  });
});

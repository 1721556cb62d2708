import quickchart from 'quickchart-js';
import type { ChartDescription, ChartRenderer } from '../../domain/chart.ts';
import { clip, stripInvisible } from '../../lib/markdown.ts';
import { withTimeout } from '../../lib/with-timeout.ts';
import { chartConfig, DEVICE_PIXEL_RATIO } from '../chart-config.ts';
import { checkDescription } from '../check-description.ts';
import { pngSize } from '../png.ts';
import { chartTheme } from '../theme.ts';
import { readBounded } from '../../lib/read-bounded.ts';

export interface QuickChartOptions {
  /** Of the server, for example `https://quickchart.io` or `http://127.0.0.1:3400`; `chart` is added to its path. */
  readonly url: string;
  readonly timeoutMs?: number;
  readonly responseBytesMax?: number;
  /** Requests at once; the next one is refused. */
  readonly requestsMax?: number;
}

/** The library's types describe its CommonJS build, where the class is one level deeper than in the build that Node loads here. */
const QuickChart = quickchart as unknown as (typeof quickchart)['default'];

/** Short enough that an alert still gets its chart from the next renderer when the server does not answer. */
const DEFAULTS = { timeoutMs: 1_500, responseBytesMax: 5 * 1024 * 1024, requestsMax: 8 } as const;
const REASON_MAX = 200;

export class QuickChartError extends Error {
  override readonly name = 'QuickChartError';
}

/**
 * Has a QuickChart server draw the chart. quickchart-js builds the request; it is sent here, because the library can
 * neither be aborted nor bounded, and sends the chart as JavaScript source for the server to run. As a JSON object the
 * same chart is data: no title can become code.
 */
export class QuickChartRenderer implements ChartRenderer {
  readonly name = 'quickchart';
  readonly #options: Required<QuickChartOptions>;
  readonly #endpoint: URL;
  readonly #stopping = new AbortController();
  #requests = 0;

  /** @throws TypeError when `url` is not an http(s) address */
  constructor(options: QuickChartOptions) {
    this.#options = { ...DEFAULTS, ...options };
    this.#endpoint = new URL('chart', options.url.endsWith('/') ? options.url : `${options.url}/`);
    if (!/^https?:$/.test(this.#endpoint.protocol))
      throw new TypeError('the address of QuickChart must begin with http:// or https://');
  }

  async render(chart: ChartDescription, signal: AbortSignal): Promise<Uint8Array> {
    const either = AbortSignal.any([signal, this.#stopping.signal]);
    either.throwIfAborted();
    checkDescription(chart);
    if (this.#requests >= this.#options.requestsMax)
      throw new QuickChartError(`${this.#requests} charts are being asked for already`);
    this.#requests++;
    try {
      return await withTimeout('asking QuickChart', this.#options.timeoutMs, either, (bounded) =>
        this.#ask(chart, bounded),
      );
    } finally {
      this.#requests--;
    }
  }

  async #ask(chart: ChartDescription, signal: AbortSignal): Promise<Uint8Array> {
    const response = await fetch(this.#endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'image/png' },
      body: JSON.stringify(requestBody(chart)),
      // A POST that is redirected arrives as a GET without its chart.
      redirect: 'manual',
      signal,
    });
    if (!response.ok) {
      await response.body?.cancel();
      throw new QuickChartError(`QuickChart answered ${response.status}${reasonOf(response)}`);
    }
    const bytes = await readBounded(response, this.#options.responseBytesMax);
    if (bytes === null)
      throw new QuickChartError(`QuickChart answered with more than ${this.#options.responseBytesMax} bytes`);
    if (pngSize(bytes) === null) throw new QuickChartError('QuickChart answered with something that is not a PNG');
    return bytes;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort(new Error('the chart renderer is closed'));
  }
}

/** Source: QuickChart's documentation of `POST /chart`. */
function requestBody(chart: ChartDescription): object {
  const config = chartConfig(chart);
  const request = new QuickChart()
    .setConfig(JSON.stringify(config))
    // Without it the server takes the configuration for Chart.js 2.
    .setVersion('4')
    .setFormat('png')
    .setWidth(chart.width)
    .setHeight(chart.height)
    .setDevicePixelRatio(DEVICE_PIXEL_RATIO)
    .setBackgroundColor(chartTheme(chart.theme, chart.accent).background)
    .getPostData();
  return { ...request, chart: config };
}

function reasonOf(response: Response): string {
  const reason = response.headers.get('x-quickchart-error');
  return reason === null ? '' : `: ${clip(stripInvisible(reason).trim(), REASON_MAX)}`;
}

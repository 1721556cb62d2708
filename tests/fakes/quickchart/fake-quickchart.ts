import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { encodePng } from '../../../src/charts/local/png-encoder.ts';

/** What the server does with the next requests. */
export type QuickChartMood =
  /** A PNG of the size asked for. */
  | 'well'
  /** 400 with the reason in `X-quickchart-error`, as for a chart it cannot draw. */
  | 'error'
  /** Takes the request and never answers. */
  | 'silent'
  /** 200 with something that is not a PNG. */
  | 'garbage'
  /** 200 with the beginning of a PNG that never ends. */
  | 'endless'
  | 'redirect'
  /** Closes the connection in the middle of the answer. */
  | 'broken';

export interface QuickChartRequest {
  readonly chart: unknown;
  readonly width: number;
  readonly height: number;
  readonly version: string;
  readonly format: string;
  readonly backgroundColor: string;
  readonly devicePixelRatio: number;
}

export interface FakeQuickChart extends AsyncDisposable {
  readonly url: string;
  mood: QuickChartMood;
  readonly requests: QuickChartRequest[];
  /** Resolves when the next request has arrived in full. */
  nextRequest(): Promise<void>;
}

const REQUEST_BYTES_MAX = 1024 * 1024;

/**
 * A QuickChart server as its documentation of `POST /chart` describes it, strict about what it takes: JSON, Chart.js 4,
 * and a chart that is data. A chart sent as a string would be run as JavaScript by the real one.
 */
export async function startFakeQuickChart(prefix = ''): Promise<FakeQuickChart> {
  const arrivals: (() => void)[] = [];
  const fake = { mood: 'well' as QuickChartMood, requests: [] as QuickChartRequest[] };

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'POST' || request.url !== `${prefix}/chart`) return void response.writeHead(404).end();
    const body = await text(request);
    const problem = problemOf(request, body);
    if (problem !== null) return refuse(response, problem);
    const asked = JSON.parse(body) as QuickChartRequest;
    fake.requests.push(asked);
    arrivals.splice(0).forEach((arrived) => arrived());
    answer(asked, response);
  }

  function answer(asked: QuickChartRequest, response: ServerResponse): void {
    switch (fake.mood) {
      case 'well':
        return void response.writeHead(200, { 'content-type': 'image/png' }).end(picture(asked));
      case 'error':
        return refuse(response, 'Chart Error: "bogus" is not a registered scale');
      case 'silent':
        return;
      case 'garbage':
        return void response.writeHead(200, { 'content-type': 'image/png' }).end('<html>not a picture</html>');
      case 'endless':
        return pourEndlessly(response);
      case 'redirect':
        return void response.writeHead(302, { location: '/elsewhere' }).end();
      case 'broken':
        response.writeHead(200, { 'content-type': 'image/png', 'content-length': '100000' });
        response.write(picture(asked).subarray(0, 20), () => response.destroy());
    }
  }

  function pourEndlessly(response: ServerResponse): void {
    const part = Buffer.alloc(64 * 1024);
    const pour = (): void => {
      let hasRoom = true;
      while (hasRoom && !response.destroyed) hasRoom = response.write(part);
    };
    response.writeHead(200, { 'content-type': 'image/png' });
    response.on('drain', pour);
    pour();
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(fake, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${prefix}`,
    nextRequest: () => new Promise<void>((resolve) => arrivals.push(resolve)),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

function refuse(response: ServerResponse, reason: string): void {
  response.writeHead(400, { 'X-quickchart-error': reason, 'content-type': 'text/plain' }).end(reason);
}

function problemOf(request: IncomingMessage, body: string): string | null {
  if (!request.headers['content-type']?.startsWith('application/json')) return 'content type is not JSON';
  if (body.length > REQUEST_BYTES_MAX) return 'request is too large';
  const asked = JSON.parse(body) as Partial<QuickChartRequest>;
  if (typeof asked.chart !== 'object' || asked.chart === null) return 'chart is not a JSON object';
  if (asked.version !== '4') return `version is ${asked.version}, so this is taken for Chart.js 2`;
  if (asked.format !== 'png') return `format ${asked.format} was not expected`;
  if (!(Number(asked.width) > 0 && Number(asked.height) > 0)) return 'width and height are missing';
  return null;
}

function picture({ width, height, devicePixelRatio }: QuickChartRequest): Uint8Array {
  const [x, y] = [width * devicePixelRatio, height * devicePixelRatio];
  return encodePng(new Uint8Array(x * y * 4), x, y);
}

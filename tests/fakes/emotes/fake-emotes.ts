import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { EmoteAddresses } from '../../../src/bot/twitch/emotes/addresses.ts';
import { FakeBttv } from './fake-bttv.ts';
import { FakeFfz } from './fake-ffz.ts';
import type { EmoteMood, FakeProvider } from './fake-provider.ts';
import { FakeSevenTv } from './fake-seven-tv.ts';

/**
 * BetterTTV, FrankerFaceZ and 7TV on one port, told apart by the version in the path, with the live sockets of the two
 * that have some. Strict about what programs owe them: GET, and a User-Agent that says who asks.
 */
export class FakeEmotes implements AsyncDisposable {
  readonly bttv = new FakeBttv();
  readonly ffz = new FakeFfz();
  readonly sevenTv = new FakeSevenTv();
  readonly requests: string[] = [];
  /** Most requests that were open at once. */
  concurrent = 0;
  #open = 0;
  #server: Server | null = null;
  #port = 0;

  get addresses(): EmoteAddresses {
    const host = `127.0.0.1:${this.#port}`;
    return {
      bttvUrl: `http://${host}`,
      ffzUrl: `http://${host}`,
      sevenTvUrl: `http://${host}`,
      bttvSocketUrl: `ws://${host}/bttv`,
      sevenTvSocketUrl: `ws://${host}/7tv`,
    };
  }

  set mood(mood: EmoteMood) {
    for (const provider of [this.bttv, this.ffz, this.sevenTv]) provider.mood = mood;
  }

  /** Begins, or goes on at the same port. */
  async listen(): Promise<void> {
    const server = createServer((request, response) => this.#handle(request, response));
    server.on('upgrade', (request, socket, head) => {
      const live = { '/bttv': this.bttv.live, '/7tv': this.sevenTv.live }[request.url ?? ''];
      if (live === undefined || !isNamed(request)) socket.destroy();
      else live.accept(request, socket, head);
    });
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  /** Vanishes: connections break, new ones are refused. */
  async stop(): Promise<void> {
    const server = this.#server;
    if (server === null) return;
    this.#server = null;
    this.bttv.live.drop();
    this.sevenTv.live.drop();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }

  /** How often a path was asked for. */
  asked(path: string): number {
    return this.requests.filter((request) => request === path).length;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  #handle(request: IncomingMessage, response: ServerResponse): void {
    const url = request.url ?? '/';
    this.requests.push(url);
    this.#open++;
    this.concurrent = Math.max(this.concurrent, this.#open);
    response.on('close', () => this.#open--);
    const [, version = '', path = ''] = /^\/(3|v1|v3)\/(.+)$/.exec(url) ?? [];
    const provider = { '3': this.bttv, v1: this.ffz, v3: this.sevenTv }[version];
    if (request.method !== 'GET' || provider === undefined) return send(response, 404, { message: 'no such page' });
    if (!isNamed(request)) return send(response, 403, { message: 'say who you are' });
    answer(provider, path, response);
  }
}

/** Already listening. */
export async function startFakeEmotes(): Promise<FakeEmotes> {
  const fake = new FakeEmotes();
  await fake.listen();
  return fake;
}

function isNamed(request: IncomingMessage): boolean {
  return /^[\w-]+\/\d+\.\d+\.\d+ \(.+\)$/.test(request.headers['user-agent'] ?? '');
}

function answer(provider: FakeProvider, path: string, response: ServerResponse): void {
  switch (provider.mood) {
    case 'well': {
      const body = provider.answer(path);
      return body === undefined ? send(response, 404, { message: 'not found' }) : send(response, 200, body);
    }
    case 'error':
      return send(response, 500, { message: 'internal error' });
    case 'busy':
      response.setHeader('retry-after', '1');
      return send(response, 429, { message: 'slow down' });
    case 'silent':
      return;
    case 'malformed':
      return send(response, 200, { emotes: 'none', sets: 7, emote_set: [] });
    case 'garbage':
      return void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>maintenance</html>');
    case 'endless':
      return pourEndlessly(response);
    case 'gone':
      return send(response, 404, { message: 'not found' });
    case 'broken':
      return void response.destroy();
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function pourEndlessly(response: ServerResponse): void {
  const part = Buffer.from('{"id":"a"},'.repeat(4_096));
  const pour = (): void => {
    let hasRoom = true;
    while (hasRoom && !response.destroyed) hasRoom = response.write(part);
  };
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('[');
  response.on('drain', pour);
  pour();
}

import { once } from 'node:events';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { WebServer } from '../../src/web/web-server.ts';
import { ApiClient } from '../contract/web/api-client.ts';
import { CALM, chatLine, FakeBot, TOKEN, aMoment } from '../contract/web/fake-bot.ts';
import { refusal, SocketClient } from '../contract/web/socket-client.ts';

const SCRIPT = '<script>alert(1)</script><img src=x onerror=alert(1)>';

let bot: FakeBot;
let web: WebServer;
let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'hypewire-web-'));
  mkdirSync(path.join(folder, 'client', 'assets'), { recursive: true });
  writeFileSync(path.join(folder, 'secret.txt'), 'secret');
  writeFileSync(path.join(folder, 'client', 'index.html'), '<!doctype html><title>Dashboard</title>');
  writeFileSync(path.join(folder, 'client', '.hidden'), 'secret');
  writeFileSync(path.join(folder, 'client', 'assets', 'app-1a2b.js'), 'export {};');
  bot = new FakeBot();
  bot.watch('ninja');
  web = await bot.start({ clientFolder: path.join(folder, 'client') });
});
afterEach(async () => {
  await web[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

/** A request as it stands: `fetch` would put the address right and forbids some headers. */
function raw(target: string, headers: Readonly<Record<string, string>> = {}, method = 'GET') {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; text: string }>();
  const { port } = new URL(web.url);
  const sent = request({ host: '127.0.0.1', port, path: target, method, headers }, (response) => {
    let text = '';
    response.on('data', (chunk: Buffer) => (text += chunk.toString()));
    response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
  });
  sent.on('error', reject).end();
  return promise;
}

describe('the token', () => {
  test('is needed by everything that is not a read', async () => {
    const { document } = await ApiClient.open(web.url);
    const writes = Object.entries(document.paths).flatMap(([template, methods]) =>
      Object.keys(methods)
        .filter((method) => method !== 'get')
        .map(
          (method) => [method.toUpperCase(), template.replace('{name}', 'ninja').replace('{role}', 'mood')] as const,
        ),
    );
    expect(writes.length).toBeGreaterThanOrEqual(4);
    for (const [method, target] of writes) {
      const wrong = [
        undefined,
        'Bearer',
        'Bearer wrong',
        `Bearer ${TOKEN}x`,
        `Basic ${TOKEN}`,
        `Bearer ${TOKEN} ${TOKEN}`,
      ];
      for (const authorization of wrong) {
        const headers = { ...(authorization === undefined ? {} : { authorization }) };
        const response = await fetch(web.url + target, { method, headers });
        expect([method, target, response.status]).toEqual([method, target, 401]);
        expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/);
      }
    }
    expect(bot.watched.has('ninja')).toBe(true);
  });

  test('refuses every change where none is set, and says how to set one', async () => {
    await using without = await bot.start({ webToken: null });
    const response = await fetch(`${without.url}/api/channels/ninja`, {
      method: 'DELETE',
      headers: { authorization: 'Bearer null' },
    });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ detail: expect.stringContaining('Set WEB_TOKEN') as string });
  });

  test('must be set to serve other machines', async () => {
    await expect(bot.start({ host: '0.0.0.0', webToken: null })).rejects.toThrow(/Set WEB_TOKEN/);
  });

  test('cannot be guessed for long', async () => {
    const guess = () =>
      fetch(`${web.url}/api/channels/ninja`, { method: 'DELETE', headers: { authorization: 'Bearer guess' } });
    const statuses = new Set<number>();
    let last = await guess();
    for (let i = 0; i < 80; i++) {
      last = await guess();
      statuses.add(last.status);
    }
    expect([...statuses]).toEqual([401, 429]);
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await last.json()).toMatchObject({
      title: 'Too many requests',
      detail: expect.stringContaining('Retry-After') as string,
    });
  });
});

describe('pages of other sites', () => {
  const foreign = { origin: 'https://evil.example' };
  const token = { authorization: `Bearer ${TOKEN}` };

  test('cannot change anything, even with the token', async () => {
    const { status } = await raw('/api/channels/ninja', { ...foreign, ...token }, 'DELETE');
    expect(status).toBe(403);
    expect(bot.watched.has('ninja')).toBe(true);
  });

  test.each(['/', '/ws', '/ws/metrics', '/ws/hype', '/ws/channel/ninja', '/ws/mood', '/ws/headline'])(
    'cannot open %s',
    async (target) => {
      expect(await refusal(web.url, target, foreign)).toBe(403);
    },
  );

  test.each(['/ws/metrics', '/ws/hype', '/ws/channel/ninja', '/ws/mood', '/ws/headline'])(
    'cannot open %s without an address of their own',
    async (target) => expect(await refusal(web.url, target, { origin: 'null' })).toBe(403),
  );

  test.each(['/', '/ws'])('opened from a file may listen to chat at %s, and change nothing', async (target) => {
    const socket = new WebSocket(web.url.replace('http', 'ws') + target, { headers: { origin: 'null' } });
    await once(socket, 'open');
    socket.terminate();
    const { status } = await raw('/api/channels/ninja', { origin: 'null', ...token }, 'DELETE');
    expect(status).toBe(403);
  });

  test('cannot read answers', async () => {
    const response = await fetch(`${web.url}/api/channels`, { headers: foreign });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });

  test('of this machine and of the bot itself may', async () => {
    for (const origin of [web.url, 'http://localhost:5173']) {
      await using client = await SocketClient.open(web.url, '/ws', { origin });
      expect(await client.ask({ command: 'ping' })).toEqual({ type: 'pong' });
      const { status } = await raw('/api/channels/unknown', { origin, ...token }, 'DELETE');
      expect(status).toBe(404);
    }
  });

  test.each(['evil.example', 'evil.example:80', '127.0.0.1.evil.example', 'localhost.evil.example'])(
    'cannot reach it under the name %s',
    async (host) => {
      for (const target of ['/api/channels', '/', '/metrics', '/ws']) {
        expect(await raw(target, { host })).toMatchObject({ status: 421 });
      }
    },
  );

  test('may come through any name where the bot serves other machines', async () => {
    await using open = await bot.start({ host: '0.0.0.0' });
    const url = `http://127.0.0.1:${new URL(open.url).port}`;
    const origin = { host: 'bot.example.org', origin: 'https://bot.example.org' };
    await using client = await SocketClient.open(url, '/ws', origin);
    expect(await client.ask({ command: 'ping' })).toEqual({ type: 'pong' });
    expect(await refusal(url, '/ws', { ...origin, origin: 'https://evil.example' })).toBe(403);
    expect(await refusal(url, '/ws', { ...origin, origin: 'http://localhost:3000' })).toBe(403);
  });
});

describe('every answer', () => {
  test.each([
    '/',
    '/assets/app-1a2b.js',
    '/api/health',
    '/api/docs',
    '/metrics',
    '/nothing',
    '/api/hype-events?limit=x',
  ])('of %s forbids what pages from here never need', async (target) => {
    const { headers } = await fetch(web.url + target);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|\*|'nonce|blob:/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
  });

  test('keeps what changes out of caches, and what never does in them', async () => {
    const cached = async (target: string) => (await fetch(web.url + target)).headers.get('cache-control');
    for (const target of ['/', '/api/channels', '/metrics', '/nothing']) expect(await cached(target)).toBe('no-store');
    expect(await cached('/assets/app-1a2b.js')).toBe('public, max-age=31536000, immutable');
  });
});

describe('what strangers write', () => {
  test('is never sent as a page', async () => {
    bot.watch('ninja');
    bot.moments.push(
      aMoment({
        id: SCRIPT,
        topEmotes: [[SCRIPT, 1]],
        quotes: [{ messageId: 'm', chatterId: 'c', displayName: SCRIPT, text: SCRIPT }],
      }),
    );
    for (const target of [
      '/api/hype-events',
      `/api/moments/${encodeURIComponent(SCRIPT)}`,
      '/api/hype-events/export',
    ]) {
      const response = await fetch(web.url + target);
      expect(response.headers.get('content-type')).not.toContain('html');
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    }
  });

  test('is not reflected as a page by errors', async () => {
    const query = encodeURIComponent(SCRIPT);
    for (const target of [
      `/${query}`,
      `/api/hype-events?channel=${query}`,
      `/api/channels/${query}/mood`,
      `/api/docs?x=${query}`,
    ]) {
      const response = await fetch(web.url + target);
      const html = response.headers.get('content-type')?.includes('html') === true;
      expect([target, html && (await response.text()).includes(SCRIPT)]).toEqual([target, false]);
    }
  });

  test('arrives over sockets as it was written, inside JSON', async () => {
    await using client = await SocketClient.open(web.url, '/ws');
    await client.ask({ command: 'join_channel', channel: 'ninja' });
    bot.hub.accepted(chatLine({ text: `${SCRIPT}\u2028\u0000"}`, emotes: [] }), CALM, []);
    expect(await client.frame(1)).toMatchObject({ message: `${SCRIPT}\u2028\u0000"}` });
  });

  test('cannot reach prototypes', async () => {
    await using client = await SocketClient.open(web.url, '/ws');
    await client.ask({ command: 'join_channel', channel: 'ninja' });
    const emotes = [{ id: '__proto__', name: '__proto__', start: 0, end: 9 }];
    bot.hub.accepted(chatLine({ text: '__proto__', emotes }), CALM, ['__proto__']);
    expect(JSON.stringify(await client.frame(1))).toContain('"emotes":{"__proto__":["0-8"]}');
    expect(({} as Record<string, unknown>)['0']).toBeUndefined();
  });
});

test.each([
  '/../secret.txt',
  '/..%2fsecret.txt',
  '/%2e%2e/secret.txt',
  '/assets/../../secret.txt',
  '/assets/..%5c..%5csecret.txt',
  '//secret.txt',
  '/.hidden',
  '/%00',
  '/assets/%c0%ae%c0%ae/secret.txt',
])('no file outside the pages is served: %s', async (target) => {
  const { status, text } = await raw(target);
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(500);
  expect(text).not.toContain('secret\n');
  expect(text).not.toBe('secret');
});

test('reads are limited as well', async () => {
  const statuses = new Set<number>();
  for (let i = 0; i < 25; i++) statuses.add((await fetch(`${web.url}/api/hype-events/export`)).status);
  expect([...statuses]).toEqual([200, 429]);
});

test.each([
  [
    'an address that cannot be decoded',
    'GET /api/channels/% HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n',
    400,
  ],
  ['what is no HTTP', 'HELLO\r\n\r\n', 400],
  ['a head of two lengths', 'POST / HTTP/1.1\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n', 400],
  ['a head of more than 16 KiB', `GET /?${'x'.repeat(20_000)} HTTP/1.1\r\nhost: localhost\r\n\r\n`, 431],
])('%s is answered with a problem and the headers of every answer', async (_what, sent, status) => {
  const socket = connect(Number(new URL(web.url).port), '127.0.0.1');
  socket.write(sent);
  const [head = '', body = ''] = (await readText(socket)).split('\r\n\r\n');
  expect(head).toContain(`HTTP/1.1 ${status} `);
  expect(head).toMatch(/content-type: application\/problem\+json/i);
  expect(head).toContain("content-security-policy: default-src 'none'");
  expect(JSON.parse(body)).toMatchObject({ status, detail: expect.stringMatching(/\.$/) as string });
});

test('a request that does not arrive in full is given up', { timeout: 20_000 }, async () => {
  const socket = connect(Number(new URL(web.url).port), '127.0.0.1');
  const head = `POST /api/channels HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${TOKEN}\r\n`;
  socket.write(`${head}content-type: application/json\r\ncontent-length: 100\r\n\r\n{"na`);
  expect(await readText(socket)).toContain('HTTP/1.1 408 ');
});

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiDocument } from '../../src/web/openapi/api-document.ts';
import { createPathMatcher } from '../fakes/openapi/paths.ts';
import { startDemo, type DemoBot } from './demo-bot.ts';

const PRISM = path.resolve(import.meta.dirname, '../tools/node_modules/@stoplight/prism-cli/dist/index.js');
const NO_PRISM = 'needs Prism: npm ci --prefix tests/tools --ignore-scripts';
const READY_WITHIN_MS = 40_000;
const DEMO = '/api/channels/hypewire_demo';
const SINCE = '2026-01-15T20:30:00Z';
/** Described only for this test, as the state of the bot: it answers with something else. */
const MISDESCRIBED = '/api/ws-schema.json';

/** A proxy that compares every request and answer with the description, and answers 4xx or 5xx where they differ. */
class Prism implements AsyncDisposable {
  readonly #child: ChildProcess;
  #output = '';
  url = '';

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  static async start(document: string, upstream: string): Promise<Prism> {
    const args = ['proxy', document, upstream, '--errors', '--port', '0', '--cors', 'false'];
    const prism = new Prism(spawn(process.execPath, [PRISM, ...args], { stdio: ['ignore', 'pipe', 'pipe'] }));
    try {
      prism.url = await prism.#listening();
    } catch (error) {
      await prism[Symbol.asyncDispose]();
      throw error;
    }
    return prism;
  }

  /** The address it prints. */
  async #listening(): Promise<string> {
    const found = Promise.withResolvers<string>();
    const read = (chunk: Buffer): void => {
      this.#output += chunk.toString();
      const [url] = /http:\/\/127\.0\.0\.1:[1-9]\d*/.exec(this.#output.split('listening on')[1] ?? '') ?? [];
      if (url !== undefined) found.resolve(url);
    };
    this.#child.stdout?.on('data', read);
    this.#child.stderr?.on('data', read);
    const fail = (why: string): void => found.reject(new Error(`Prism ${why}:\n${this.#output}`));
    this.#child.on('exit', (code) => fail(`ended with ${code}`));
    AbortSignal.timeout(READY_WITHIN_MS).addEventListener('abort', () => fail('does not listen'));
    return found.promise;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exit = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await exit;
  }
}

interface Call {
  readonly method?: string;
  readonly body?: unknown;
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

describe.skipIf(!existsSync(PRISM))(`Prism between a client and the real bot (${NO_PRISM})`, () => {
  let demo: DemoBot;
  let prism: Prism;
  let document: ApiDocument;
  const called = new Set<string>();
  beforeAll(async () => {
    demo = await startDemo({ past: 3 });
    document = (await (await fetch(`${demo.url}/api/openapi.json`)).json()) as ApiDocument;
    const file = path.join(demo.folder, 'openapi.json');
    const health = document.paths['/api/health'];
    writeFileSync(file, JSON.stringify({ ...document, paths: { ...document.paths, [MISDESCRIBED]: health } }));
    prism = await Prism.start(file, demo.url);
  }, 60_000);
  afterAll(async () => {
    await prism?.[Symbol.asyncDispose]();
    await demo?.[Symbol.asyncDispose]();
  });

  async function ask(place: string, { method = 'GET', body }: Call = {}, token = demo.token): Promise<Answer> {
    const { pathname } = new URL(place, prism.url);
    const template = createPathMatcher(document.paths)(pathname)?.template;
    called.add(`${method.toLowerCase()} ${template}`);
    const headers = {
      ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    };
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const response = await fetch(prism.url + place, init);
    return { status: response.status, text: await response.text() };
  }

  async function isAnswered(status: number, place: string, call: Call = {}): Promise<string> {
    const answer = await ask(place, call);
    expect(answer.text).not.toContain('prism/errors');
    expect([place, answer.status, answer.text]).toEqual([place, status, answer.text]);
    return answer.text;
  }

  test.for([
    '/api/channels',
    `/api/hype-events?limit=2&channel=hypewire_demo&category=funny&min_score=1&stream_id=stream-1`,
    `/api/hype-events?since=${SINCE}&until=4102444800000`,
    `/api/hype-events/export?channel=hypewire_demo&since=${SINCE}`,
    `${DEMO}/moments?limit=1`,
    '/api/moments/hypewire_demo-past1',
    `${DEMO}/metrics`,
    `${DEMO}/series?seconds=30`,
    `${DEMO}/streams`,
    `${DEMO}/mood`,
    `${DEMO}/mood/history`,
    `${DEMO}/headline`,
    `${DEMO}/summaries`,
    `${DEMO}/emotes`,
    `${DEMO}/emotes/uses`,
    '/api/models',
    '/api/health',
    '/api/overlays',
    '/metrics',
  ])('GET %s is as described', async (place) => {
    await isAnswered(200, place);
  });

  test('changes are as described', async () => {
    await isAnswered(201, '/api/channels', { method: 'POST', body: { name: 'aurora' } });
    await isAnswered(200, '/api/channels', { method: 'POST', body: { name: '#Aurora' } });
    await isAnswered(204, '/api/channels/aurora', { method: 'DELETE' });
    await isAnswered(201, `${DEMO}/summaries`, { method: 'POST', body: { window_minutes: 10 } });
    await isAnswered(200, '/api/models/summary', { method: 'PUT', body: { model: 'extractive' } });
    const made = await isAnswered(201, '/api/overlays', { method: 'POST', body: { channel: 'aurora' } });
    const overlay = `/api/overlays/${(JSON.parse(made) as { id: string }).id}`;
    await isAnswered(200, overlay, { method: 'PATCH', body: { settings: { position: 'top' } } });
    await isAnswered(200, `${overlay}/reset`, { method: 'POST' });
    await isAnswered(204, overlay, { method: 'DELETE' });
  });

  test('refusals are as described', async () => {
    await isAnswered(404, '/api/moments/none');
    await isAnswered(404, '/api/channels/nobody_watches_it/mood');
    await isAnswered(404, '/api/channels/nobody_watches_it', { method: 'DELETE' });
    await isAnswered(400, '/api/hype-events?cursor=none');
    await isAnswered(400, '/api/channels', { method: 'POST', body: { name: 'no such name' } });
    await isAnswered(409, '/api/models/summary', { method: 'PUT', body: { model: 'openai:any' } });
    const { status, text } = await ask('/api/channels', { method: 'POST', body: { name: 'aurora' } }, 'wrong');
    expect([status, text]).toEqual([401, expect.stringContaining('"type":"/api/docs#problem-')]);
  });

  test('and Prism is awake: it refuses what is not described, in both directions', async () => {
    const refused = async (call: Promise<Answer>): Promise<unknown> => {
      const { status, text } = await call;
      return [status, (JSON.parse(text) as { type: string }).type];
    };
    const errors = 'https://stoplight.io/prism/errors';
    expect(await refused(ask('/api/hype-events?limit=many'))).toEqual([422, `${errors}#UNPROCESSABLE_ENTITY`]);
    expect(await refused(ask('/api/overlays', {}, ''))).toEqual([401, `${errors}#UNAUTHORIZED`]);
    expect(await refused(ask(MISDESCRIBED))).toEqual([500, `${errors}#VIOLATIONS`]);
  });

  test('every address was asked', () => {
    const described = Object.entries(document.paths).flatMap(([template, methods]) =>
      Object.keys(methods).map((method) => `${method} ${template}`),
    );
    expect(described.filter((operation) => !called.has(operation))).toEqual([]);
  });
});

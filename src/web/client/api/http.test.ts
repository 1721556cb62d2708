import { describe, expect, test } from 'vitest';
import { number, object } from '../read/shape.ts';
import { createHttp } from './http.ts';
import { createTokenKeeper, tokenInHash } from './token.ts';

interface Sample {
  readonly size: number;
}

const readSample = object<Sample>({ size: number });

function http(respond: () => Response | Promise<Response>, token: string | null = null) {
  const requests: { readonly url: string; readonly init: RequestInit | undefined }[] = [];
  const keeper = createTokenKeeper(null);
  keeper.set(token);
  const made = createHttp({
    base: 'http://bot/sub/?x=1#/live',
    token: keeper,
    fetch: async (url, init) => {
      requests.push({ url: url as string, init });
      return respond();
    },
  });
  return { http: made, requests };
}

const json = (body: unknown, status = 200): Response => Response.json(body, { status });

describe('asking the bot', () => {
  test('stays below the address of the page and leaves out what is not asked', async () => {
    const { http: asked, requests } = http(() => json({ size: 1 }));
    expect(await asked.get('api/x', { a: 'b c', none: null, more: undefined, n: 3 }, readSample)).toEqual({
      kind: 'ok',
      value: { size: 1 },
    });
    expect(requests[0]?.url).toBe('http://bot/sub/api/x?a=b+c&n=3');
  });

  test('shows the report of a bot that is down', async () => {
    expect((await http(() => json({ size: 1 }, 503)).http.get('api/x', {}, readSample)).kind).toBe('ok');
  });

  test.each([
    [
      'no answer',
      () => Promise.reject(new TypeError('fetch failed')),
      'The bot does not answer. Is it running?',
      false,
    ],
    ['no JSON', () => new Response('<html>'), 'cannot read', false],
    ['another shape', () => json({ size: 'big' }), 'cannot read', false],
    ['a problem', () => json({ title: 'No', detail: 'Nobody watches x.' }, 404), 'Nobody watches x.', false],
    [
      'a problem of fields',
      () => json({ detail: 'd', errors: [{ field: 'name', problem: 'is too long.', next: 'Shorten it.' }] }, 400),
      'is too long. Shorten it.',
      false,
    ],
    ['an error without words', () => json({}, 500), 'error 500', false],
    ['a wrong token', () => json({ detail: 'Not the right one.' }, 401), 'Not the right one.', true],
    ['no right at all', () => json({ detail: 'Set WEB_TOKEN.' }, 403), 'Set WEB_TOKEN.', false],
  ])('%s is a sentence', async (_name, respond, sentence, unauthorized) => {
    const answer = await http(respond).http.get('api/x', {}, readSample);
    if (answer.kind !== 'failed') throw new Error('it was taken for an answer');
    expect(answer.problem).toContain(sentence);
    expect(answer.unauthorized).toBe(unauthorized);
  });
});

describe('changing something', () => {
  test('carries the token, and reading never does', async () => {
    const { http: asked, requests } = http(() => new Response(null, { status: 204 }), 'secret');
    expect(await asked.change('DELETE', 'api/channels/x')).toEqual({ kind: 'ok', value: null });
    await asked.get('api/x', {}, readSample);
    const [change, read] = requests.map(({ init }) => new Headers(init?.headers).get('authorization'));
    expect(change).toBe('Bearer secret');
    expect(read).toBeNull();
  });
});

test.each([
  ['#token=abc', 'abc'],
  ['#/token=abc', 'abc'],
  ['#token=', null],
  ['#/live/token', null],
  ['', null],
])('the token in %j is %j', (hash, token) => {
  expect(tokenInHash(hash)).toBe(token);
});

test('a token lives as long as the tab', () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  createTokenKeeper(storage).set('secret');
  expect(createTokenKeeper(storage).get()).toBe('secret');
  createTokenKeeper(storage).set(null);
  expect(createTokenKeeper(storage).get()).toBeNull();
});

import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { UserError } from '../../src/domain/command.ts';
import type { WebServer } from '../../src/web/web-server.ts';
import { ApiClient } from '../contract/web/api-client.ts';
import { FakeBot, NOW, aMoment } from '../contract/web/fake-bot.ts';
import { HEADLINE, MINUTE_MOOD, MOOD, SERIES, STREAM, SUMMARY } from '../contract/web/values.ts';

let bot: FakeBot;
let web: WebServer;
let api: ApiClient;
const seen = new Set<string>();
let promised: readonly string[] = [];

beforeEach(async () => {
  bot = new FakeBot();
  bot.watch('ninja');
  web = await bot.start();
  api = await ApiClient.open(web.url);
});
afterEach(async () => {
  for (const answer of api.seen) seen.add(answer);
  // Those of overlays are tested in web-overlay.test.ts.
  const here = api.operations.filter(({ tags }) => !tags.includes('overlays'));
  promised = here.map(({ operationId }) => operationId);
  await web[Symbol.asyncDispose]();
});
afterAll(() => {
  const never = promised.filter((id) => ![...seen].some((answer) => answer.startsWith(`${id} 2`)));
  expect(never, 'operations that no test here saw succeed').toEqual([]);
});

describe('channels', () => {
  test('are listed with their state and why they are watched', async () => {
    bot.watched.set('gone', {
      name: 'gone',
      state: 'failed',
      failure: 'suspended',
      lastMessageAt: null,
      reasons: ['held'],
    });
    const { body } = await api.call('/api/channels');
    expect(body['channels']).toEqual([
      expect.objectContaining({ name: 'ninja', state: 'joined', tracked: true, problem: null }),
      expect.objectContaining({
        name: 'gone',
        state: 'failed',
        tracked: false,
        problem: expect.stringContaining('suspended') as string,
      }),
    ]);
  });

  test.each(['shroud', '#Shroud', 'https://www.twitch.tv/shroud'])('can be added as %s', async (name) => {
    const answer = await api.call('/api/channels', { method: 'POST', body: { name }, token: true });
    expect(answer).toMatchObject({ status: 201, body: { name: 'shroud' } });
    expect(answer.headers.get('location')).toBe('/api/channels/shroud');
    expect(bot.watched.has('shroud')).toBe(true);
  });

  test('that are watched already are told as they are', async () => {
    bot.addOutcome = { kind: 'already' };
    expect(await api.call('/api/channels', { method: 'POST', body: { name: 'ninja' }, token: true })).toMatchObject({
      status: 200,
    });
  });

  test('beyond the limit are refused with the reason', async () => {
    bot.addOutcome = { kind: 'refused', problem: 'At most 500 channels can be added. Remove one first.' };
    const { status, body } = await api.call('/api/channels', { method: 'POST', body: { name: 'shroud' }, token: true });
    expect([status, body['detail']]).toEqual([409, bot.addOutcome.problem]);
  });

  test('can be removed once', async () => {
    const remove = () => api.call('/api/channels/Ninja', { method: 'DELETE', token: true });
    expect((await remove()).status).toBe(204);
    expect(await remove()).toMatchObject({
      status: 404,
      body: { detail: expect.stringContaining('Nobody watches ninja') as string },
    });
  });

  test('that are watched for other reasons stay', async () => {
    bot.removeOutcome = { kind: 'kept', problem: 'ninja is tracked in a Discord server.' };
    expect(await api.call('/api/channels/ninja', { method: 'DELETE', token: true })).toMatchObject({ status: 409 });
  });
});

describe('hype events', () => {
  test('are paged through without loss or repetition while new ones begin', async () => {
    for (let i = 0; i < 25; i++) bot.moments.push(aMoment({ id: `m${i}`, startedAt: NOW + Math.floor(i / 4) }));
    const expected = bot.moments.map(({ id }) => id).toSorted();
    const ids: string[] = [];
    let cursor: string | null = null;
    do {
      const query: string = cursor === null ? '' : `&cursor=${cursor}`;
      const { body } = await api.call(`/api/hype-events?limit=3${query}`);
      ids.push(...(body['events'] as readonly { id: string }[]).map(({ id }) => id));
      cursor = body['next_cursor'] as string | null;
      bot.moments.push(aMoment({ id: `later${ids.length}`, startedAt: NOW + 1_000 + ids.length }));
    } while (cursor !== null);
    expect(ids.toSorted()).toEqual(expected);
  });

  test('are those a person would have been told of, unless asked for all', async () => {
    bot.moments.push(aMoment({ id: 'weak', peakScore: 1 }), aMoment({ id: 'strong', peakScore: 9 }));
    const ids = async (query: string) =>
      ((await api.call(`/api/hype-events${query}`)).body['events'] as readonly { id: string }[]).map(({ id }) => id);
    expect(await ids('')).toEqual(['strong']);
    expect(await ids('?min_score=0')).toEqual(['weak', 'strong']);
  });

  test('are filtered by channel, time and category', async () => {
    bot.watch('shroud');
    bot.moments.push(
      aMoment({ id: 'a', startedAt: NOW }),
      aMoment({ id: 'b', startedAt: NOW + 60_000, category: 'sad' }),
      aMoment({ id: 'c', channel: 'shroud', startedAt: NOW + 120_000 }),
    );
    const ids = async (query: string) =>
      ((await api.call(`/api/hype-events?${query}`)).body['events'] as readonly { id: string }[]).map(({ id }) => id);
    expect(await ids('channel=NINJA')).toEqual(['b', 'a']);
    expect(await ids(`since=${NOW + 1}`)).toEqual(['c', 'b']);
    expect(await ids('until=2026-01-15T20:31:00Z')).toEqual(['a']);
    expect(await ids('until=2026-01-15T20:31:00.001')).toEqual(['b', 'a']);
    expect(await ids('category=sad')).toEqual(['b']);
  });

  test('carry a link to the video shortly before', async () => {
    bot.streams = [STREAM];
    bot.moments.push(aMoment({ streamId: STREAM.id, startedAt: STREAM.startedAt + 90_000 }));
    const { body } = await api.call('/api/channels/ninja/moments');
    expect(body['moments']).toMatchObject([
      { vod_url: 'https://www.twitch.tv/videos/987?t=1m0s', stream_id: STREAM.id },
    ]);
  });

  test('are exported as a table that begins with the promised columns', async () => {
    bot.moments.push(aMoment({ topEmotes: [['=HYPERLINK("http://evil")', 3]] }));
    const { text, headers } = await api.call('/api/hype-events/export?channel=ninja');
    const [header, row, end] = text.split('\n');
    expect(header).toMatch(/^channel,timestamp,velocity,baseline_mean,baseline_std,multiplier,/);
    expect(row).toMatch(/^ninja,2026-01-15T20:30:04\.000Z,38\.4,9\.3,2\.1,4\.2,/);
    expect(row).toContain('"\'=HYPERLINK');
    expect(end).toBe('');
    expect(headers.get('content-disposition')).toBe('attachment; filename="hype-events-ninja.csv"');
  });

  test('are exported whole, however many there are', async () => {
    for (let i = 0; i < 1_234; i++) bot.moments.push(aMoment({ id: `m${i}`, startedAt: NOW + i }));
    expect((await api.call('/api/hype-events/export')).text.split('\n')).toHaveLength(1_234 + 2);
  });

  test('are shown in full by their id', async () => {
    bot.moments.push(aMoment());
    bot.series = SERIES;
    const { body } = await api.call('/api/moments/moment-1');
    expect(body).toMatchObject({ id: 'moment-1', series: { channel: 'ninja', velocity: [1, 2] } });
    expect(body['quotes']).toHaveLength(2);
    expect(await api.call('/api/moments/unknown')).toMatchObject({ status: 404 });
  });
});

describe('a channel over time', () => {
  test('is told by the minute, for the last hour', async () => {
    const { body } = await api.call('/api/channels/ninja/metrics');
    expect(body).toMatchObject({ from: '2026-01-15T19:30:00.000Z', to: '2026-01-15T20:30:00.000Z' });
    expect(body['minutes']).toMatchObject([{ minute: '2026-01-15T19:30:00.000Z', avg_message_length: 12.3 }]);
  });

  test.each([
    ['from=2026-01-15T10:00:00Z', '2026-01-15T10:00:00.000Z', '2026-01-15T20:30:00.000Z'],
    ['to=2026-01-15T10:00:00Z', '2026-01-15T09:00:00.000Z', '2026-01-15T10:00:00.000Z'],
    ['from=2025-01-01', '2025-01-01T00:00:00.000Z', '2025-01-03T00:00:00.000Z'],
  ])('for the window %s', async (query, from, to) => {
    expect((await api.call(`/api/channels/ninja/metrics?${query}`)).body).toMatchObject({ from, to });
  });

  test.each(['from=2026-01-02&to=2026-01-01', 'from=2026-01-01&to=2026-01-04'])('not for %s', async (query) => {
    const { status, body } = await api.call(`/api/channels/ninja/metrics?${query}`);
    expect([status, (body['errors'] as readonly { field: string }[])[0]?.field]).toEqual([400, 'to']);
  });

  test('is told by the second while it is watched', async () => {
    expect(await api.call('/api/channels/ninja/series')).toMatchObject({ status: 404 });
    bot.series = SERIES;
    expect(await api.call('/api/channels/ninja/series?seconds=60')).toMatchObject({
      status: 200,
      body: { score: [3, 4] },
    });
  });

  test('has its streams', async () => {
    bot.streams = [STREAM];
    expect((await api.call('/api/channels/ninja/streams')).body['streams']).toMatchObject([
      { id: STREAM.id, ended_at: null },
    ]);
  });
});

describe('what chat feels and says', () => {
  test('is told now and for the past', async () => {
    expect(await api.call('/api/channels/ninja/mood')).toMatchObject({ status: 404 });
    expect(await api.call('/api/channels/ninja/headline')).toMatchObject({ status: 404 });
    bot.mood = MOOD;
    bot.headline = HEADLINE;
    bot.moods = [MINUTE_MOOD];
    expect((await api.call('/api/channels/ninja/mood')).body).toMatchObject({ type: 'mood', mood: 'hype' });
    expect((await api.call('/api/channels/ninja/headline')).body).toMatchObject({ headline: 'One. Two.' });
    expect((await api.call('/api/channels/ninja/mood/history')).body['minutes']).toHaveLength(1);
  });

  test('is summed up on demand', async () => {
    bot.summaries = [SUMMARY];
    expect((await api.call('/api/channels/ninja/summaries')).body['summaries']).toMatchObject([
      { model: 'extractive' },
    ]);
    const made = await api.call('/api/channels/ninja/summaries', {
      method: 'POST',
      body: { window_minutes: 5 },
      token: true,
    });
    expect(made).toMatchObject({ status: 201, body: { overview: SUMMARY.overview } });
  });

  test('is not summed up where there is nothing to', async () => {
    bot.summarize = async () => {
      throw new UserError('Nobody wrote in the last 5 minutes. Choose a longer window.');
    };
    expect(await api.call('/api/channels/ninja/summaries', { method: 'POST', body: {}, token: true })).toMatchObject({
      status: 422,
      body: { detail: 'Nobody wrote in the last 5 minutes. Choose a longer window.' },
    });
  });

  test('uses emotes, which are listed and counted', async () => {
    bot.emotes = [
      {
        id: '1',
        name: 'catJAM',
        provider: '7tv',
        imageUrl: 'https://cdn.7tv.app/1',
        animated: true,
        zeroWidth: false,
        scope: 'channel',
      },
    ];
    bot.uses = [{ name: 'catJAM', uses: 12 }];
    expect((await api.call('/api/channels/ninja/emotes')).body['emotes']).toMatchObject([
      { image_url: 'https://cdn.7tv.app/1' },
    ]);
    expect((await api.call('/api/channels/ninja/emotes/uses')).body).toMatchObject({
      from: '2026-01-15T19:00:00.000Z',
      to: '2026-01-15T21:00:00.000Z',
      uses: [{ name: 'catJAM', uses: 12 }],
    });
  });
});

describe('operation', () => {
  test('models are listed and changed', async () => {
    expect((await api.call('/api/models')).body).toMatchObject({
      models: [{ role: 'mood' }],
      spend: { budget_usd: 1 },
    });
    const change = () => api.call('/api/models/summary', { method: 'PUT', body: { model: 'openai:x' }, token: true });
    expect(await change()).toMatchObject({ status: 200, body: { active: 'openai:x', previous: 'extractive' } });
    bot.swap = async () => ({ kind: 'kept', active: 'extractive', problem: 'OPENAI_API_KEY is not set.' });
    expect(await change()).toMatchObject({
      status: 409,
      body: { detail: 'extractive stays: OPENAI_API_KEY is not set.' },
    });
  });

  test.each([
    ['ok', 200],
    ['degraded', 200],
    ['down', 503],
  ] as const)('health %s is answered with %i', async (state, status) => {
    bot.health = { ...bot.health, state };
    expect(await api.call('/api/health')).toMatchObject({ status, body: { state } });
  });

  test('counters name routes, never addresses', async () => {
    await api.call('/api/channels/secretname/mood');
    await fetch(`${web.url}/some/address/of/theirs`);
    const { text } = await api.call('/metrics');
    expect(text).toContain(
      'hypewire_http_requests_total{route="/api/channels/:name/mood",method="GET",status="404"} 1',
    );
    expect(text).not.toMatch(/secretname|of\/theirs/);
  });
});

describe('mistakes', () => {
  test.each([
    ['/api/hype-events?limit=0', 'limit'],
    ['/api/hype-events?limit=201', 'limit'],
    ['/api/hype-events?limit=ten', 'limit'],
    ['/api/hype-events?since=yesterday', 'since'],
    ['/api/hype-events?since=-1', 'since'],
    ['/api/hype-events?until=2026-13-01', 'until'],
    ['/api/hype-events?channel=not%20a%20name', 'channel'],
    ['/api/hype-events?channel=a&channel=b', 'channel'],
    ['/api/hype-events?category=great', 'category'],
    ['/api/hype-events?cursor=bm9uc2Vuc2U', 'cursor'],
    ['/api/hype-events?cursor=WzEsMl0', 'cursor'],
    ['/api/hype-events?min_score=-1', 'min_score'],
    ['/api/channels/n%00j/metrics', 'name'],
    ['/api/channels/ninja/series?seconds=5', 'seconds'],
    [`/api/moments/${'x'.repeat(101)}`, 'id'],
  ])('%s is refused by the name of its field, with the next step', async (path, field) => {
    const { status, body, headers } = await api.call(path);
    expect(status).toBe(400);
    expect(headers.get('content-type')).toContain('application/problem+json');
    const errors = body['errors'] as readonly { field: string; problem: string; next: string }[];
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({
      field,
      problem: expect.stringMatching(/./) as string,
      next: expect.stringMatching(/\.$/) as string,
    });
  });

  test.each([
    ['cut off', '{"name":', 400],
    ['empty', '', 400],
    ['an array', '[]', 400],
    ['with a number for a name', '{"name":7}', 400],
    ['with what is no name', '{"name":"no such name"}', 400],
    ['of more than 64 KiB', JSON.stringify({ name: 'x'.repeat(70_000) }), 413],
  ])('a body %s is refused', async (_what, body, status) => {
    expect(await api.call('/api/channels', { method: 'POST', body, token: true })).toMatchObject({ status });
  });

  test('another format than JSON is refused', async () => {
    const headers = { 'content-type': 'text/plain' };
    expect(await api.call('/api/channels', { method: 'POST', body: 'ninja', token: true, headers })).toMatchObject({
      status: 415,
    });
  });

  test('a bug is answered without its insides', async () => {
    bot.swap = async () => {
      throw new Error('secret path /home/x');
    };
    const response = await fetch(`${web.url}/api/models/mood`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', authorization: 'Bearer correct-horse' },
      body: '{"model":"x"}',
    });
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('secret');
  });
});

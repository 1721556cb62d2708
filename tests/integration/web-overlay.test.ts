import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OVERLAY_DEFAULTS } from '../../src/domain/overlay.ts';
import type { OverlayFrame } from '../../src/lib/wire/overlay.ts';
import type { WebServer } from '../../src/web/web-server.ts';
import { ApiClient, type ApiAnswer } from '../contract/web/api-client.ts';
import { aMoment, CALM, chatLine, FakeBot, NOW, retraction } from '../contract/web/fake-bot.ts';
import { FrameChecker } from '../contract/web/frame-checker.ts';
import { eventually, SocketClient, type Frame } from '../contract/web/socket-client.ts';
import { HEADLINE, MOOD } from '../contract/web/values.ts';

const SOCKET = '/ws/overlay/{token}';

interface Made {
  readonly id: string;
  readonly token: string;
  readonly path: string;
}

let bot: FakeBot;
let web: WebServer;
let api: ApiClient;
let checker: FrameChecker;
beforeEach(async () => {
  bot = new FakeBot();
  bot.watch('ninja');
  bot.mood = MOOD;
  bot.headline = HEADLINE;
  web = await bot.start();
  api = await ApiClient.open(web.url);
  checker = await FrameChecker.open(web.url);
});
afterEach(async () => {
  await web[Symbol.asyncDispose]();
  expect(bot.problems).toEqual([]);
});

async function make(body: object = { channel: 'ninja' }): Promise<Made> {
  const answer = await api.call('/api/overlays', { method: 'POST', body, token: true });
  expect(answer.status).toBe(201);
  return answer.body as unknown as Made;
}

async function edit(id: string, body: object): Promise<ApiAnswer> {
  return api.call(`/api/overlays/${id}`, { method: 'PATCH', body, token: true });
}

/** A page that showed its first frame. */
async function watch({ token }: Made): Promise<SocketClient> {
  const client = await SocketClient.open(web.url, `/ws/overlay/${token}`);
  await client.frame(0);
  return client;
}

function ofType(client: SocketClient, type: string): readonly Frame[] {
  return client.frames.filter((frame) => frame['type'] === type);
}

async function nextOf(client: SocketClient, type: string, n = 0): Promise<Frame> {
  await client.until(() => ofType(client, type).length > n, `${type} ${n}`);
  return ofType(client, type)[n]!;
}

describe('overlays over HTTP', () => {
  test('are made with defaults, listed oldest first, changed in part and deleted', async () => {
    bot.now = () => NOW;
    const first = await make();
    expect(first).toMatchObject({ path: `/overlay/${first.token}`, channel: 'ninja', settings: OVERLAY_DEFAULTS });
    bot.now = () => NOW + 1;
    const second = await make({ channel: '#Shroud', settings: { widgets: { emotes: false }, scale: 2 } });
    expect(second).toMatchObject({
      channel: 'shroud',
      settings: { ...OVERLAY_DEFAULTS, scale: 2, widgets: { ...OVERLAY_DEFAULTS.widgets, emotes: false } },
    });
    const { body } = await api.call('/api/overlays', { token: true });
    expect(body).toMatchObject({ overlays: [{ id: first.id }, { id: second.id }] });

    const changed = await edit(second.id, { settings: { widgets: { mood: false }, accent: '#00ff00' } });
    expect(changed.body['settings']).toEqual({
      ...OVERLAY_DEFAULTS,
      scale: 2,
      accent: '#00ff00',
      widgets: { mood: false, headline: true, burst: true, emotes: false },
    });
    expect(await api.call(`/api/overlays/${first.id}`, { method: 'DELETE', token: true })).toMatchObject({
      status: 204,
    });
    expect([...bot.overlays.keys()]).toEqual([second.id]);
  });

  test('have tokens of 192 random bits that fit into an address', async () => {
    const tokens = new Set<string>();
    for (let i = 0; i < 20; i++) tokens.add((await make()).token);
    expect(tokens.size).toBe(20);
    for (const token of tokens) expect(token).toMatch(/^[\w-]{32}$/);
  });

  const refused: readonly (readonly [string, string, object | undefined])[] = [
    ['GET', '/api/overlays', undefined],
    ['POST', '/api/overlays', { channel: 'ninja' }],
    ['PATCH', '/api/overlays/{id}', { settings: {} }],
    ['POST', '/api/overlays/{id}/reset', undefined],
    ['DELETE', '/api/overlays/{id}', undefined],
  ];
  test.each(refused)('%s %s needs the token, and that of an overlay is none', async (method, path, body) => {
    const { id, token } = await make();
    const before = structuredClone([...bot.overlays]);
    const where = path.replace('{id}', id);
    expect(await api.call(where, { method, body })).toMatchObject({ status: 401 });
    const headers = { authorization: `Bearer ${token}` };
    expect(await api.call(where, { method, body, headers })).toMatchObject({ status: 401 });
    expect([...bot.overlays]).toEqual(before);
  });

  test.each([
    [{ settings: { scale: 3.01 } }, 'settings.scale'],
    [{ settings: { opacity: -0.1 } }, 'settings.opacity'],
    [{ settings: { font: '20' } }, 'settings.font'],
    [{ settings: { limit: 2.5 } }, 'settings.limit'],
    [{ settings: { density: 1e9 } }, 'settings.density'],
    [{ settings: { accent: 'red;background:url(x)' } }, 'settings.accent'],
    [{ settings: { position: 'middle' } }, 'settings.position'],
    [{ settings: { hidden: Array.from({ length: 101 }, () => 'a') } }, 'settings.hidden'],
    [{ settings: { hidden: ['x'.repeat(101)] } }, 'settings.hidden.0'],
    [{ settings: { widgets: { mood: 'yes' } } }, 'settings.widgets.mood'],
    [{ channel: 'not a channel' }, 'channel'],
  ])('refuse %o and name the field', async (body, field) => {
    const { id } = await make();
    const answer = await edit(id, body);
    expect(answer.status).toBe(400);
    expect(answer.body['errors']).toMatchObject([{ field }]);
    expect(bot.overlays.get(id)?.settings).toEqual(OVERLAY_DEFAULTS);
  });

  test('refuse settings nobody knows', async () => {
    const { id } = await make();
    expect(await edit(id, { settings: { colour: 'red' } })).toMatchObject({ status: 400 });
    expect(await edit(id, { token: 'mine' })).toMatchObject({ status: 400 });
  });

  test.each([
    ['PATCH', '', {}],
    ['POST', '/reset', undefined],
    ['DELETE', '', undefined],
  ])('%s %s of an unknown one is told', async (method, rest, body) => {
    const answer = await api.call(`/api/overlays/0123456789ab${rest}`, { method, body, token: true });
    expect(answer).toMatchObject({
      status: 404,
      body: { detail: expect.stringContaining('GET /api/overlays') as string },
    });
  });

  test('are as many as may be, and no more', async () => {
    for (let i = 0; i < 50; i++) {
      const id = i.toString(16).padStart(12, '0');
      bot.overlays.set(id, { v: 1, id, channel: 'a', token: `t${i}`, createdAt: i, settings: OVERLAY_DEFAULTS });
    }
    await using full = await bot.start();
    const client = await ApiClient.open(full.url);
    const call = { method: 'POST', body: { channel: 'ninja' }, token: true } as const;
    expect(await client.call('/api/overlays', call)).toMatchObject({ status: 409 });
    await client.call('/api/overlays/000000000007', { method: 'DELETE', token: true });
    const answers = await Promise.all([client.call('/api/overlays', call), client.call('/api/overlays', call)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
  });
});

describe('the page', () => {
  test('is the same for every address, and says 404 where there is no overlay', async () => {
    const { path } = await make();
    const known = await fetch(web.url + path);
    expect(known.status).toBe(200);
    expect(known.headers.get('cache-control')).toBe('no-store');
    expect(known.headers.get('referrer-policy')).toBe('no-referrer');
    for (const wrong of ['/overlay/x', '/overlay/index.html', `${path}x`]) {
      const answer = await fetch(web.url + wrong);
      expect(answer.status).toBe(404);
      expect(answer.headers.get('content-type')).toContain('text/html');
      expect(await answer.text()).not.toMatch(/error|problem/i);
    }
  });

  test('may be held in a frame of this server only as a preview', async () => {
    const { path } = await make();
    const page = await fetch(web.url + path);
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(page.headers.get('x-frame-options')).toBe('DENY');
    const preview = await fetch(`${web.url}${path}?preview=1`);
    expect(preview.headers.get('content-security-policy')).toContain("frame-ancestors 'self'");
    expect(preview.headers.get('content-security-policy')).not.toMatch(/unsafe|\*/);
    expect(preview.headers.get('x-frame-options')).toBe('SAMEORIGIN');
  });
});

describe('the socket of an overlay', () => {
  test('begins with everything the overlay shows, and nobody’s name or message', async () => {
    bot.openMoments.set('ninja', aMoment({ peakScore: 9, attack: false }));
    const made = await make();
    await using client = await watch(made);
    const snapshot = client.frames[0] as unknown as OverlayFrame;
    expect(snapshot).toEqual({
      type: 'overlay',
      build: '',
      channel: 'ninja',
      settings: OVERLAY_DEFAULTS,
      mood: { type: 'mood', mood: 'hype', score: 0.42, confidence: 0.8, color: '#E69F00' },
      headline: { type: 'headline', sentences: ['One.', 'Two.'], sentiment: 0.4, confidence: 0.7 },
      moment: expect.objectContaining({ type: 'hype_event', phase: 'started' }) as object,
    });
    expect(JSON.stringify(snapshot)).not.toMatch(/sample_ids|quotes|displayName|token/);
    expect(checker.problems(SOCKET, client.frames)).toEqual([]);
  });

  test.each(['', 'x', '../api/overlays', 'a'.repeat(150)])('closes at once for the address "%s"', async (token) => {
    await make();
    await using client = await SocketClient.open(web.url, `/ws/overlay/${encodeURIComponent(token)}`);
    expect(await client.close()).toMatchObject({ code: 1008 });
    expect(client.frames).toEqual([]);
  });

  test('tells mood and headline only when they change', async () => {
    await using client = await watch(await make());
    let asked = 0;
    Object.defineProperty(bot, 'headline', {
      configurable: true,
      get: () => ({ ...HEADLINE, at: NOW + ++asked, messages: 500 + asked }),
    });
    await eventually(() => asked > 2, 'two looks');
    expect(client.frames).toHaveLength(1);
    Object.defineProperty(bot, 'headline', { configurable: true, writable: true, value: HEADLINE });
    bot.mood = { ...MOOD, dominant: 'sad', color: '#4faafe' };
    bot.headline = { ...HEADLINE, sentences: ['Three.'] };
    expect(await nextOf(client, 'mood')).toMatchObject({ mood: 'sad', color: '#4faafe' });
    expect(await nextOf(client, 'headline')).toMatchObject({ sentences: ['Three.'] });
    bot.headline = null;
    expect(await nextOf(client, 'headline', 1)).toMatchObject({ sentences: [] });
    expect(ofType(client, 'mood')).toHaveLength(1);
    expect(checker.problems(SOCKET, client.frames)).toEqual([]);
  });

  test('gathers emotes, each once a message, with pictures where there are some', async () => {
    bot.emotes = [
      {
        id: '1',
        name: 'catJAM',
        provider: '7tv',
        imageUrl: 'https://cdn.7tv.app/emote/01/1x.webp',
        animated: true,
        zeroWidth: false,
        scope: 'channel',
      },
    ];
    await using client = await watch(await make());
    const spam = Array.from({ length: 50 }, () => 'Kappa');
    for (let i = 0; i < 300; i++) bot.hub.accepted(chatLine({ id: `m${i}` }), CALM, ['catJAM', ...spam]);
    bot.hub.accepted(chatLine({ emotes: [] }), CALM, ['KEKW', 'x'.repeat(101)]);
    bot.hub.accepted(chatLine({ channel: 'other' }), CALM, ['Elsewhere']);
    expect(await nextOf(client, 'emotes')).toEqual({
      type: 'emotes',
      emotes: [
        ['catJAM', 300, 'https://cdn.7tv.app/emote/01/2x.webp'],
        ['Kappa', 300, 'https://static-cdn.jtvnw.net/emoticons/v2/25/default/dark/2.0'],
        ['KEKW', 1, null],
      ],
    });
    expect(ofType(client, 'emotes')).toHaveLength(1);
    expect(checker.problems(SOCKET, client.frames)).toEqual([]);
  });

  test('sends at most 20 emotes a frame, whatever chat invents', async () => {
    await using client = await watch(await make());
    for (let i = 0; i < 5_000; i++) bot.hub.accepted(chatLine({ id: `m${i}` }), CALM, [`made-up-${i}`]);
    const frame = await nextOf(client, 'emotes');
    expect(frame['emotes']).toHaveLength(20);
  });

  test('keeps to itself what the overlay hides, whatever its case', async () => {
    const made = await make({ channel: 'ninja', settings: { hidden: ['MONKAS', 'two'] } });
    await using client = await watch(made);
    expect(client.frames[0]).toMatchObject({ headline: { sentences: [] } });
    expect(JSON.stringify(client.frames[0])).not.toMatch(/monkas|two/i);
    bot.hub.accepted(chatLine({ emotes: [] }), CALM, ['monkaS', 'KEKW']);
    expect(await nextOf(client, 'emotes')).toMatchObject({ emotes: [['KEKW', 1, null]] });
    await edit(made.id, { settings: { hidden: [] } });
    expect(await nextOf(client, 'headline')).toMatchObject({ sentences: ['One.', 'Two.'] });
  });

  test.each([
    [{ what: 'message', messageId: 'm' }, false],
    [{ what: 'chatter', chatterId: '7', login: 'x', durationSeconds: 600 }, false],
    [{ what: 'everything' }, true],
  ] as const)('takes the headline back at once after %o', async (scope, everything) => {
    await using client = await watch(await make());
    bot.hub.retracted({ ...retraction(scope), receivedAt: NOW + 10 });
    expect(await nextOf(client, 'retracted')).toEqual({ type: 'retracted', everything });
    // The headline from before it stays away; one that was made after it comes.
    bot.headline = { ...HEADLINE, sentences: ['Made before.'], at: NOW + 9 };
    bot.mood = { ...MOOD, dominant: 'sad' };
    await nextOf(client, 'mood');
    expect(ofType(client, 'headline')).toEqual([]);
    bot.headline = { ...HEADLINE, sentences: ['Made after.'], at: NOW + 10 };
    expect(await nextOf(client, 'headline')).toMatchObject({ sentences: ['Made after.'] });
    await using late = await watch({ ...(await make()), token: [...bot.overlays.values()][0]!.token });
    expect(late.frames[0]).toMatchObject({ headline: { sentences: ['Made after.'] } });
    expect(checker.problems(SOCKET, client.frames)).toEqual([]);
  });

  test('takes the headline back when somebody asks to be forgotten', async () => {
    await using client = await watch(await make());
    bot.hub.forgotten('7');
    expect(await nextOf(client, 'retracted')).toEqual({ type: 'retracted', everything: false });
  });

  test('tells a moment once when it reaches the threshold and once when it is over, and no attack', async () => {
    await using client = await watch(await make());
    const say = (kind: 'started' | 'rose' | 'ended', peakScore: number, attack = false, id = 'a'): void =>
      bot.hub.hype({ kind, at: NOW, moment: aMoment({ id, peakScore, attack }) });
    say('started', 1);
    say('rose', 5);
    say('rose', 6);
    say('ended', 6);
    say('started', 9, true, 'b');
    say('ended', 9, true, 'b');
    say('started', 9, false, 'c');
    await nextOf(client, 'hype_event', 2);
    expect(ofType(client, 'hype_event').map(({ id, phase }) => [id, phase])).toEqual([
      ['a', 'started'],
      ['a', 'ended'],
      ['c', 'started'],
    ]);
    expect(checker.problems(SOCKET, client.frames)).toEqual([]);
  });

  test('follows edits at once, on every page that shows it', async () => {
    const made = await make();
    await using one = await watch(made);
    await using two = await watch(made);
    await edit(made.id, { settings: { position: 'top', widgets: { burst: false } } });
    for (const client of [one, two])
      expect(await nextOf(client, 'overlay_settings')).toMatchObject({
        settings: { position: 'top', widgets: { burst: false, mood: true } },
      });
    expect(checker.problems(SOCKET, one.frames)).toEqual([]);
  });

  test('is opened anew for another channel', async () => {
    const made = await make();
    await using before = await watch(made);
    await edit(made.id, { channel: 'shroud' });
    expect(await before.close()).toEqual({
      code: 1001,
      reason: 'this overlay shows another channel now: connect again',
    });
    await using after = await watch(made);
    expect(after.frames[0]).toMatchObject({ channel: 'shroud', mood: null, headline: null });
  });

  test.each([
    ['reset', 'POST', '/reset', 200],
    ['deleted', 'DELETE', '', 204],
  ] as const)(
    'ends when the overlay is %s, and its address opens nothing any more',
    async (_, method, rest, status) => {
      const made = await make();
      const other = await make();
      await using client = await watch(made);
      await using stays = await watch(other);
      expect(await api.call(`/api/overlays/${made.id}${rest}`, { method, token: true })).toMatchObject({ status });
      expect(await client.close()).toMatchObject({
        code: 1008,
        reason: expect.stringMatching(/^this overlay/) as string,
      });
      await using again = await SocketClient.open(web.url, `/ws/overlay/${made.token}`);
      expect(await again.close()).toMatchObject({ code: 1008 });
      expect((await fetch(web.url + made.path)).status).toBe(404);
      await stays.settled();
      const now = bot.overlays.get(made.id);
      if (now === undefined) return;
      await using renewed = await watch(now as unknown as Made);
      expect(renewed.frames[0]).toMatchObject({ type: 'overlay', channel: 'ninja' });
    },
  );

  test('has room for ten pages, and says so to the eleventh', async () => {
    const made = await make();
    const clients = await Promise.all(Array.from({ length: 10 }, () => watch(made)));
    await using more = await SocketClient.open(web.url, `/ws/overlay/${made.token}`);
    expect(await more.close()).toMatchObject({ code: 1013 });
    await clients[0]![Symbol.asyncDispose]();
    await eventually(() => web.sockets === 9, 'room');
    await using again = await watch(made);
    expect(again.frames).toHaveLength(1);
    for (const client of clients) await client[Symbol.asyncDispose]();
  });

  test('keeps its channel watched, also for a while after its last page left', async () => {
    const made = await make();
    await using other = await make({ channel: 'ninja' }).then(watch);
    const client = await watch(made);
    expect(bot.holds).toEqual(['hold ninja overlay']);
    await client[Symbol.asyncDispose]();
    await other[Symbol.asyncDispose]();
    await eventually(() => web.sockets === 0, 'the end of both');
    expect(bot.holds).toEqual(['hold ninja overlay']);
    await web[Symbol.asyncDispose]();
    expect(bot.holds).toEqual(['hold ninja overlay', 'release ninja overlay']);
  });

  test('answers what it does not understand and goes on', async () => {
    await using client = await watch(await make());
    expect(await client.ask('{nope')).toEqual({ error: 'Invalid JSON' });
    expect(await client.ask({ command: 'join_channel', channel: 'ninja' })).toMatchObject({ error: 'Unknown command' });
    await client.settled();
    expect(checker.problems(SOCKET, client.frames)).toEqual([]);
  });
});

test('overlays outlive a restart', async () => {
  const made = await make();
  await web[Symbol.asyncDispose]();
  web = await bot.start();
  await using client = await watch(made);
  expect(client.frames[0]).toMatchObject({ type: 'overlay', channel: 'ninja' });
});

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTwitchApi, type TwitchApi } from '../../src/bot/twitch/helix/twitch-api.ts';
import type { StreamInfo } from '../../src/domain/chat-event.ts';
import type { ClipMaker, ClipOutcome } from '../../src/domain/ports/desk.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { FakeTwitchApi } from '../fakes/twitch/api-server.ts';
import type { ClipFault } from '../fakes/twitch/fake-clips.ts';
import { idOf } from '../fakes/twitch/irc-lines.ts';
import { RecordingObserver } from '../fakes/twitch/recording-observer.ts';

const STREAM: StreamInfo = {
  id: 's1',
  channel: 'aurora',
  roomId: idOf('aurora'),
  startedAt: 1_750_000_000_000,
  endedAt: null,
  title: '',
  category: 'Chess',
  vodId: 'v1',
};

let api: FakeTwitchApi;
let twitch: TwitchApi | null = null;

beforeEach(async () => {
  api = await FakeTwitchApi.start();
  process.env['TWURPLE_MOCK_API_PORT'] = String(api.port);
  for (const login of ['aurora', 'clipper']) api.users.add(login);
  api.streams.set('aurora', { id: 's1', login: 'aurora' });
  api.videos.push({ id: 'v1', login: 'aurora', streamId: 's1' });
});

afterEach(async () => {
  await twitch?.[Symbol.asyncDispose]();
  twitch = null;
  expect(api.violations).toEqual([]);
  await api[Symbol.asyncDispose]();
  delete process.env['TWURPLE_MOCK_API_PORT'];
});

async function aMaker(
  scopes: readonly string[] = ['clips:edit'],
  credentials: { readonly refreshToken?: string; readonly login?: string } = {},
): Promise<ClipMaker> {
  const token = { login: credentials.login ?? 'clipper', scopes };
  api.tokens.set('user-token', token);
  if (credentials.refreshToken !== undefined) api.refreshTokens.set(credentials.refreshToken, token);
  twitch = createTwitchApi({
    credentials: {
      clientId: api.clientId,
      clientSecret: api.clientSecret,
      accessToken: 'user-token',
      refreshToken: credentials.refreshToken ?? null,
    },
    sink: () => undefined,
    observer: new RecordingObserver(),
    logger: createLogger('silent'),
    random: () => 0,
  });
  const { clips } = twitch;
  if (clips === null) throw new Error('no clip maker');
  await expect.poll(() => clips.account()).toBe(token.login.toUpperCase());
  return clips;
}

const posts = (path: string) => api.requests.filter((request) => request.method === 'POST' && request.path === path);

test('without a user token there is nobody to make clips', () => {
  twitch = createTwitchApi({
    credentials: { clientId: api.clientId, clientSecret: api.clientSecret, accessToken: null, refreshToken: null },
    sink: () => undefined,
    observer: new RecordingObserver(),
    logger: createLogger('silent'),
  });
  expect(twitch.clips).toBeNull();
  expect(twitch.missing.join(' ')).toContain('clips:edit');
});

describe('a clip of the running stream', () => {
  test('is made under the account of the token, with title and length, and found when it is there', async () => {
    api.clips.publishes = false;
    const clips = await aMaker();
    expect(clips.missing()).toBeNull();
    expect(await clips.createNow('aurora', 'Funny in aurora — 4.2× usual', 53.04)).toEqual({
      kind: 'created',
      clipId: 'Clip-1',
      editUrl: 'https://clips.twitch.tv/Clip-1/edit',
    });
    const made = { broadcasterId: idOf('aurora'), title: 'Funny in aurora — 4.2× usual', duration: 53, vod: null };
    expect(api.clips.made).toMatchObject([made]);
    expect([...(posts('/clips')[0]?.query.keys() ?? [])].sort()).toEqual(['broadcaster_id', 'duration', 'title']);
    expect(await clips.find('Clip-1')).toBeNull();
    api.clips.publish();
    expect(await clips.find('Clip-1')).toBe('https://clips.twitch.tv/Clip-1');
  });

  test.each([
    [1, 5],
    [61, 60],
    [49.96, 50],
    [49.94, 49.9],
  ])('of %d s asks for %d s', async (asked, sent) => {
    const clips = await aMaker();
    await clips.createNow('aurora', 'x', asked);
    expect(api.clips.made[0]?.duration).toBe(sent);
  });

  test('a title is one line of bounded length', async () => {
    const clips = await aMaker();
    await clips.createNow('aurora', `a\n\u202eb${'c'.repeat(300)}`, 30);
    expect(api.clips.made[0]?.title).toMatch(/^a bc{95,97}…$/);
  });

  test('is not asked for without the scope, which is named', async () => {
    const clips = await aMaker(['user:write:chat']);
    expect(clips.missing()).toContain('clips:edit');
    expect(await clips.createNow('aurora', 'x', 30)).toMatchObject({
      kind: 'refused',
      reason: 'missing-scope',
      detail: expect.stringContaining('clips:edit') as string,
      retryable: false,
    });
    expect(posts('/clips')).toEqual([]);
  });

  test.each<[ClipFault, string, boolean]>([
    [{ status: 400, message: 'The category is not clippable.' }, 'category', false],
    [{ status: 400, message: 'The title did not pass AutoMod checks.' }, 'title-rejected', false],
    [{ status: 400, message: 'odd' }, 'not-allowed', false],
    [{ status: 401, message: 'Missing scope: clips:edit' }, 'missing-scope', false],
    [{ status: 401, message: 'Invalid OAuth token' }, 'no-token', false],
    [{ status: 403, message: 'The broadcaster has not enabled clips on their channel.' }, 'clips-disabled', false],
    [{ status: 403, message: 'restricted to followers' }, 'not-allowed', false],
    [{ status: 403, message: 'The user is banned or timed out' }, 'not-allowed', false],
    [{ status: 403 }, 'not-allowed', false],
    [{ status: 404 }, 'not-live', false],
    [{ status: 429 }, 'rate-limited', true],
    [{ status: 500 }, 'unavailable', true],
    [{ status: 503 }, 'unavailable', true],
    ['hang-up', 'unavailable', true],
  ])('%o is %s, asked for once', async (fault, reason, retryable) => {
    const clips = await aMaker();
    api.clips.faults.push(fault);
    const outcome = await clips.createNow('aurora', 'x', 30);
    expect(outcome).toMatchObject({ kind: 'refused', reason, retryable });
    expect(outcome.kind === 'refused' && outcome.detail).toMatch(/^[A-Z].{20,}\.$/);
    expect(posts('/clips')).toHaveLength(1);
    expect(await clips.createNow('aurora', 'x', 30)).toMatchObject({ kind: 'created' });
  });

  test('a channel that is not live cannot be clipped', async () => {
    const clips = await aMaker();
    api.streams.clear();
    expect(await clips.createNow('aurora', 'x', 30)).toMatchObject({ kind: 'refused', reason: 'not-live' });
    expect(await clips.createNow('nobody', 'x', 30)).toMatchObject({ kind: 'refused', reason: 'not-allowed' });
  });

  test('a token that ended is replaced first', async () => {
    const clips = await aMaker(['clips:edit'], { refreshToken: 'refresh-1' });
    api.tokens.delete('user-token');
    expect(await clips.createNow('aurora', 'x', 30)).toMatchObject({ kind: 'created' });
    api.tokens.clear();
    api.refreshTokens.clear();
    expect(await clips.createNow('aurora', 'x', 30)).toMatchObject({ kind: 'refused', reason: 'no-token' });
  });

  test('looking a clip up says when Twitch does not answer', async () => {
    const clips = await aMaker();
    api.mode = 'unauthorized';
    await expect(clips.find('Clip-1')).rejects.toThrow();
  });
});

describe('a clip from the video', () => {
  const made = (clips: ClipMaker, duration: number, end: number): Promise<ClipOutcome> =>
    clips.createFromVod(STREAM, 'Funny', duration, end);

  test.each([
    ['editor:manage:clips', 'clipper'],
    ['channel:manage:clips', 'aurora'],
  ])('works with %s', async (scope, login) => {
    api.clips.editors.add('clipper>aurora');
    const clips = await aMaker([scope], { login });
    expect(await made(clips, 50, 620.4)).toMatchObject({ kind: 'created' });
    expect(api.clips.made).toMatchObject([{ duration: 50, vod: { id: 'v1', endSeconds: 620 }, title: 'Funny' }]);
  });

  test('at the beginning of a video there is only so much to clip', async () => {
    const clips = await aMaker(['channel:manage:clips'], { login: 'aurora' });
    expect(await made(clips, 50, 12)).toMatchObject({ kind: 'created' });
    expect(await made(clips, 50, -3)).toMatchObject({ kind: 'created' });
    expect(api.clips.made.map((clip) => [clip.duration, clip.vod?.endSeconds])).toEqual([
      [12, 12],
      [5, 5],
    ]);
  });

  test('needs a scope, the rights of an editor, and a video', async () => {
    const without = await aMaker(['clips:edit']);
    expect(await made(without, 50, 620)).toMatchObject({
      reason: 'missing-scope',
      detail: expect.stringContaining('editor:manage:clips or channel:manage:clips') as string,
    });
    await twitch?.[Symbol.asyncDispose]();
    const clips = await aMaker(['editor:manage:clips']);
    expect(await made(clips, 50, 620)).toMatchObject({
      reason: 'not-allowed',
      detail: expect.stringContaining('editors') as string,
    });
    api.clips.editors.add('clipper>aurora');
    expect(await clips.createFromVod({ ...STREAM, vodId: 'gone' }, 'x', 50, 620)).toMatchObject({ reason: 'no-vod' });
    expect(await clips.createFromVod({ ...STREAM, vodId: null }, 'x', 50, 620)).toMatchObject({ reason: 'no-vod' });
    expect(posts('/videos/clips')).toHaveLength(2);
  });
});

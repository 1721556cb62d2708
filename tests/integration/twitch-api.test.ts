import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTwitchApi, type TwitchApi, type TwitchApiOptions } from '../../src/bot/twitch/helix/twitch-api.ts';
import type { UserTokens } from '../../src/bot/twitch/helix/user-session.ts';
import type { ChatEvent } from '../../src/domain/chat-event.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { FakeTwitchApi, type FakeToken } from '../fakes/twitch/api-server.ts';
import { idOf } from '../fakes/twitch/irc-lines.ts';
import { RecordingObserver } from '../fakes/twitch/recording-observer.ts';

const QUICK = {
  pollMs: 30,
  pollMsMin: 10,
  vodLookupsMs: [0, 50, 100, 150, 200, 250, 300],
  announcementTrustMs: 1_000,
  validateMs: 60_000,
  retry: { firstMs: 50, maxMs: 400, jitter: 0 },
  eventSubStableMs: 10_000,
};
const OWNER: FakeToken = {
  login: 'owner',
  scopes: [
    'user:write:chat',
    'channel:read:ads',
    'channel:read:hype_train',
    'channel:read:polls',
    'channel:read:predictions',
  ],
};

let api: FakeTwitchApi;
let twitch: TwitchApi | null = null;
let events: ChatEvent[];
let observer: RecordingObserver;
let saved: UserTokens[];

beforeEach(async () => {
  api = await FakeTwitchApi.start();
  process.env['TWURPLE_MOCK_API_PORT'] = String(api.port);
  for (const login of ['foo', 'bar', 'foobar', 'owner']) api.users.add(login);
  events = [];
  saved = [];
  observer = new RecordingObserver();
});

afterEach(async () => {
  await twitch?.[Symbol.asyncDispose]();
  twitch = null;
  expect(api.violations).toEqual([]);
  await api[Symbol.asyncDispose]();
  delete process.env['TWURPLE_MOCK_API_PORT'];
});

function open(
  credentials: Partial<TwitchApiOptions['credentials']> = {},
  limits: TwitchApiOptions['limits'] = {},
): TwitchApi {
  twitch = createTwitchApi({
    credentials: {
      clientId: api.clientId,
      clientSecret: api.clientSecret,
      accessToken: null,
      refreshToken: null,
      ...credentials,
    },
    sink: (event) => events.push(event),
    observer,
    logger: createLogger('silent'),
    saveTokens: async (tokens) => void saved.push(tokens),
    limits: { ...QUICK, ...limits },
    random: () => 0,
  });
  return twitch;
}

function watch(...channels: string[]): void {
  twitch?.watcher?.want(new Set(channels));
  twitch?.watcher?.start();
}

const streams = (): string[] =>
  events.flatMap((event) =>
    event.kind === 'stream'
      ? [
          `${event.channel} ${event.stream.id} ${event.stream.endedAt === null ? 'live' : 'ended'} ${event.stream.vodId ?? '-'}`,
        ]
      : [],
  );
const polls = (): number => api.count('/streams');
const morePolls = async (count: number): Promise<void> => {
  const until = polls() + count;
  await api.until(`${count} more polls`, () => polls() >= until);
};

test('without credentials there is nothing, and it says what would help', async () => {
  const none = open({ clientId: null, clientSecret: null });
  expect([none.directory, none.watcher, none.speaker()]).toEqual([null, null, null]);
  expect(none.missing.join(' ')).toMatch(/TWITCH_CLIENT_ID.*TWITCH_ACCESS_TOKEN/);
});

describe('the directory', () => {
  test('finds users and remembers them, also those that do not exist', async () => {
    const { directory } = open();
    expect(await directory?.findUser('foo')).toEqual({ id: idOf('foo'), login: 'foo', displayName: 'FOO' });
    expect(await directory?.findUser('foo')).not.toBeNull();
    expect(await directory?.findUser('nobody')).toBeNull();
    expect(await directory?.findUser('nobody')).toBeNull();
    expect(await directory?.findUser('not a name!')).toBeNull();
    expect(api.count('/users')).toBe(2);
  });

  test('searches, the exact name first', async () => {
    const { directory } = open();
    expect((await directory?.searchChannels('foo', 5))?.map((user) => user.login)).toEqual(['foo', 'foobar']);
    expect(await directory?.searchChannels('  ', 5)).toEqual([]);
  });

  test('throws when Twitch does not answer, and works again when it does', async () => {
    const { directory } = open();
    api.mode = 'server-error';
    await expect(directory?.findUser('foo')).rejects.toThrow();
    api.mode = 'normal';
    expect(await directory?.findUser('foo')).not.toBeNull();
  });
});

describe('the watcher', () => {
  test('a broadcast: live, its video, its end', async () => {
    open();
    watch('foo', 'bar');
    await morePolls(2);
    expect(streams()).toEqual([]);
    api.streams.set('foo', { id: 's1', login: 'foo', title: 'hello' });
    await api.until('it is live', () => streams().length === 1);
    api.videos.push({ id: 'v0', login: 'foo', streamId: 's0' }, { id: 'v1', login: 'foo', streamId: 's1' });
    await api.until('its video', () => streams().length === 2);
    api.streams.delete('foo');
    await api.until('its end', () => streams().length === 3);
    expect(streams()).toEqual(['foo s1 live -', 'foo s1 live v1', 'foo s1 ended v1']);
  });

  test('a flap is no end, a new id is a new broadcast, reruns do not count', async () => {
    open();
    watch('foo', 'bar');
    api.streams.set('foo', { id: 's1', login: 'foo' }).set('bar', { id: 'r1', login: 'bar', type: 'rerun' });
    await api.until('it is live', () => streams().length === 1);
    api.streams.delete('foo');
    await morePolls(1);
    api.streams.set('foo', { id: 's1', login: 'foo' });
    await morePolls(3);
    api.streams.set('foo', { id: 's2', login: 'foo' });
    await api.until('the next', () => streams().length === 3);
    expect(streams()).toEqual(['foo s1 live -', 'foo s1 ended -', 'foo s2 live -']);
  });

  test('250 channels, all live, in calls of 100', async () => {
    const names = Array.from({ length: 250 }, (_, i) => `many${i}`);
    for (const [i, login] of names.entries()) {
      api.users.add(login);
      api.streams.set(login, { id: `s${i}`, login });
    }
    open();
    watch(...names);
    await api.until('all are live', () => streams().length === 250);
    await morePolls(3);
    expect(new Set(streams()).size).toBe(250);
    expect(
      api.requests
        .filter((request) => request.path === '/streams')
        .every((request) => request.query.get('first') === '100'),
    ).toBe(true);
  });

  test.each(['server-error', 'unauthorized', 'rate-limited'] as const)(
    'nothing ends while Twitch answers with %s',
    async (mode) => {
      open();
      watch('foo');
      api.streams.set('foo', { id: 's1', login: 'foo' });
      await api.until('it is live', () => streams().length === 1);
      api.mode = mode;
      const before = api.requests.length;
      await api.until('it has asked', () => api.requests.length > before + 1);
      api.mode = 'normal';
      await morePolls(2);
      expect(streams()).toEqual(['foo s1 live -']);
    },
  );

  test('a token that ended is replaced', async () => {
    open();
    watch('foo');
    await morePolls(1);
    api.tokens.clear();
    api.streams.set('foo', { id: 's1', login: 'foo' });
    await api.until('it is live', () => streams().length === 1);
    expect(api.count('/oauth2/token')).toBe(2);
  });

  test('ends within moments while Twitch does not answer at all', async () => {
    const hanging = open();
    watch('foo');
    api.mode = 'hanging';
    await api.until('it has asked', () => api.requests.some((request) => !request.path.startsWith('/oauth2')));
    const before = performance.now();
    await hanging[Symbol.asyncDispose]();
    expect(performance.now() - before).toBeLessThan(3_000);
    expect(hanging.problems()).toEqual([]);
  });

  test('a wrong secret is said once and hurts nobody', async () => {
    open({ clientSecret: 'wrong' });
    watch('foo');
    await api.until('several attempts', () => api.count('/oauth2/token') >= 3);
    expect(twitch?.problems()).toHaveLength(1);
    expect(observer.failures).toEqual([]);
  });
});

describe('with a user token', () => {
  const userToken = (token: FakeToken = OWNER): void => {
    api.tokens.set('user-token', token);
  };

  test('speaks, and believes is_sent', async () => {
    userToken();
    const { speaker } = open({ accessToken: 'oauth:user-token' });
    await api.until('the token is valid', () => speaker() !== null);
    expect(speaker()?.userId).toBe(idOf('owner'));
    expect(await speaker()?.say('foo', idOf('foo'), 'hello\nthere', null)).toEqual({ kind: 'said' });
    expect(api.said).toEqual([{ room: idOf('foo'), text: 'hello there', token: 'user-token' }]);
    api.dropReason = 'msg_rejected';
    expect(await speaker()?.say('foo', idOf('foo'), 'hello', 'parent-1')).toEqual({
      kind: 'refused',
      reason: 'msg_rejected',
    });
    expect(await speaker()?.say('foo', '', 'hello', null)).toEqual({ kind: 'refused', reason: 'unknown-room' });
    expect(await speaker()?.say('foo', '1', 'x'.repeat(501), null)).toEqual({ kind: 'refused', reason: 'text-length' });
    api.mode = 'unauthorized';
    expect(await speaker()?.say('foo', idOf('foo'), 'hello', null)).toMatchObject({ kind: 'refused' });
  });

  test('speaks as the app where it may, so that shared chats hear nothing', async () => {
    userToken({ ...OWNER, scopes: [...OWNER.scopes, 'user:bot'] });
    const { speaker } = open({ accessToken: 'user-token' });
    await api.until('the token is valid', () => speaker() !== null);
    await speaker()?.say('foo', idOf('foo'), 'as the app', null);
    api.appMaySpeak = false;
    await speaker()?.say('foo', idOf('foo'), 'as the user', null);
    expect(api.said.map(({ text, token }) => `${text}: ${token === 'user-token' ? 'user' : 'app'}`)).toEqual([
      'as the app: app',
      'as the user: user',
    ]);
    expect(
      api.requests
        .filter((request) => request.path === '/chat/messages')
        .map((request) => (request.body as Record<string, unknown>)['for_source_only']),
    ).toEqual([true, true, undefined]);
  });

  test('an access token alone is enough for everything', async () => {
    userToken();
    open({ clientId: null, clientSecret: null, accessToken: 'user-token' });
    watch('foo');
    api.streams.set('foo', { id: 's1', login: 'foo' });
    await api.until('it is live', () => streams().length === 1);
    expect(twitch?.problems()).toEqual([]);
  });

  test('a token without the scope does not speak, and says so', async () => {
    userToken({ login: 'owner', scopes: [] });
    const { speaker, problems } = open({ accessToken: 'user-token' });
    await api.until('it is noticed', () => problems().length > 0);
    expect(speaker()).toBeNull();
    expect(problems().join()).toMatch(/user:write:chat/);
  });

  test('an old token is refreshed, and the new ones are saved', async () => {
    api.refreshTokens.set('refresh', OWNER);
    const { speaker } = open({ accessToken: 'long-gone', refreshToken: 'refresh' });
    await api.until('the token is valid', () => speaker() !== null);
    expect(saved).toHaveLength(1);
    expect(api.tokens.has(saved[0]!.accessToken)).toBe(true);
    expect(api.refreshTokens.has(saved[0]!.refreshToken!)).toBe(true);
    expect(await speaker()?.say('foo', idOf('foo'), 'hello', null)).toEqual({ kind: 'said' });
  });

  test('a refresh that fails for a passing reason is tried again', async () => {
    userToken();
    api.refreshTokens.set('refresh', OWNER);
    const { speaker } = open({ accessToken: 'user-token', refreshToken: 'refresh' });
    await api.until('the token is valid', () => speaker() !== null);
    api.tokens.delete('user-token');
    api.authMode = 'server-error';
    expect(await speaker()?.say('foo', idOf('foo'), 'lost', null)).toMatchObject({ kind: 'refused' });
    api.authMode = 'normal';
    await api.until('it speaks again', () => {
      void speaker()?.say('foo', idOf('foo'), 'back', null);
      return api.said.length > 0;
    });
    expect(saved.length).toBeGreaterThan(0);
  });

  test('a token that was revoked is said once, while the app goes on', async () => {
    const { speaker, problems } = open({ accessToken: 'revoked', refreshToken: 'revoked too' });
    watch('foo');
    await api.until('several attempts', () => api.count('/oauth2/validate') >= 3);
    expect(speaker()).toBeNull();
    expect(problems().filter((sentence) => sentence.includes('Log in again'))).toHaveLength(1);
    api.streams.set('foo', { id: 's1', login: 'foo' });
    await api.until('it is live', () => streams().length === 1);
  });
});

describe('EventSub', () => {
  const listen = async (): Promise<void> => {
    api.tokens.set('user-token', OWNER);
    open({ accessToken: 'user-token' });
    watch('owner', 'foo');
    await api.until('it is subscribed', () => api.eventSub.subscriptions.length >= 6);
  };
  const broadcaster = {
    broadcaster_user_id: idOf('owner'),
    broadcaster_user_login: 'owner',
    broadcaster_user_name: 'Owner',
  };
  const adBreak = { ...broadcaster, duration_seconds: 60, started_at: '2026-01-01T00:00:00Z', is_automatic: true };
  const signals = (): string[] =>
    events.flatMap((event) => (event.kind === 'signal' ? [`${event.type} ${event.durationSeconds}`] : []));

  test('hears of the own channel at once, each event once', async () => {
    api.eventSub.refused.add('channel.poll.begin');
    await listen();
    api.eventSub.notify('stream.online', {
      id: 's9',
      ...broadcaster,
      type: 'live',
      started_at: '2026-01-01T00:00:00Z',
    });
    await api.until('it is live', () => streams().length === 1);
    api.eventSub.notify('channel.ad_break.begin', adBreak, 'message-1');
    api.eventSub.notify('channel.ad_break.begin', adBreak, 'message-1');
    api.eventSub.notify('channel.hype_train.begin', {
      id: 'h',
      ...broadcaster,
      started_at: '2026-01-01T00:00:00Z',
      expires_at: '2026-01-01T00:05:00Z',
      total: 1,
      progress: 1,
      goal: 5,
      level: 1,
      top_contributions: [],
      type: 'regular',
      is_shared_train: false,
      all_time_high_level: 1,
      all_time_high_total: 1,
    });
    await api.until('two signals', () => signals().length === 2);
    expect(streams()).toEqual(['owner s9 live -']);
    expect(signals()).toEqual(['ad-break 60', 'hype-train 300']);
    expect(new Set(api.eventSub.subscriptions.map((each) => each.type))).not.toContain('channel.poll.begin');
  });

  test('follows a reconnect, and comes back after a loss', async () => {
    await listen();
    api.eventSub.askToReconnect();
    await api.until(
      'a second socket alone',
      () => api.eventSub.opened.length === 2 && api.eventSub.connectionCount === 1,
    );
    api.eventSub.notify('channel.ad_break.begin', adBreak);
    await api.until('a signal', () => signals().length === 1);
    const before = api.eventSub.subscriptions.length;
    api.eventSub.drop();
    await api.until('new subscriptions', () => api.eventSub.subscriptions.length >= before + 6);
    api.eventSub.notify('channel.ad_break.begin', adBreak);
    await api.until('another signal', () => signals().length === 2);
  });

  test('a server that closes at once is not stormed', async () => {
    api.eventSub.reception = 'accept-and-close';
    api.tokens.set('user-token', OWNER);
    open({ accessToken: 'user-token' });
    watch('owner');
    await api.until('a first attempt', () => api.eventSub.opened.length > 0);
    await new Promise((resolve) => setTimeout(resolve, 800));
    // Pauses of 50, 100, 200 and 400 ms.
    expect(api.eventSub.opened.length).toBeGreaterThanOrEqual(2);
    expect(api.eventSub.opened.length).toBeLessThanOrEqual(6);
  });

  test('is closed when the own channel is no longer wanted', async () => {
    await listen();
    twitch?.watcher?.want(new Set(['foo']));
    await api.until('no socket', () => api.eventSub.connectionCount === 0);
  });
});

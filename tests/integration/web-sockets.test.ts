import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ChatRetraction } from '../../src/domain/chat-event.ts';
import type { HypeEvent } from '../../src/domain/hype-moment.ts';
import type { WebServer } from '../../src/web/web-server.ts';
import { aMoment, CALM, chatLine, FakeBot, metricsOf, notice, NOW, retraction } from '../contract/web/fake-bot.ts';
import { FrameChecker } from '../contract/web/frame-checker.ts';
import { eventually, refusal, SocketClient, type Frame } from '../contract/web/socket-client.ts';
import { HEADLINE, MOOD } from '../contract/web/values.ts';

const TIME = '2026-01-15T20:30:00.000Z';
const join = (channel: string, more: object = {}) => ({ command: 'join_channel', channel, ...more });
const leave = (channel: string) => ({ command: 'leave_channel', channel });

let bot: FakeBot;
let web: WebServer;
let checker: FrameChecker;
beforeEach(async () => {
  bot = new FakeBot();
  bot.watch('ninja');
  web = await bot.start();
  checker = await FrameChecker.open(web.url);
});
afterEach(async () => {
  await web[Symbol.asyncDispose]();
  expect(bot.problems).toEqual([]);
});

async function joined(channel = 'ninja', path = '/ws'): Promise<SocketClient> {
  const client = await SocketClient.open(web.url, path);
  await client.ask(join(channel));
  client.frames.length = 0;
  return client;
}

describe.each(['/', '/ws'])('the event socket at %s', (path) => {
  test('answers commands as specified', async () => {
    await using client = await SocketClient.open(web.url, path);
    expect(await client.ask(join('ninja'))).toEqual({ status: 'joined_channel', channel: 'ninja' });
    expect(await client.ask({ command: 'ping' })).toEqual({ type: 'pong' });
    expect(await client.ask(leave('ninja'))).toEqual({ status: 'left_channel', channel: 'ninja' });
    expect(await client.ask({ command: 'invalid_command' })).toEqual({
      error: 'Unknown command',
      command: 'invalid_command',
    });
    expect(await client.ask('{nope')).toEqual({ error: 'Invalid JSON' });
    expect(checker.problems(path, client.frames)).toEqual([]);
  });

  test('sends chat messages of joined channels only', async () => {
    await using client = await joined('ninja', path);
    bot.hub.accepted(chatLine({ channel: 'other', id: 'x' }), CALM, []);
    bot.hub.accepted(chatLine(), CALM, ['Kappa', 'catJAM']);
    expect(await client.frame(0)).toEqual({
      type: 'chat_message',
      channel: 'ninja',
      user: {
        username: 'viewer123',
        display_name: 'Viewer123',
        user_id: '123456789',
        color: '#FF69B4',
        is_subscriber: true,
        is_moderator: false,
        is_vip: false,
        is_broadcaster: false,
        badges: ['subscriber/12', 'premium/1'],
      },
      message: 'Kappa hello',
      timestamp: TIME,
      message_id: 'message-1',
      emotes: { '25': ['0-4'] },
      emote_names: ['Kappa', 'catJAM'],
      bits: 0,
      is_action: false,
      is_first_message: false,
      reply_to: null,
      sentiment: { label: 'neu', score: 0, mood: 'calm' },
      event_id: expect.stringMatching(/^[0-9a-z]+-\d+$/) as string,
    });
    await client.ask(leave('ninja'));
    bot.hub.accepted(chatLine({ id: 'after' }), CALM, []);
    await client.settled();
    expect(client.frames.filter(({ type }) => type === 'chat_message')).toHaveLength(1);
    expect(checker.problems(path, client.frames)).toEqual([]);
  });
});

describe('commands that make no sense', () => {
  test.each([
    ['[]', { error: 'Invalid JSON' }],
    ['7', { error: 'Invalid JSON' }],
    ['null', { error: 'Invalid JSON' }],
    ['', { error: 'Invalid JSON' }],
    ['{}', { error: 'Unknown command', command: null }],
    ['{"command":["join_channel"]}', { error: 'Unknown command', command: null }],
    ['{"command":"__proto__"}', { error: 'Unknown command', command: '__proto__' }],
    ['{"command":"join_channel"}', { error: 'Missing channel', command: 'join_channel' }],
    ['{"command":"join_channel","channel":7}', { error: 'Missing channel', command: 'join_channel' }],
    [
      '{"command":"leave_channel","channel":"a b"}',
      { error: 'Invalid channel', command: 'leave_channel', channel: 'a b' },
    ],
    ['{"command":"join_channel","channel":"a","last_id":7}', { error: 'Invalid last_id', command: 'join_channel' }],
    ['{"command":"join_channel","channel":"a","last_id":"x"}', { error: 'Invalid last_id', command: 'join_channel' }],
  ])('%s', async (text, answer) => {
    await using client = await SocketClient.open(web.url, '/ws');
    expect(await client.ask(text)).toMatchObject(answer);
    expect(checker.problems('/ws', client.frames)).toEqual([]);
    expect(bot.holds).toEqual([]);
  });

  test('are echoed in short', async () => {
    await using client = await SocketClient.open(web.url, '/ws');
    const { command } = await client.ask({ command: '😀'.repeat(900) });
    expect(String(command).length).toBeLessThanOrEqual(102);
    expect(String(command).isWellFormed()).toBe(true);
  });
});

describe('twitch events', () => {
  const CASES: readonly (readonly [string, () => void, Frame])[] = [
    [
      'subscription',
      () =>
        bot.hub.noticed(
          notice({
            params: {
              'msg-param-cumulative-months': '3',
              'msg-param-sub-plan': '1000',
              'msg-param-sub-plan-name': 'Channel Subscription (ninja)',
            },
          }),
        ),
      {
        msg_id: 'sub',
        user: 'NewSubscriber',
        system_msg: 'NewSubscriber subscribed at Tier 1!',
        msg_param_cumulative_months: '3',
        msg_param_sub_plan: '1000',
        msg_param_sub_plan_name: 'Channel Subscription (ninja)',
      },
    ],
    [
      'subscription',
      () => bot.hub.noticed(notice({ type: 'gift', platformType: 'subgift', params: { 'msg-param-months': '5' } })),
      { msg_id: 'subgift', msg_param_cumulative_months: '5', msg_param_sub_plan: '', msg_param_sub_plan_name: '' },
    ],
    [
      'raid',
      () =>
        bot.hub.noticed(
          notice({
            type: 'raid',
            platformType: 'raid',
            params: { 'msg-param-displayName': 'RaidingStreamer', 'msg-param-viewerCount': '1234' },
            systemText: '1234 raiders from RaidingStreamer have joined!',
          }),
        ),
      {
        msg_param_displayName: 'RaidingStreamer',
        msg_param_viewer_count: '1234',
        system_msg: '1234 raiders from RaidingStreamer have joined!',
      },
    ],
    ['ritual', () => bot.hub.noticed(notice({ type: 'ritual', platformType: 'ritual' })), { msg_id: 'ritual' }],
    [
      'user_notice',
      () => bot.hub.noticed(notice({ type: 'watch-streak', platformType: 'viewermilestone', text: 'hi' })),
      { msg_id: 'viewermilestone', message: 'hi' },
    ],
    [
      'timeout',
      () => retract({ what: 'chatter', chatterId: '9', login: 'baduser', durationSeconds: 600 }),
      { target_user: 'baduser', target_user_id: '9', duration: '600', reason: '' },
    ],
    [
      'ban',
      () => retract({ what: 'chatter', chatterId: '9', login: 'banneduser', durationSeconds: null }),
      { target_user: 'banneduser', reason: '' },
    ],
    ['message_deleted', () => retract({ what: 'message', messageId: 'message-1' }), { target_msg_id: 'message-1' }],
    ['chat_cleared', () => retract({ what: 'everything' }), {}],
    ['user_forgotten', () => bot.hub.forgotten('123456789'), { target_user_id: '123456789' }],
  ];
  const retract = (scope: ChatRetraction['scope']): void => bot.hub.retracted(retraction(scope));

  test.each(CASES)('%s', async (eventType, happen, data) => {
    await using client = await joined();
    happen();
    const frame = await client.frame(0);
    expect(frame).toMatchObject({
      type: 'twitch_event',
      event_type: eventType,
      channel: 'ninja',
      data,
      timestamp: TIME,
    });
    expect(checker.problems('/ws', client.frames)).toEqual([]);
  });

  test('bits come beside their message', async () => {
    await using client = await joined();
    bot.hub.accepted(chatLine({ bits: 100 }), CALM, []);
    expect(await client.frame(0)).toMatchObject({ type: 'chat_message', bits: 100 });
    expect(await client.frame(1)).toMatchObject({
      event_type: 'bits',
      data: { user: 'Viewer123', bits: 100, system_msg: 'Viewer123 cheered 100 bits!' },
    });
  });

  test('a chatter whose badges change is seen as they are now', async () => {
    await using client = await joined();
    const { author } = chatLine();
    bot.hub.accepted(chatLine(), CALM, []);
    bot.hub.accepted(chatLine({ author: { ...author, badges: ['moderator/1', 'founder/0'] } }), CALM, []);
    expect(await client.frame(1)).toMatchObject({ user: { is_moderator: true, is_subscriber: true } });
  });
});

describe('channels', () => {
  test('are held from the first listener to the last', async () => {
    await using a = await joined('shroud');
    await using b = await joined('shroud');
    await a.ask(join('shroud'));
    expect(bot.holds).toEqual(['hold shroud websocket']);
    await a.ask(leave('shroud'));
    await a.ask(leave('shroud'));
    await b.settled();
    expect(bot.holds).toHaveLength(1);
    b.socket.terminate();
    await eventually(() => bot.holds.length === 2, 'the release');
    expect(bot.holds[1]).toBe('release shroud websocket');
  });

  test('a client may join are limited, and those of all clients', async () => {
    await using small = await bot.start({}, { channelsPerClientMax: 2, heldChannelsMax: 3 });
    await using a = await SocketClient.open(small.url, '/ws');
    await using b = await SocketClient.open(small.url, '/ws');
    for (const channel of ['one', 'two'])
      expect(await a.ask(join(channel))).toMatchObject({ status: 'joined_channel' });
    expect(await a.ask(join('three'))).toMatchObject({ error: 'Too many channels', channel: 'three' });
    expect(await b.ask(join('three'))).toMatchObject({ status: 'joined_channel' });
    expect(await b.ask(join('four'))).toMatchObject({ error: 'Too many channels', channel: 'four' });
    expect(await b.ask(join('one'))).toMatchObject({ status: 'joined_channel' });
    await a.ask(leave('one'));
    expect(await a.ask(join('three'))).toMatchObject({ status: 'joined_channel' });
  });
});

describe('coming back', () => {
  const say = (n: number): void => bot.hub.accepted(chatLine({ id: `m${n}`, text: `text ${n}`, emotes: [] }), CALM, []);
  const ids = (client: SocketClient): readonly unknown[] =>
    client.frames.map((frame) => frame['message_id']).filter(Boolean);

  test('with the last id misses nothing and repeats nothing', async () => {
    await using first = await joined();
    for (let n = 0; n < 3; n++) say(n);
    const lastId = (await first.frame(2))['event_id'];
    await first[Symbol.asyncDispose]();
    for (let n = 3; n < 6; n++) say(n);
    await using second = await SocketClient.open(web.url, '/ws');
    expect(await second.ask(join('ninja', { last_id: lastId }))).toEqual({
      status: 'joined_channel',
      channel: 'ninja',
      resumed: true,
    });
    say(6);
    await second.frame(4);
    expect(ids(second)).toEqual(['m3', 'm4', 'm5', 'm6']);
    expect(checker.problems('/ws', second.frames)).toEqual([]);
  });

  test('after too long is told that something is missing', async () => {
    await using small = await bot.start({}, { logEventsMax: 2 });
    await using first = await SocketClient.open(small.url, '/ws');
    await first.ask(join('ninja'));
    for (let n = 0; n < 5; n++) say(n);
    const lastId = (await first.frame(1))['event_id'];
    await first.frame(5);
    expect(await first.ask(join('ninja', { last_id: lastId }))).toMatchObject({ resumed: false });
    await first.frame(8);
    expect(ids(first).slice(-2)).toEqual(['m3', 'm4']);
  });

  test('with the id of another run is told so, and gets what there is', async () => {
    await using first = await joined();
    say(1);
    await first.frame(0);
    expect(await first.ask(join('ninja', { last_id: 'zzzz-4711' }))).toMatchObject({ resumed: false });
    expect(await first.frame(2)).toMatchObject({ message_id: 'm1' });
  });

  test.each([
    ['deleted', () => bot.hub.retracted(retraction({ what: 'message', messageId: 'm1' })), ['m2']],
    ['cleared', () => bot.hub.retracted(retraction({ what: 'everything' })), []],
    [
      'timed out',
      () =>
        bot.hub.retracted(
          retraction({ what: 'chatter', chatterId: '123456789', login: 'viewer123', durationSeconds: 1 }),
        ),
      [],
    ],
    ['forgotten', () => bot.hub.forgotten('123456789'), []],
  ] as const)('never brings back what was %s', async (_what, takeBack, expected) => {
    await using first = await joined();
    for (let n = 0; n < 3; n++) say(n);
    const lastId = (await first.frame(0))['event_id'];
    takeBack();
    await using second = await SocketClient.open(web.url, '/ws');
    await second.ask(join('ninja', { last_id: lastId }));
    await second.settled();
    expect(ids(second)).toEqual(expected);
  });
});

describe('metrics', () => {
  test('of one channel come at once and every time they are published', async () => {
    bot.metrics.set('ninja', metricsOf('ninja', 5));
    await using client = await SocketClient.open(web.url, '/ws/channel/Ninja');
    expect(await client.frame(0)).toMatchObject({ channel: 'ninja', messages_per_second: 5 });
    bot.hub.metrics(metricsOf('other'));
    bot.hub.metrics(metricsOf('ninja', 12.5));
    expect(await client.frame(1)).toMatchObject({
      type: 'metrics',
      channel: 'ninja',
      timestamp: TIME,
      messages_per_second: 12.5,
      messages_last_minute: 423,
      unique_chatters_5min: 156,
      top_emotes: [['LUL', 89]],
      avg_message_length: 18.3,
    });
    expect(checker.problems('/ws/channel/{name}', client.frames)).toEqual([]);
  });

  test('of all channels, or of those named', async () => {
    await using all = await SocketClient.open(web.url, '/ws/metrics');
    await using some = await SocketClient.open(web.url, '/ws/metrics?channel=ninja');
    await Promise.all([all.settled(), some.settled()]);
    for (const channel of ['ninja', 'shroud']) bot.hub.metrics(metricsOf(channel));
    await all.frame(1);
    await some.settled();
    expect(all.frames.map(({ channel }) => channel)).toEqual(['ninja', 'shroud']);
    expect(some.frames.map(({ channel }) => channel)).toEqual(['ninja']);
  });

  test('of a channel nobody watches are announced as such, and come when it is', async () => {
    await using client = await SocketClient.open(web.url, '/ws/channel/shroud');
    expect(await client.frame(0)).toMatchObject({ error: 'Unknown channel', channel: 'shroud' });
    bot.hub.metrics(metricsOf('shroud'));
    expect(await client.frame(1)).toMatchObject({ type: 'metrics' });
    expect(checker.problems('/ws/channel/{name}', client.frames)).toEqual([]);
  });

  test('are refused for what is no channel', async () => {
    expect(await refusal(web.url, '/ws/channel/a%20b')).toBe(400);
    expect(await refusal(web.url, '/ws/metrics?channel=a%20b')).toBe(400);
    expect(await refusal(web.url, `/ws/metrics?${'channel=a&'.repeat(51)}`)).toBe(400);
  });

  test('take no other command than ping', async () => {
    await using client = await SocketClient.open(web.url, '/ws/metrics');
    expect(await client.ask(join('ninja'))).toMatchObject({ error: 'Unknown command', command: 'join_channel' });
    expect(await client.ask({ command: 'ping' })).toEqual({ type: 'pong' });
  });
});

describe('hype', () => {
  const event = (kind: HypeEvent['kind'], peakScore: number, id = 'moment-1'): void =>
    bot.hub.hype({
      kind,
      at: NOW,
      moment: aMoment({ id, peakScore, ...(kind === 'ended' ? { phase: 'ended', endedAt: NOW } : {}) }),
    });

  test('is told when a moment reaches the threshold, and when it is over', async () => {
    await using client = await SocketClient.open(web.url, '/ws/hype');
    await client.settled();
    event('started', 1);
    event('rose', 4);
    event('rose', 9);
    event('ended', 9);
    event('started', 2, 'too weak');
    event('ended', 2, 'too weak');
    await client.frame(1);
    await client.settled();
    expect(client.frames).toMatchObject([
      {
        type: 'hype_event',
        channel: 'ninja',
        phase: 'started',
        score: 4,
        timestamp: TIME,
        velocity: 38.4,
        baseline_mean: 9.3,
        multiplier: 4.2,
      },
      { type: 'hype_event', phase: 'ended', score: 9 },
    ]);
    expect(checker.problems('/ws/hype', client.frames)).toEqual([]);
    expect(JSON.stringify(client.frames)).not.toContain('KEKW 1"');
  });

  test('can be resumed', async () => {
    await using first = await SocketClient.open(web.url, '/ws/hype');
    await first.settled();
    event('started', 5);
    const lastId = (await first.frame(0))['event_id'];
    event('ended', 5);
    await using second = await SocketClient.open(web.url, `/ws/hype?last_id=${String(lastId)}`);
    expect(await second.frame(0)).toMatchObject({ phase: 'ended' });
    await using elsewhere = await SocketClient.open(web.url, `/ws/hype?channel=shroud&last_id=${String(lastId)}`);
    await elsewhere.settled();
    expect(elsewhere.frames.map(({ type }) => type)).toEqual([undefined]);
    expect(await refusal(web.url, '/ws/hype?last_id=nonsense!')).toBe(400);
  });
});

describe('mood and headline', () => {
  test.each(['mood', 'headline'] as const)('%s comes at once and then twice a second', async (kind) => {
    bot.mood = MOOD;
    bot.headline = HEADLINE;
    bot.now = () => Date.now();
    await using client = await SocketClient.open(web.url, `/ws/${kind}?channel=ninja`);
    expect(await client.frame(0)).toMatchObject({ type: kind, channel: 'ninja' });
    const began = performance.now();
    await client.frame(4);
    const passedMs = performance.now() - began;
    expect(passedMs).toBeGreaterThan(1_400);
    expect(checker.problems(`/ws/${kind}`, client.frames)).toEqual([]);
  });

  test('of all channels are of those that are watched', async () => {
    bot.mood = MOOD;
    await using client = await SocketClient.open(web.url, '/ws/mood');
    expect(await client.frame(0)).toMatchObject({ channel: 'ninja' });
  });
});

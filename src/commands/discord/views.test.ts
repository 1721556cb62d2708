import { describe, expect, test } from 'vitest';
import type { CommandReply } from '../../domain/command.ts';
import { aMoment, aStream, aTrack, NOON } from '../../pipeline/alerting/testing.ts';
import { someMetrics } from '../testing/live.ts';
import { aWorld, buttonOf, GUILD, textOf as rawTextOf } from '../testing/world.ts';

/** The zero-width spaces that defuse links and mentions, made visible. */
const textOf = (reply: CommandReply): string => rawTextOf(reply).replaceAll('\u200b', '¦');

async function withNinja(overrides: Parameters<typeof aWorld>[0] = {}) {
  const app = aWorld(overrides);
  await app.world.tracks.put(aTrack({ guildId: GUILD, sensitivity: 65 }));
  return app;
}

describe('/stats', () => {
  test('what chat does now and did lately, with a picture', async () => {
    const chart = { png: new Uint8Array([1]), name: 'history.png', altText: 'Messages a minute' };
    const { say, world } = await withNinja({ drawHistory: async (_, hours) => (hours === 24 ? chart : null) });
    world.live.metricsOf.set('ninja', someMetrics({ topEmotes5Min: [['*KEKW*', 41]] }));
    world.live.streamOf.set('ninja', aStream({ title: 'a [masked](https://x.y) title' }));
    const reply = await say('stats', { options: { channel: 'ninja' } });
    expect(textOf(reply)).toMatchInlineSnapshot(`
      "### ninja
      **14 msg/s** · 812 messages in the last minute · 212 chatters in 5 minutes
      3.1× usual · score 3.1 of the 65 that an alert takes here
      Top emotes of the last 5 minutes: \\*KEKW\\* 41
      Live since <t:1780311600:R>: a \\[masked\\]\\(https:¦//x.¦y\\) title
      **Last 24 hours**: 12,345 messages, 0 hype moments
      At most 55 messages in one second; busiest minute <t:1780315200:f> with 900
      Top emotes: Pog 20"
    `);
    expect(reply.blocks.find((block) => block.kind === 'image')).toEqual({
      kind: 'image',
      file: 'history.png',
      altText: 'Messages a minute',
    });
    expect(reply.files).toEqual([{ name: 'history.png', bytes: chart.png }]);
  });

  test.each([
    ['not-enough-chat', /Not enough chat to judge/],
    ['warming-up', /Still learning what is usual here/],
  ] as const)('says so: %s', async (status, sentence) => {
    const { say, world } = await withNinja();
    world.live.metricsOf.set('ninja', someMetrics({ detector: { status, score: 0 } }));
    const text = textOf(await say('stats'));
    expect(text).toMatch(sentence);
    expect(text).not.toMatch(/score \d|× usual/);
  });

  test('a moment under way', async () => {
    const { say, world } = await withNinja();
    world.live.metricsOf.set('ninja', someMetrics());
    world.live.momentOf.set('ninja', aMoment());
    expect(textOf(await say('stats'))).toContain('😂 Funny since <t:');
  });

  test('why there is nothing', async () => {
    const { say, world } = await withNinja();
    world.channels = [{ channel: 'ninja', state: 'failed', failure: 'suspended', lastMessageAt: null }];
    expect(textOf(await say('stats'))).toContain('cannot join: Twitch has suspended');
    expect(textOf(await aWorld().say('stats'))).toContain('tracks no channel yet');
  });

  test('several channels: the liveliest first', async () => {
    const { say, world } = await withNinja();
    await world.tracks.put(aTrack({ id: 't2', guildId: GUILD, channel: 'abc' }));
    world.live.metricsOf.set('ninja', someMetrics());
    expect(textOf(await say('stats'))).toMatch(/\*\*ninja\*\*: .*\n\*\*abc\*\*: no chat seen yet/);
  });
});

describe('/history', () => {
  async function withMoments(amount: number) {
    const app = await withNinja();
    for (let i = 0; i < amount; i++) {
      app.world.moments.moments.push(aMoment({ id: `m${i}`, detectedAt: NOON - i * 60_000, streamId: 's1' }));
    }
    app.world.streams.streams.push(aStream({ startedAt: NOON - 3_600_000 }));
    return app;
  }

  test('newest first, with numbers and a link that lands before the reaction', async () => {
    const { say } = await withMoments(1);
    expect(textOf(await say('history', { options: { channel: 'ninja' } }))).toMatchInlineSnapshot(`
      "### Hype moments of **ninja**, last 7 days (1)
      <t:1780315195:f> 😂 Funny
      -# 4.2× usual · 38 msg/s · 212 chatters · [VOD at 59m25s](https://www.twitch.tv/videos/v1?t=59m25s)"
    `);
  });

  test('pages: buttons, select, and bounds', async () => {
    const { say, press, pressRoute } = await withMoments(20);
    const first = await say('history');
    expect(buttonOf(first, '◀')).toMatchObject({ disabled: true });
    const second = await press(buttonOf(first, '▶'));
    expect(second.how).toBe('update');
    const select = second.reply.blocks.find((block) => block.kind === 'select');
    expect(select).toMatchObject({ placeholder: 'Page 2 of 3' });
    expect(select?.options.map((option) => option.selected)).toEqual([false, true, false]);
    const chosen = await pressRoute(select!.route, {}, ['2']);
    expect(buttonOf(chosen.reply, '▶')).toMatchObject({ disabled: true });
    for (const value of ['999999', '-1', 'x', '']) {
      const reply = (await pressRoute(select!.route, {}, [value])).reply;
      expect(reply.blocks.find((block) => block.kind === 'select')).toMatchObject({ placeholder: 'Page 1 of 3' });
    }
    const beyond = await pressRoute(select!.route, {}, ['99999']);
    expect(beyond.reply.blocks.find((block) => block.kind === 'select')).toMatchObject({ placeholder: 'Page 3 of 3' });
  });

  test('weaker moments only where asked for, also while paging', async () => {
    const { say, press, world } = await withMoments(1);
    for (let i = 0; i < 20; i++) world.moments.moments.push(aMoment({ id: `w${i}`, peakScore: 64 }));
    expect(textOf(await say('history'))).toContain('(1)');
    const all = await say('history', { options: { strength: 'all' } });
    expect(textOf(all)).toContain('(21)');
    expect(textOf((await press(buttonOf(all, '▶'))).reply)).toContain('(21)');
    expect(textOf(await say('export'))).toContain('1 hype moment of');
    expect(textOf(await say('export', { options: { strength: 'all' } }))).toContain('21 hype moments of');
    expect(textOf(await say('stats'))).toContain('1 hype moment');
  });

  test('the longest names fit into a button', async () => {
    const { say, world } = aWorld();
    const channel = 'x'.repeat(25);
    await world.tracks.put(aTrack({ guildId: GUILD, channel }));
    for (let i = 0; i < 20; i++) world.moments.moments.push(aMoment({ id: `m${i}`, channel }));
    const options = { channel, window: '30d', strength: 'here' };
    const reply = await say('history', { userId: '9'.repeat(20), options });
    const select = reply.blocks.find((block) => block.kind === 'select');
    const { command, action, args } = select!.route;
    expect(['v1', command, action, ...args].join(':').length).toBeLessThan(90);
  });

  test('somebody else pages through a copy of their own', async () => {
    const { say, press } = await withMoments(20);
    const first = await say('history');
    const theirs = await press(buttonOf(first, '▶'), { userId: '999' });
    expect(theirs.how).toBe('ephemeral');
    expect((await press(buttonOf(theirs.reply, '▶'), { userId: '999' })).how).toBe('update');
  });

  test('the window limits it, also while paging', async () => {
    const { say, world } = await withMoments(1);
    world.now += 2 * 86_400_000;
    expect(textOf(await say('history', { options: { window: '24h' } }))).toContain('No hype moments of all channels');
    expect(textOf(await say('history', { options: { window: '7d' } }))).toContain('(1)');
  });

  test('many pages keep the select within what Discord takes', async () => {
    const { say } = await withMoments(8 * 60);
    const select = (await say('history')).blocks.find((block) => block.kind === 'select');
    expect(select?.options).toHaveLength(25);
  });
});

describe('/moment', () => {
  test('all there is to know', async () => {
    const { say, world } = await withNinja({ dashboardUrl: 'https://hype.example/' });
    world.streams.streams.push(aStream());
    world.moments.moments.push(
      aMoment({
        id: 'm1',
        streamId: 's1',
        phase: 'ended',
        endedAt: NOON + 40_000,
        discounts: [{ kind: 'raid', text: 'a raid of 300, 40 s before', points: -1.5 }],
        quotes: [{ messageId: 'q', chatterId: '1', displayName: '_x_', text: '@everyone **free** https://x.y/z' }],
      }),
    );
    const reply = await say('moment', { options: { moment: 'm1' } });
    expect(textOf(reply)).toMatchInlineSnapshot(`
      "### ninja · 😂 Funny
      **4.2× usual · 38 msg/s · 212 chatters**
      <t:1780315195:F> (<t:1780315195:R>), lasted 45 s, 400 messages
      Score 70.0 when found, 70.0 at the highest
      Top emotes: KEKW 41
      **Why it fired**
      - 38 msg/s, 4.2× the usual 9
      **Held against it**
      - a raid of 300, 40 s before
      > **\\_x\\_**: @¦everyone \\*\\*free\\*\\* https:¦//x.¦y/z"
    `);
    expect(buttonOf(reply, 'VOD at 59m25s')).toMatchObject({ url: 'https://www.twitch.tv/videos/v1?t=59m25s' });
    expect(buttonOf(reply, 'Dashboard')).toMatchObject({ url: 'https://hype.example/' });
    expect(reply.files?.map((file) => file.name)).toEqual(['moment.png']);
    expect(reply.accent).toBe(0xf0e442);
  });

  test('an attack is named and never quoted', async () => {
    const { say, world } = await withNinja();
    world.moments.moments.push(aMoment({ attack: true }));
    const text = textOf(await say('moment'));
    expect(text).toContain('Looks like an attack');
    expect(text).not.toContain('WHAT A PLAY');
  });

  test('the latest if left out; words if there is none; no picture if it fails', async () => {
    const { say, world } = await withNinja({ drawMomentChart: async () => null });
    await expect(say('moment')).rejects.toThrow(/no hype moments/);
    world.moments.moments.push(
      aMoment({ id: 'old', detectedAt: NOON - 9000 }),
      aMoment({ id: 'new', category: 'rage' }),
    );
    const reply = await say('moment');
    expect(textOf(reply)).toContain('Rage');
    expect(reply.files).toEqual([]);
  });

  test('suggests recent moments by channel and category', async () => {
    const { suggest, world } = await withNinja();
    for (let i = 0; i < 40; i++) world.moments.moments.push(aMoment({ id: `m${i}`, detectedAt: NOON - i * 1000 }));
    world.moments.moments.push(aMoment({ id: 'sad', detectedAt: NOON - 99_000, category: 'sad' }));
    expect(await suggest('moment', 'moment', '')).toHaveLength(25);
    expect(await suggest('moment', 'moment', 'NINJA · SAD')).toEqual(['sad']);
    expect(await suggest('moment', 'moment', 'shroud')).toEqual([]);
  });
});

describe('/status and /help', () => {
  test('names what works and what does not', async () => {
    const { say, world } = await withNinja();
    await world.tracks.put(aTrack({ id: 't2', guildId: GUILD, channel: 'gone' }));
    await world.tracks.put(aTrack({ id: 't3', guildId: GUILD, channel: 'new' }));
    world.channels = [
      { channel: 'ninja', state: 'joined', failure: null, lastMessageAt: NOON },
      { channel: 'gone', state: 'failed', failure: 'invalid-name', lastMessageAt: null },
      { channel: 'of-another-guild', state: 'joined', failure: null, lastMessageAt: NOON },
    ];
    world.connections = [{ state: 'waiting', channels: 3, reconnects: 2, lastProblem: 'closed *by* Twitch.' }];
    world.outbox = { pending: 1, dead: 2 };
    expect(textOf(await say('status'))).toMatchInlineSnapshot(`
      "### Hypewire is ok
      -# Version 0.1.0 · live · up 2 h
      ✔ **storage** ok
      **Twitch chat** 0 of 1 connection up, 3 channels, 2 reconnects. Last problem: closed \\*by\\* Twitch. I reconnect by myself.
      **Channels** ✔ joined: ninja
      ✘ **gone** cannot join: Twitch can have no channel of this name. Remove it and add the right one
      … **new** not joined yet
      **Alerts** 1 waiting to be posted, 2 given up. \`/track log\` says why.
      **A Twitch app token would add** checked names, search while you type, live state and VOD links. The operator sets TWITCH\\_CLIENT\\_ID and TWITCH\\_CLIENT\\_SECRET.
      **A Twitch account would add** answers to commands in Twitch chat. The operator sets TWITCH\\_ACCESS\\_TOKEN."
    `);
  });

  test('a full server still fits into one message', async () => {
    const { say, world } = aWorld();
    for (let i = 10; i < 60; i++) {
      await world.tracks.put(aTrack({ id: `t${i}`, guildId: GUILD, channel: `a_quite_long_channel_${i}` }));
      world.channels.push({
        channel: `a_quite_long_channel_${i}`,
        state: 'failed',
        failure: 'timeout',
        lastMessageAt: null,
      });
    }
    for (const path of ['status', 'track list', 'stats', 'help']) {
      const text = textOf(await say(path));
      expect(text.length, path).toBeLessThan(3900);
      expect(Buffer.byteLength(text), path).toBeLessThan(8900);
    }
  });

  test('help is four steps that name what to type', async () => {
    const text = textOf(await aWorld().say('help'));
    expect(text.match(/^\d\. .*`\/\w/gm)).toHaveLength(4);
  });
});

import type { Headline } from '../../domain/headline.ts';
import { describe, expect, test } from 'vitest';
import type { CommandInput, CommandReply } from '../../domain/command.ts';
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
  test('tells what chat talks about, unless that is a guess', async () => {
    const { say, world } = await withNinja();
    world.live.metricsOf.set('ninja', someMetrics());
    const headline = {
      sentences: ['Chat is laughing at “*he* fell”.', 'Others ask why.'],
      confidence: 0.7,
    } as unknown as Headline;
    world.live.headlineOf.set('ninja', headline);
    const asked = async (): Promise<string> => textOf(await say('stats', { options: { channel: 'ninja' } }));
    expect(await asked()).toContain('\n> Chat is laughing at “\\*he\\* fell”. Others ask why.\n');
    world.live.headlineOf.set('ninja', { ...headline, confidence: 0.1 });
    expect(await asked()).not.toContain('laughing');
  });

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

describe('/history by what the team made of it', () => {
  /** m0 is kept and done by 1, m1 is voted down, m2 is claimed by 2, m3 nobody touched; m4 is of another stream. */
  async function atWork() {
    const app = await withNinja();
    const { world } = app;
    for (const [i, category] of (['funny', 'rage', 'funny', 'shock', 'love'] as const).entries()) {
      world.moments.moments.push(
        aMoment({ id: `m${i}`, category, detectedAt: NOON - i * 3_600_000, streamId: i < 4 ? 's1' : 's0' }),
      );
    }
    world.streams.streams.push(aStream({ id: 's1', title: 'to *masters*', startedAt: NOON - 5 * 3_600_000 }));
    world.streams.streams.push(aStream({ id: 's0', title: '', startedAt: NOON - 30 * 3_600_000 }));
    const press = (userId: string, action: string, ...args: readonly string[]) =>
      app.pressRoute({ command: 'moment', action, args }, { userId });
    for (const userId of ['1', '2', '3']) await press(userId, 'vote', 'm0', 'clip');
    await press('1', 'claim', 'm0');
    await press('1', 'done', 'm0');
    await press('1', 'vote', 'm1', 'not');
    await press('2', 'claim', 'm2');
    const found = async (options: CommandInput['options'], userId = '1') => {
      const shown = textOf(await app.say('history', { userId, options }));
      return ['Funny', 'Rage', 'Funny', 'Shock', 'Love'].flatMap((word, i) =>
        shown.includes(`<t:${Math.floor((NOON - i * 3_600_000 - 5_000) / 1000)}:f> `) && shown.includes(word)
          ? [`m${i}`]
          : [],
      );
    };
    return { ...app, found };
  }

  test.each<[CommandInput['options'], readonly string[]]>([
    [{}, ['m0', 'm1', 'm2', 'm3', 'm4']],
    [{ category: 'funny' }, ['m0', 'm2']],
    [{ voted: 'clip' }, ['m0']],
    [{ voted: 'not' }, ['m1']],
    [{ voted: 'duplicate' }, []],
    [{ voted: 'any' }, ['m0', 'm1']],
    [{ voted: 'none' }, ['m2', 'm3', 'm4']],
    [{ voted: 'none', claimed: 'anyone' }, ['m2']],
    [{ claimed: 'me' }, ['m0']],
    [{ claimed: 'anyone' }, ['m0', 'm2']],
    [{ claimed: 'nobody' }, ['m1', 'm3', 'm4']],
    [{ claimed: 'nobody', status: 'done' }, []],
    [{ claimed: 'anyone', status: 'claimed' }, ['m2']],
    [{ status: 'open' }, ['m1', 'm3', 'm4']],
    [{ status: 'done' }, ['m0']],
    [{ since: '2h' }, ['m0', 'm1']],
    [{ since: '2026-06-01 10:30' }, ['m0', 'm1']],
    [{ stream: 's0' }, ['m4']],
    [{ stream: 's1', category: 'funny', claimed: 'anyone' }, ['m0', 'm2']],
    [{ voted: '__proto__', status: 'toString' }, ['m0', 'm1', 'm2', 'm3', 'm4']],
  ])('%j finds %j', async (options, expected) => {
    const { found } = await atWork();
    expect(await found(options)).toEqual(expected);
  });

  test('"me" is whoever asks', async () => {
    const { found } = await atWork();
    expect(await found({ claimed: 'me' }, '2')).toEqual(['m2']);
  });

  test('says what it filtered by, and what the team did', async () => {
    const { say } = await atWork();
    const shown = textOf(
      await say('history', { userId: '1', options: { stream: 's1', voted: 'clip', claimed: 'me', status: 'done' } }),
    );
    expect(shown).toMatchInlineSnapshot(`
      "### Hype moments of **ninja**'s stream of <t:1780297200:d> “to \\*masters\\*”, voted clip it, claimed by <@1>, done (1)
      <t:1780315195:f> 😂 Funny
      -# 4.2× usual · 38 msg/s · 212 chatters · [VOD at 4h59m25s](https://www.twitch.tv/videos/v1?t=4h59m25s)
      -# 3 clip it · Claimed by <@1> · done"
    `);
    await expect(say('history', { options: { stream: 'nope' } })).rejects.toThrow(/no such stream/);
    await expect(say('history', { options: { stream: 'x'.repeat(90) } })).rejects.toThrow(/no such stream/);
    await expect(say('history', { options: { since: 'soon' } })).rejects.toThrow(/90m, 3h/);
  });

  test('streams are suggested, the latest first', async () => {
    const { suggest, world } = await atWork();
    expect(await suggest('history', 'stream')).toEqual(['s1', 's0']);
    expect(await suggest('history', 'stream', 'MASTERS')).toEqual(['s1']);
    for (let i = 2; i < 30; i++) world.streams.streams.push(aStream({ id: `s${i}`, startedAt: NOON - i }));
    expect((await suggest('history', 'stream')).length).toBeLessThanOrEqual(25);
  });

  test('a channel and a stream of another one are told apart', async () => {
    const { say, world } = await atWork();
    await world.tracks.put(aTrack({ id: 't2', guildId: GUILD, channel: 'shroud' }));
    await expect(say('history', { options: { channel: 'shroud', stream: 's1' } })).rejects.toThrow(
      /one of \*\*ninja\*\*/,
    );
  });

  test('every filter survives paging', async () => {
    const { say, press, world, pressRoute } = await atWork();
    for (let i = 10; i < 40; i++) {
      world.moments.moments.push(
        aMoment({ id: `m${i}`, category: 'sad', detectedAt: NOON - i * 60_000, streamId: 's1' }),
      );
      await pressRoute({ command: 'moment', action: 'vote', args: [`m${i}`, 'clip'] });
    }
    for (const options of [
      { category: 'sad', voted: 'clip', claimed: 'nobody', since: '3h', channel: 'ninja' },
      { category: 'sad', voted: 'any', status: 'open', stream: 's1', strength: 'all' },
    ]) {
      const first = await say('history', { options });
      expect(textOf(first)).toContain('(30)');
      const second = await press(buttonOf(first, '▶'));
      expect(textOf(second.reply).split('\n')[0]).toBe(textOf(first).split('\n')[0]);
      expect(textOf(second.reply).match(/Sad/g)).toHaveLength(8);
    }
  });

  test('what the store cannot count is looked for in a bounded number of moments, and said so', async () => {
    const { say, world } = await withNinja();
    for (let i = 0; i < 5_200; i++) world.moments.moments.push(aMoment({ id: `m${i}`, detectedAt: NOON - i * 1_000 }));
    const shown = textOf(await say('history', { options: { voted: 'none' } }));
    expect(shown).toContain('(5,000)');
    expect(shown).toContain('Among the newest 5,000 moments');
  });
});

describe('how right alerts are', () => {
  test('by the votes of this guild, for one channel and for all', async () => {
    const { say, world, pressRoute } = await withNinja();
    expect(textOf(await say('stats'))).not.toContain('judged');
    for (let i = 0; i < 25; i++) {
      world.moments.moments.push(aMoment({ id: `m${i}` }));
      await pressRoute({ command: 'moment', action: 'vote', args: [`m${i}`, i % 5 === 0 ? 'not' : 'clip'] });
    }
    expect(textOf(await say('stats'))).toContain('Last 20 judged: 16 kept, by the votes on cards in this server');
    world.moments.desk.channelOf = (id) => (id === 'm1' ? 'abc' : 'ninja');
    await world.tracks.put(aTrack({ id: 't2', guildId: GUILD, channel: 'abc' }));
    expect(textOf(await say('stats'))).toContain('**abc**: no chat seen yet · last 1 judged: 1 kept');
  });
});

describe('/moment', () => {
  test('what the team did with it, and its transcript', async () => {
    const { say, press, pressRoute, world } = await withNinja();
    world.moments.moments.push(aMoment({ id: 'm1' }));
    const quiet = await say('moment');
    expect(textOf(quiet)).not.toMatch(/Votes|Claimed|Marked/);
    await pressRoute({ command: 'moment', action: 'vote', args: ['m1', 'clip'] });
    await pressRoute({ command: 'moment', action: 'claim', args: ['m1'] });
    const mark = {
      id: '1',
      channel: 'ninja',
      source: 'chat',
      guildId: null,
      authorId: '7',
      momentId: 'm1',
      at: NOON,
    } as const;
    world.marks.marks.push({ ...mark, authorName: 'Ann', note: 'what a save' });
    world.clips.clips.set('m1', {
      momentId: 'm1',
      channel: 'ninja',
      state: 'ready',
      clipId: 'c',
      url: 'https://clips.twitch.tv/c',
      account: 'bot',
      problem: null,
      at: NOON,
    });
    const reply = await say('moment');
    expect(textOf(reply)).toContain('**Votes** 1 clip it\nClaimed by <@300>\n**Marked ×1** Ann: what a save');
    expect(buttonOf(reply, 'Clip')).toMatchObject({ url: 'https://clips.twitch.tv/c' });
    await expect(press(buttonOf(reply, 'Transcript'))).rejects.toThrow(/No chat messages are kept/);
  });

  test('all there is to know', async () => {
    const { say, world } = await withNinja({ dashboardUrl: 'https://hype.example' });
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
    expect(buttonOf(reply, 'Dashboard')).toMatchObject({ url: 'https://hype.example/#/history/ninja' });
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

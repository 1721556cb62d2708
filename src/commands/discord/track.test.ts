import { describe, expect, test } from 'vitest';
import type { CommandInput } from '../../domain/command.ts';
import { aTrack, NOON } from '../../pipeline/alerting/testing.ts';
import { aWorld, buttonOf, FakeDirectory, GUILD, textOf } from '../testing/world.ts';

const picked = (kind: 'text' | 'announcement' | 'thread' | 'forum' | 'other', id = '201') => ({
  id,
  name: 'clips',
  kind,
});

async function withNinja(overrides: Parameters<typeof aTrack>[0] = {}) {
  const app = aWorld();
  await app.world.tracks.put(aTrack({ guildId: GUILD, ...overrides }));
  return app;
}

describe('/track add', () => {
  test('tracks here with defaults, and says what could not be checked', async () => {
    const { say, world } = aWorld();
    const reply = await say('track add', { options: { channel: ' https://www.twitch.tv/Ninja?x=1 ' } });
    const [track] = await world.tracks.all();
    expect(track).toMatchObject({
      guildId: GUILD,
      channel: 'ninja',
      target: { kind: 'text', id: '200' },
      sensitivity: 'medium',
      cooldownSeconds: 90,
      reachBackSeconds: 30,
      pingRoleId: null,
      quietHours: null,
      paused: false,
      crosspost: false,
      createdBy: '300',
      createdAt: NOON,
    });
    expect(track?.id.length).toBeLessThanOrEqual(15);
    expect(textOf(reply)).toMatch(/Tracking \*\*ninja\*\*[^]*<#200>[^]*could not check that Twitch has this channel/);
    expect(world.changes).toBe(1);
  });

  test('takes every option', async () => {
    const { say, world } = aWorld();
    const options: CommandInput['options'] = {
      channel: '#shroud',
      target: picked('announcement'),
      sensitivity: '700,5',
      cooldown: 600,
      ping_role: '900',
      quiet_hours: '22:00–8',
      time_zone: 'europe/berlin',
      reach_back: 0,
      crosspost: true,
    };
    const more: CommandInput['options'] = {
      auto_clip: true,
      mod_channel: picked('text', '202'),
      recap: true,
      quiet_digest: true,
      thread_per_stream: false,
    };
    const text = textOf(await say('track add', { options: { ...options, ...more } }));
    expect((await world.tracks.all())[0]).toMatchObject({
      autoClip: true,
      moderatorTarget: { kind: 'text', id: '202' },
      recap: true,
      quietDigest: true,
      threadPerStream: false,
      channel: 'shroud',
      target: { kind: 'announcement', id: '201' },
      sensitivity: 700.5,
      cooldownSeconds: 600,
      pingRoleId: '900',
      quietHours: { from: 1320, to: 480, timeZone: 'Europe/Berlin' },
      reachBackSeconds: 0,
      crosspost: true,
    });
    expect(text).toContain('Quiet 22:00–08:00 Europe/Berlin');
    expect(text).toContain('score 700.5');
    expect(text).toContain('Clips will be made by **ClipPer**.');
  });

  test.each(['text', 'announcement', 'thread', 'forum'] as const)('posts to a %s', async (kind) => {
    const { say, world } = aWorld();
    await say('track add', { options: { channel: 'ninja', target: picked(kind) } });
    expect((await world.tracks.all())[0]?.target).toEqual({ kind, id: '201' });
    expect(world.checked).toEqual([[GUILD, picked(kind), { pingRoleId: null, crosspost: false }]]);
  });

  test.each([
    [{ channel: '../x' }, /\\\.\\\.|\.\.\/x/],
    [{ channel: '' }, /cannot be a Twitch channel/],
    [{ channel: 'naïve' }, /cannot be a Twitch channel/],
    [{ channel: 'x'.repeat(200) }, /cannot be a Twitch channel/],
    [{ channel: 'ninja', target: picked('other') }, /cannot post to <#201>/],
    [{ channel: 'ninja', sensitivity: 'extreme' }, /is not a sensitivity/],
    [{ channel: 'ninja', sensitivity: '-3' }, /is not a sensitivity/],
    [{ channel: 'ninja', sensitivity: 'Infinity' }, /is not a sensitivity/],
    [{ channel: 'ninja', sensitivity: '0' }, /is not a sensitivity/],
    [{ channel: 'ninja', cooldown: 9 }, /from 10 to 3600/],
    [{ channel: 'ninja', cooldown: 3601 }, /from 10 to 3600/],
    [{ channel: 'ninja', cooldown: 30.5 }, /from 10 to 3600/],
    [{ channel: 'ninja', reach_back: -1 }, /from 0 to 600/],
    [{ channel: 'ninja', ping_role: GUILD }, /never ping everyone/],
    [{ channel: 'ninja', ping_role: '@everyone' }, /not a role of this server/],
    [{ channel: 'ninja', quiet_hours: '25:00-08:00' }, /cannot read “25:00-08:00” as quiet hours/],
    [{ channel: 'ninja', quiet_hours: '22:60-08:00' }, /as quiet hours/],
    [{ channel: 'ninja', quiet_hours: 'at night' }, /as quiet hours/],
    [{ channel: 'ninja', quiet_hours: '08:00-08:00' }, /begin and end at the same time/],
    [{ channel: 'ninja', quiet_hours: '22-8', time_zone: 'Mars/Base' }, /not a time zone/],
    [{ channel: 'ninja', quiet_hours: '22-8', time_zone: '+02:00' }, /not a time zone/],
    [{ channel: 'ninja', time_zone: 'Europe/Berlin' }, /only matters for quiet hours/],
    [{ channel: 'ninja', crosspost: true }, /announcement channel/],
    [{ channel: 'ninja', mod_channel: picked('forum') }, /<#201> is none.*\*\*mod_channel\*\*/],
    [{ channel: 'ninja', mod_channel: picked('text', '200') }, /must not share <#200>/],
    [{ channel: 'ninja', target: picked('forum'), thread_per_stream: true }, /text and announcement channels/],
    [{ channel: 'ninja', target: picked('thread'), thread_per_stream: true }, /text and announcement channels/],
    [
      { channel: 'ninja', target: picked('announcement'), thread_per_stream: true, crosspost: true },
      /cannot be published to followers/,
    ],
    [{ channel: 'ninja', quiet_digest: true }, /Add \*\*quiet_hours\*\*/],
  ])('refuses %o', async (options, message) => {
    const { say, world } = aWorld();
    await expect(say('track add', { options })).rejects.toThrow(message);
    expect(await world.tracks.all()).toEqual([]);
    expect(world.changes).toBe(0);
  });

  test('what people typed is shown harmless', async () => {
    const { say } = aWorld();
    const shown = await say('track add', { options: { channel: '**x** @everyone [a](http://b.c)' } }).catch(String);
    expect(shown).not.toMatch(/[^\\]\*\*x|@everyone|\]\(http:\/\/b/);
  });

  test('asks Twitch where it can', async () => {
    const directory = new FakeDirectory('ninja');
    const { say, world } = aWorld({ directory });
    expect(textOf(await say('track add', { options: { channel: 'ninja' } }))).not.toContain('could not check');
    await expect(say('track add', { options: { channel: 'ninjaa' } })).rejects.toThrow(
      'Twitch has no channel named **ninjaa**',
    );
    directory.failing = true;
    expect(textOf(await say('track add', { options: { channel: 'shroud' } }))).toContain(
      'Twitch does not answer just now',
    );
    expect(world.problems).toEqual(['twitch-check']);
  });

  test('a channel is tracked once, however often it is asked for at the same time', async () => {
    const { say, world } = aWorld();
    const add = () => say('track add', { options: { channel: 'NINJA' } });
    const outcomes = await Promise.allSettled([add(), add(), add()]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(await world.tracks.all()).toHaveLength(1);
    await expect(add()).rejects.toThrow(/already tracks \*\*ninja\*\*, with alerts in <#200>/);
  });

  test('a server has room for 50, also when the last places are asked for at the same time', async () => {
    const { say, world } = aWorld();
    for (let i = 0; i < 49; i++) await world.tracks.put(aTrack({ id: `t${i}`, channel: `c${i}`, guildId: GUILD }));
    const outcomes = await Promise.allSettled(
      ['x', 'y', 'z'].map((channel) => say('track add', { options: { channel } })),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await world.tracks.all()).toHaveLength(50);
    await expect(say('track add', { options: { channel: 'q' } })).rejects.toThrow(/50 channels/);
  });

  test('names what is missing, saves nothing, and goes on at a press', async () => {
    const { say, press, world } = aWorld();
    world.check = { ok: false, missing: ['Attach Files', 'Send Messages'] };
    const refused = await say('track add', { options: { channel: 'ninja', target: picked('text'), cooldown: 60 } });
    expect(textOf(refused)).toContain(
      "I can't post in <#201>: missing **Attach Files**, **Send Messages**. Give my role those permissions there, then press *Retry*.",
    );
    expect(await world.tracks.all()).toEqual([]);

    world.check = { ok: false, missing: ['Send Messages'] };
    const again = await press(buttonOf(refused, 'Retry'));
    expect(again.how).toBe('update');
    expect(textOf(again.reply)).toContain('missing **Send Messages**. Give my role that permission');

    world.check = { ok: true, missing: [] };
    expect(textOf((await press(buttonOf(again.reply, 'Retry'))).reply)).toContain('Tracking **ninja**');
    expect((await world.tracks.all())[0]).toMatchObject({ cooldownSeconds: 60, target: { kind: 'text', id: '201' } });
  });

  test('a press that comes too late says what to do', async () => {
    const { say, press, world } = aWorld();
    world.check = { ok: false, missing: [] };
    const refused = await say('track add', { options: { channel: 'ninja' } });
    expect(textOf(refused)).toContain('Discord does not show it to me');
    world.drafts.clear();
    await expect(press(buttonOf(refused, 'Retry'))).rejects.toThrow(/Run `\/track add` again/);
  });

  test('quiet hours without a zone take the one this server uses, or UTC with a hint', async () => {
    const { say, world } = aWorld();
    const first = await say('track add', { options: { channel: 'a', quiet_hours: '22-8' } });
    expect(textOf(first)).toContain('Quiet hours are in UTC. Set **time_zone**');
    await say('track edit', { options: { channel: 'a', time_zone: 'Asia/Tokyo' } });
    const second = await say('track add', { options: { channel: 'b', quiet_hours: '22-8' } });
    expect(textOf(second)).not.toContain('in UTC');
    const zones = (await world.tracks.all()).map((track) => track.quietHours?.timeZone);
    expect(zones).toEqual(['Asia/Tokyo', 'Asia/Tokyo']);
  });
});

describe('clips, moderators and threads', () => {
  test.each([
    ['Cool_Clipper', null, 'Clips will be made by **Cool\\_Clipper**.'],
    [null, 'Set TWITCH_ACCESS_TOKEN.', '**No clips yet**: Set TWITCH_ACCESS_TOKEN. The setting is saved.'],
    ['x', 'The scope clips:edit is missing.', '**No clips yet**: The scope clips:edit is missing.'],
    [null, null, '**No clips yet**: the account that makes them is not known yet.'],
  ])('clips made by %s, missing %s', async (account, missing, expected) => {
    const { say, world } = await withNinja();
    world.clipAccount = account;
    world.clipMissing = missing;
    const reply = await say('track edit', { options: { channel: 'ninja', auto_clip: true } });
    expect(textOf(reply)).toContain(expected);
    expect((await world.tracks.all())[0]?.autoClip).toBe(true);
    const other = await say('track edit', { options: { channel: 'ninja', cooldown: 60 } });
    expect(textOf(other)).not.toMatch(/made by|No clips yet/);
    expect(textOf(other)).toContain('Every alert is clipped');
  });

  test("the moderators' channel is checked as the target is, and a retry keeps it", async () => {
    const { say, press, world } = await withNinja();
    world.check = { ok: false, missing: ['Send Messages'] };
    const refused = await say('track edit', { options: { channel: 'ninja', mod_channel: picked('text', '202') } });
    expect(textOf(refused)).toContain("I can't post in <#202>: missing **Send Messages**");
    expect(world.checked).toEqual([[GUILD, picked('text', '202'), { pingRoleId: null, crosspost: false }]]);
    expect((await world.tracks.all())[0]?.moderatorTarget).toBeNull();
    world.check = { ok: true, missing: [] };
    const done = await press(buttonOf(refused, 'Retry'));
    expect(textOf(done.reply)).toContain('reported to <#202>');
    expect((await world.tracks.all())[0]?.moderatorTarget).toEqual({ kind: 'text', id: '202' });
  });

  test('a thread per stream asks for the rights to open threads', async () => {
    const { say, world } = await withNinja();
    await say('track edit', { options: { channel: 'ninja', thread_per_stream: true } });
    expect(world.checked).toEqual([
      [GUILD, { id: '200', name: '', kind: 'text' }, { pingRoleId: null, crosspost: false, threads: true }],
    ]);
  });

  test('the list shows them', async () => {
    const { say } = await withNinja({
      autoClip: true,
      moderatorTarget: { kind: 'text', id: '202' },
      threadPerStream: true,
      recap: true,
      quietDigest: true,
    });
    const text = textOf(await say('track list'));
    expect(text).toContain('clips · attacks → <#202> · a thread per stream · recap · digest');
  });
});

describe('/track edit', () => {
  const full = aTrack({
    guildId: GUILD,
    target: { kind: 'announcement', id: '201' },
    sensitivity: 'low',
    pingRoleId: '900',
    quietHours: { from: 1320, to: 480, timeZone: 'Europe/Berlin' },
    crosspost: true,
  });

  test.each([
    [{ pause: true }, { paused: true }],
    [{ sensitivity: 'HIGH' }, { sensitivity: 'high' }],
    [{ cooldown: 10 }, { cooldownSeconds: 10 }],
    [{ clear_ping_role: true }, { pingRoleId: null }],
    [{ ping_role: '901' }, { pingRoleId: '901' }],
    [{ clear_quiet_hours: true }, { quietHours: null }],
    [{ quiet_hours: 'off' }, { quietHours: null }],
    [{ quiet_hours: '23:30 to 24:00' }, { quietHours: { from: 1410, to: 0, timeZone: 'Europe/Berlin' } }],
    [{ auto_clip: true }, { autoClip: true }],
    [{ recap: true }, { recap: true }],
    [{ quiet_digest: true }, { quietDigest: true }],
    [{ mod_channel: picked('text', '5') }, { moderatorTarget: { kind: 'text', id: '5' } }],
    [{ clear_mod_channel: true }, { moderatorTarget: null }],
    [
      { thread_per_stream: true, crosspost: false },
      { threadPerStream: true, crosspost: false },
    ],
    [{ time_zone: 'UTC' }, { quietHours: { from: 1320, to: 480, timeZone: 'UTC' } }],
    [
      { target: picked('text', '5'), crosspost: false },
      { target: { kind: 'text', id: '5' }, crosspost: false },
    ],
  ])('%o changes only that', async (options, changed) => {
    const { say, world } = await withNinja(full);
    await say('track edit', { options: { channel: 'ninja', ...options } });
    expect(await world.tracks.all()).toEqual([{ ...full, ...changed }]);
    expect(world.changes).toBe(1);
  });

  test.each([
    [{}, /Nothing was changed/],
    [{ ping_role: '1', clear_ping_role: true }, /contradict/],
    [{ quiet_hours: '1-2', clear_quiet_hours: true }, /contradict/],
    [{ target: picked('text') }, /announcement channel/],
    [{ mod_channel: picked('text'), clear_mod_channel: true }, /contradict/],
    [{ mod_channel: picked('announcement', '201') }, /\*\*mod_channel\*\*/],
  ])('refuses %o', async (options, message) => {
    const { say, world } = await withNinja(full);
    await expect(say('track edit', { options: { channel: 'ninja', ...options } })).rejects.toThrow(message);
    expect(await world.tracks.all()).toEqual([full]);
  });

  test('asks for permissions only when delivery changes', async () => {
    const { say, world } = await withNinja();
    await say('track edit', { options: { channel: 'ninja', pause: true } });
    expect(world.checked).toEqual([]);
    await say('track edit', { options: { channel: 'ninja', ping_role: '900' } });
    expect(world.checked).toEqual([
      [GUILD, { id: '200', name: '', kind: 'text' }, { pingRoleId: '900', crosspost: false }],
    ]);
  });
});

describe('/track remove', () => {
  test('asks first, and removes at the red button', async () => {
    const { say, press, world } = await withNinja();
    const question = await say('track remove', { options: { channel: 'Ninja' } });
    expect(buttonOf(question, 'Stop tracking')).toMatchObject({ style: 'danger' });
    expect(textOf((await press(buttonOf(question, 'Keep it'))).reply)).toBe('Still tracking **ninja**.');
    expect(await world.tracks.all()).toHaveLength(1);
    const done = await press(buttonOf(question, 'Stop tracking'));
    expect(textOf(done.reply)).toContain('Stopped tracking **ninja**');
    expect(await world.tracks.all()).toEqual([]);
    expect(world.changes).toBe(1);
    expect(textOf((await press(buttonOf(question, 'Stop tracking'))).reply)).toContain('no longer tracked here');
    expect(world.changes).toBe(1);
  });
});

describe('/track list', () => {
  test('says how each one stands', async () => {
    const { say, world } = await withNinja({
      paused: true,
      channel: 'a_b',
      sensitivity: 700,
      quietHours: { from: 0, to: 60, timeZone: 'UTC' },
    });
    world.channels = [{ channel: 'a_b', state: 'joined', failure: null, lastMessageAt: NOON }];
    world.lastAlerts.set('t1', NOON - 60_000);
    expect(textOf(await say('track list'))).toMatchInlineSnapshot(`
      "### Tracked channels (1)
      **a\\_b** → <#200> · score 700 · quiet 00:00–01:00 UTC · **paused**
      -# joined, last message <t:1780315200:R> · last alert <t:1780315140:R>"
    `);
  });

  test.each(['timeout', 'suspended', 'banned', 'channel-limit', 'invalid-name', 'refused'] as const)(
    'names why a channel cannot be joined: %s',
    async (failure) => {
      const { say, world } = await withNinja();
      world.channels = [{ channel: 'ninja', state: 'failed', failure, lastMessageAt: null }];
      expect(textOf(await say('track list'))).toMatch(/cannot join: \w+.*\. \w+/);
    },
  );

  test('turns pages', async () => {
    const { say, press, world } = aWorld();
    for (let i = 10; i < 35; i++) await world.tracks.put(aTrack({ id: `t${i}`, channel: `chan${i}`, guildId: GUILD }));
    const first = await say('track list');
    expect(textOf(first)).toContain('chan19');
    expect(textOf(first)).not.toContain('chan20');
    const second = await press(buttonOf(first, '▶'));
    expect(second.how).toBe('update');
    expect(textOf(second.reply)).toContain('chan20');
    expect(buttonOf(second.reply, '◀')).toMatchObject({ disabled: false });
  });

  test('says how to begin', async () => {
    expect(textOf(await aWorld().say('track list'))).toContain('Begin with `/track add`');
    const { say } = aWorld({ commandIds: () => new Map([['track', '77']]) });
    expect(textOf(await say('track list'))).toContain('Begin with </track add:77>');
  });
});

describe('/track test', () => {
  test.each([
    [{ kind: 'delivered', channelId: '1', messageId: '2' }, /Posted a test card to <#200>, without a ping/],
    [
      { kind: 'retryable', reason: 'rate-limited', retryAfterMs: 4000, uncertain: false },
      /not confirmed: rate-limited\..*in 4 s/,
    ],
    [{ kind: 'retryable', reason: 'timeout', uncertain: true }, /look there first.*in a minute/],
    [
      { kind: 'rejected', reason: 'missing-permission', detail: 'missing Attach Files.' },
      /refused .*: missing Attach Files\. Mend that/,
    ],
  ] as const)('%o', async (outcome, message) => {
    const { say, world } = await withNinja();
    world.testOutcome = outcome;
    expect(textOf(await say('track test', { options: { channel: 'ninja' } }))).toMatch(message);
    expect(world.tested.map((track) => track.id)).toEqual(['t1']);
  });

  test('the button beside saved settings answers beside them', async () => {
    const { say, press, world } = aWorld();
    const added = await say('track add', { options: { channel: 'ninja' } });
    expect((await press(buttonOf(added, 'Send a test card'))).how).toBe('ephemeral');
    expect(world.tested).toHaveLength(1);
  });
});

describe('/track log', () => {
  test('says why, newest first', async () => {
    const { say, world } = await withNinja();
    const decision = { guildId: GUILD, trackId: 't1', channel: 'ninja', momentId: 'm', at: NOON };
    world.decisions.decisions.push(
      { ...decision, kind: 'suppressed', reason: 'cooldown', detail: 'cooldown, 41 s left' },
      { ...decision, kind: 'failed', reason: 'missing-permission', detail: '' },
      ...Array.from({ length: 30 }, () => ({
        ...decision,
        kind: 'posted' as const,
        reason: 'x',
        detail: 'y'.repeat(900),
      })),
    );
    const text = textOf(await say('track log', { options: { channel: 'ninja' } }));
    expect(text).toContain('suppressed: cooldown, 41 s left');
    expect(text).toContain('failed: missing-permission');
    expect(text).toContain('Last 20 decisions for **ninja**');
    expect(text.length).toBeLessThan(4000);
  });

  test('says so when there is nothing', async () => {
    const { say } = await withNinja();
    expect(textOf(await say('track log'))).toContain('No decision about alerts of this server yet');
  });
});

describe('suggestions', () => {
  test('add searches Twitch, and asks it once a minute for the same words', async () => {
    const directory = new FakeDirectory('ninja', 'ninjashyper');
    const { suggest, world } = aWorld({ directory });
    expect(await suggest('track add', 'channel', '@Ninja')).toEqual(['ninja', 'ninjashyper']);
    world.now += 59_999;
    await suggest('track add', 'channel', 'ninja');
    expect(directory.asked).toBe(1);
    world.now += 1;
    await suggest('track add', 'channel', 'ninja');
    expect(directory.asked).toBe(2);
  });

  test('add falls back to what is typed', async () => {
    const directory = new FakeDirectory();
    directory.failing = true;
    for (const { suggest } of [aWorld(), aWorld({ directory }), aWorld({ directory: new FakeDirectory() })]) {
      expect(await suggest('track add', 'channel', 'https://twitch.tv/Ninja')).toEqual(['ninja']);
      expect(await suggest('track add', 'channel', 'not a name')).toEqual([]);
      expect(await suggest('track add', 'channel', '')).toEqual([]);
    }
  });

  test('the others know only tracked channels, the best match first, at most 25', async () => {
    const { suggest, world } = aWorld({ directory: new FakeDirectory('twitch_only') });
    for (let i = 10; i < 50; i++) await world.tracks.put(aTrack({ id: `t${i}`, channel: `chan${i}`, guildId: GUILD }));
    await world.tracks.put(aTrack({ id: 'z', channel: '49ers', guildId: GUILD }));
    expect(await suggest('track edit', 'channel', '49')).toEqual(['49ers', 'chan49']);
    expect(await suggest('track edit', 'channel', '')).toHaveLength(25);
    expect(await suggest('track edit', 'channel', 'twitch_only')).toEqual([]);
  });

  test('sensitivity and time zone', async () => {
    const { suggest } = aWorld();
    expect(await suggest('track add', 'sensitivity')).toEqual(['low', 'medium', 'high']);
    expect(await suggest('track add', 'sensitivity', 'M')).toEqual(['medium']);
    expect(await suggest('track add', 'sensitivity', '7.5')).toEqual(['7.5']);
    expect(await suggest('track add', 'time_zone', 'berl')).toEqual(['Europe/Berlin']);
    expect(await suggest('track add', 'time_zone', 'new york')).toEqual(['America/New_York']);
    expect(await suggest('track add', 'time_zone')).toHaveLength(25);
    expect(await suggest('track add', 'nothing')).toEqual([]);
  });
});

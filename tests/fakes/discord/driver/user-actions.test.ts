import { describe, expect, test } from 'vitest';
import { textOf } from './components.ts';
import { asObject } from '../../openapi/json.ts';
import type { JsonObject } from '../../openapi/json.ts';
import {
  EPHEMERAL,
  openRoom,
  call,
  text,
  button,
  link,
  row,
  select,
  card,
  many,
  connectBot,
  TRACK_COMMAND,
} from '../test-kit.ts';
import type { Answer } from '../test-kit.ts';

describe('interactions', () => {
  test('the driver sends only what Discord would let a user send', async () => {
    await using room = await openRoom();
    const { fake, guildId, channelId } = room;
    using bot = await connectBot(fake);
    await call(fake, 'PUT', `/applications/${fake.world.applicationId}/commands`, [TRACK_COMMAND]);
    const admin = fake.user(guildId, { permissions: ['ManageGuild'] });
    const forum = fake.addChannel(guildId, { kind: 'forum' });
    const elsewhere = fake.addRole(fake.addGuild().id);
    for (const [command, given, why] of [
      ['/nope', {}, /no command \/nope/],
      ['/track', {}, /no subcommand/],
      ['/track drop', {}, /no subcommand drop/],
      ['/track add', {}, /channel is required/],
      ['/track list all', {}, /no subcommand all/],
      ['/track add', { channel: 5 }, /not a string/],
      ['/track add', { channel: 'a', cooldown: '60' }, /not a number/],
      ['/track add', { channel: 'a', quiet: 'yes' }, /not a boolean/],
      ['/track add', { channel: 'a', owner: '1' }, /no user 1/],
      ['/track add', { channel: 'a', extra: 1 }, /no option extra/],
      ['/track add', { channel: 'x'.repeat(26) }, /above 25/],
      ['/track add', { channel: 'a', level: 'high' }, /none of the choices/],
      ['/track add', { channel: 'a', cooldown: 9 }, /below 10/],
      ['/track add', { channel: 'a', cooldown: 10.5 }, /not an integer/],
      ['/track add', { channel: 'a', target: forum.id }, /forum channel is not offered/],
      ['/track add', { channel: 'a', target: '1' }, /no channel 1/],
      ['/track add', { channel: 'a', ping: elsewhere.id }, /no role/],
    ] as const) {
      expect(() => fake.slash(admin, channelId, command, given), `${command} ${JSON.stringify(given)}`).toThrow(why);
    }
    const elsewhereChannel = fake.addChannel(elsewhere.guildId).id;
    expect(() => fake.slash(admin, elsewhereChannel, '/track list')).toThrow(/is not in the server/);
    const alice = fake.user(guildId);
    expect(() => fake.slash(alice, channelId, '/track list')).toThrow(/does not offer/);
    fake.slash(alice, channelId, '/track list', {}, { evenIfHidden: true });
    expect(await bot.next('INTERACTION_CREATE')).toMatchObject({
      data: { name: 'track', options: [{ name: 'list', type: 1 }] },
    });
    fake.denyBot(channelId, ['AttachFiles']);
    fake.slash(admin, channelId, '/track add', { channel: 'a', target: channelId });
    const resolved = asObject(asObject((await bot.next('INTERACTION_CREATE'))['data'])['resolved']);
    const permissions = BigInt(asObject(asObject(resolved['channels'])[channelId])['app_permissions'] as string);
    expect([permissions & (1n << 11n), permissions & (1n << 15n)]).toEqual([1n << 11n, 0n]);
  });

  test('without a connected bot nobody answers', async () => {
    await using room = await openRoom();
    await call(room.fake, 'PUT', `/applications/${room.fake.world.applicationId}/commands`, [TRACK_COMMAND]);
    const admin = room.fake.user(room.guildId, { permissions: ['ManageGuild'] });
    expect(() => room.fake.slash(admin, room.channelId, '/track list')).toThrow(/did not respond/);
  });

  test('an interaction is answered once, in time, in a fitting way', async () => {
    const time = { now: Date.now() };
    await using room = await openRoom({ now: () => time.now });
    const { fake, guildId, channelId } = room;
    using bot = await connectBot(fake);
    await call(fake, 'PUT', `/applications/${fake.world.applicationId}/commands`, [TRACK_COMMAND]);
    const admin = fake.user(guildId, { permissions: ['ManageGuild'] });
    const act = async (): Promise<{ path: string; hook: string }> => {
      const { id, token, application_id } = await bot.next('INTERACTION_CREATE');
      return {
        path: `/interactions/${String(id)}/${String(token)}/callback`,
        hook: `/webhooks/${String(application_id)}/${String(token)}`,
      };
    };
    const handle = fake.slash(admin, channelId, '/track list');
    const { path, hook } = await act();
    expect(await call(fake, 'PATCH', `${hook}/messages/@original`, { content: 'early' })).toMatchObject({
      status: 404,
      body: { code: 10015 },
    });
    expect(await call(fake, 'POST', path, { type: 8, data: { choices: [] } })).toMatchObject({
      status: 400,
      body: { errors: { type: {} } },
    });
    time.now += 120;
    expect(await call(fake, 'POST', path, { type: 5, data: { flags: EPHEMERAL } })).toMatchObject({ status: 204 });
    expect(await call(fake, 'POST', path, { type: 4, data: { content: 'x' } })).toMatchObject({
      status: 400,
      body: { code: 40060 },
    });
    expect([handle.ackMs, handle.deferred, handle.settledMs]).toEqual([120, true, null]);
    expect(await call(fake, 'PATCH', `${hook}/messages/%40original`, card(text('done')))).toMatchObject({
      status: 200,
    });
    expect((await handle.reply()).ephemeral).toBe(true);
    expect(fake.messagesIn(channelId)).toEqual([]);
    expect(await call(fake, 'POST', hook, { content: 'and' })).toMatchObject({ status: 200 });
    expect(handle.followUps.map(({ ephemeral }) => ephemeral)).toEqual([false]);
    expect(await call(fake, 'GET', `${hook}/messages/1`)).toMatchObject({ status: 404, body: { code: 10008 } });
    expect(await call(fake, 'POST', hook.replace(/\d+/, '1'), { content: 'x' })).toMatchObject({
      status: 404,
      body: { code: 10015 },
    });
    expect(await call(fake, 'DELETE', `${hook}/messages/@original`)).toMatchObject({ status: 204 });
    time.now += 15 * 60_000;
    expect(await call(fake, 'POST', hook, { content: 'late' })).toMatchObject({ status: 401, body: { code: 50027 } });
    expect(await call(fake, 'POST', path.replace(/\/[^/]+\/callback/, '/stolen/callback'), { type: 5 })).toMatchObject({
      status: 404,
      body: { code: 10062 },
    });
    fake.slash(admin, channelId, '/track list');
    const late = await act();
    time.now += 3_001;
    expect(await call(fake, 'POST', late.path, { type: 5 })).toMatchObject({ status: 404, body: { code: 10062 } });
    expect(fake.violations).toEqual([]);
  });

  test('autocomplete, buttons, selects', async () => {
    await using room = await openRoom();
    const { fake, guildId, channelId } = room;
    using bot = await connectBot(fake);
    await call(fake, 'PUT', `/applications/${fake.world.applicationId}/commands`, [TRACK_COMMAND]);
    const alice = fake.user(guildId);
    const respond = async (body: JsonObject): Promise<Answer> => {
      const { id, token } = await bot.next('INTERACTION_CREATE');
      return call(fake, 'POST', `/interactions/${String(id)}/${String(token)}/callback?with_response=true`, body);
    };
    const typing = fake.autocomplete(alice, channelId, '/track add', 'channel', 'ni');
    await respond({ type: 8, data: { choices: [{ name: 'Ninja', value: 'ninja' }] } });
    expect(await typing.choices()).toEqual([{ name: 'Ninja', value: 'ninja' }]);
    for (const choices of [
      many(26, (i) => ({ name: `${i}`, value: `${i}` })),
      [{ name: 'x'.repeat(101), value: 'a' }],
    ]) {
      fake.autocomplete(alice, channelId, '/track add', 'channel', '');
      expect(await respond({ type: 8, data: { choices } })).toMatchObject({ status: 400, body: { code: 50035 } });
    }
    fake.autocomplete(alice, channelId, '/track add', 'channel', '');
    expect(await respond({ type: 8, data: {} })).toMatchObject({ status: 400, body: { code: 50035 } });
    expect(() => fake.autocomplete(alice, channelId, '/track add', 'level', 'x')).toThrow(/no autocomplete/);

    await call(
      fake,
      'POST',
      `/channels/${channelId}/messages`,
      card(
        row(button(), link('https://a.example'), button({ custom_id: 'off', label: 'Off', disabled: true })),
        row(select()),
        row(select({ custom_id: 'shut', disabled: true })),
      ),
    );
    const message = fake.messagesIn(channelId)[0]!;
    expect(() => fake.press(alice, message, 'Nope')).toThrow(/no button/);
    expect(() => fake.press(alice, message, 'VOD')).toThrow(/is a link/);
    expect(() => fake.press(alice, message, 'Off')).toThrow(/disabled/);
    expect(() => fake.choose(alice, message, 's', ['b'])).toThrow(/does not offer b/);
    expect(() => fake.choose(alice, message, 't', ['a'])).toThrow(/no select t/);
    expect(() => fake.choose(alice, message, 's', [])).toThrow(/takes 1 to 1 values, not 0/);
    expect(() => fake.choose(alice, message, 'shut', ['a'])).toThrow(/is disabled/);
    expect(() => fake.press(alice, { ...message, deletedAt: 1 }, 'Vote')).toThrow(/is gone/);
    const pressed = fake.press(alice, message, 'Vote');
    expect(await respond({ type: 7, data: card(text('Thanks')) })).toMatchObject({
      status: 200,
      body: { resource: { type: 7 } },
    });
    expect(await pressed.reply()).toBe(message);
    expect(textOf(message)).toBe('Thanks');
    await call(fake, 'PATCH', `/channels/${channelId}/messages/${message.id}`, card(row(select())));
    fake.press(alice, { ...message, components: [row(button())] }, 'Vote');
    expect(await respond({ type: 9, data: { custom_id: 'm', title: 'Why', components: [] } })).toMatchObject({
      status: 400,
      body: { code: 50035 },
    });
    const chosen = fake.choose(alice, message, 's', ['a']);
    await respond({ type: 4, data: { content: `<@${alice.id}>`, flags: EPHEMERAL } });
    const whisper = await chosen.reply();
    expect(whisper).toMatchObject({ ephemeral: true, pings: { users: [alice.id] } });
    expect(() =>
      fake.press(fake.user(guildId, { name: 'bob' }), { ...whisper, components: [row(button())] }, 'Vote'),
    ).toThrow(/only alice/);
  });
});

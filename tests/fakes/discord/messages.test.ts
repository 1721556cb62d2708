import { describe, expect, test } from 'vitest';
import { asArray, asObject } from '../openapi/json.ts';
import type { JsonObject } from '../openapi/json.ts';
import { openRoom, call, multipart, text, image, card, many } from './test-kit.ts';
import type { Answer } from './test-kit.ts';

describe('messages', () => {
  test('knows empty messages, large files, unknown places and broken JSON', async () => {
    await using room = await openRoom();
    const path = `/channels/${room.channelId}/messages`;
    expect(await call(room.fake, 'POST', path, { content: ' ' })).toMatchObject({ status: 400, body: { code: 50006 } });
    expect(
      await call(room.fake, 'POST', path, multipart({}, { 'a.png': new Uint8Array(10 * 1024 * 1024 + 1) })),
    ).toMatchObject({ status: 413, body: { code: 40005 } });
    const nine = new Uint8Array(9 * 1024 * 1024);
    expect(
      await call(room.fake, 'POST', path, multipart({}, { 'a.png': nine, 'b.png': nine, 'c.png': nine })),
    ).toMatchObject({ status: 413 });
    expect(
      await call(room.fake, 'POST', path, multipart({}, Object.fromEntries(many(11, (i) => [`${i}.png`, 'x'])))),
    ).toMatchObject({ status: 400, body: { code: 50035 } });
    expect(await call(room.fake, 'POST', path, '{')).toMatchObject({ status: 400, body: { code: 50109 } });
    expect(await call(room.fake, 'POST', '/channels/1/messages', { content: 'x' })).toMatchObject({
      status: 404,
      body: { code: 10003 },
    });
    expect(await call(room.fake, 'PATCH', `${path}/1`, { content: 'x' })).toMatchObject({
      status: 404,
      body: { code: 10008 },
    });
    expect(await call(room.fake, 'GET', '/guilds/1')).toMatchObject({ status: 404, body: { code: 10004 } });
  });

  test('an enforced nonce returns the first message, until it is forgotten', async () => {
    const time = { now: Date.now() };
    await using room = await openRoom({ now: () => time.now });
    const post = async (body: JsonObject): Promise<unknown> =>
      (await call(room.fake, 'POST', `/channels/${room.channelId}/messages`, body)).body['id'];
    const first = await post({ content: 'a', nonce: 'n', enforce_nonce: true });
    expect(await post({ content: 'b', nonce: 'n', enforce_nonce: true })).toBe(first);
    expect(await post({ content: 'b', nonce: 'n' })).not.toBe(first);
    time.now += 6 * 60_000;
    expect(await post({ content: 'c', nonce: 'n', enforce_nonce: true })).not.toBe(first);
    expect(room.fake.messagesIn(room.channelId).map((message) => message.content)).toEqual(['a', 'b', 'c']);
  });

  test('an edit keeps only listed attachments, never drops the V2 flag and never touches messages of others', async () => {
    await using room = await openRoom();
    const { fake, guildId, channelId } = room;
    const gallery = { type: 12, items: [image('attachment://a.png')] };
    const posted = await call(
      fake,
      'POST',
      `/channels/${channelId}/messages`,
      multipart(card(gallery), { 'a.png': 'a' }),
    );
    const path = `/channels/${channelId}/messages/${String(posted.body['id'])}`;
    const attachments = [{ id: asObject(asArray(posted.body['attachments'])[0])['id'] }];
    expect(await call(fake, 'PATCH', path, { components: [text('still'), gallery], attachments })).toMatchObject({
      status: 200,
      body: { attachments },
    });
    expect(await call(fake, 'PATCH', path, { components: [gallery] })).toMatchObject({
      status: 400,
      body: { code: 50035 },
    });
    expect(await call(fake, 'PATCH', path, { flags: 0, content: 'x', components: [] })).toMatchObject({
      status: 400,
      body: { errors: { flags: {} } },
    });
    expect(await call(fake, 'PATCH', path, { components: [] })).toMatchObject({ status: 400 });
    expect(await call(fake, 'PATCH', path, { components: [text('bare')] })).toMatchObject({
      status: 200,
      body: { attachments: [] },
    });
    expect(fake.messagesIn(channelId)[0]?.editedAt).toHaveLength(2);
    const other = fake.say(fake.user(guildId), channelId, 'mine');
    expect(await call(fake, 'PATCH', `/channels/${channelId}/messages/${other.id}`, { content: 'x' })).toMatchObject({
      status: 403,
      body: { code: 50005 },
    });
    expect(await call(fake, 'DELETE', `/channels/${channelId}/messages/${other.id}`)).toMatchObject({
      status: 403,
      body: { code: 50013 },
    });
    expect(await call(fake, 'DELETE', path)).toMatchObject({ status: 204 });
    expect(await call(fake, 'GET', path)).toMatchObject({ status: 404, body: { code: 10008 } });
  });

  test('edits of old messages are counted', async () => {
    const time = { now: Date.now() };
    await using room = await openRoom({ now: () => time.now, rest: { oldMessageEditsMax: 1 } });
    const posted = await call(room.fake, 'POST', `/channels/${room.channelId}/messages`, { content: 'a' });
    const edit = async (): Promise<Answer> =>
      call(room.fake, 'PATCH', `/channels/${room.channelId}/messages/${String(posted.body['id'])}`, { content: 'b' });
    expect([(await edit()).status, (await edit()).status]).toEqual([200, 200]);
    time.now += 3_600_001;
    expect((await edit()).status).toBe(200);
    expect(await edit()).toMatchObject({ status: 429, body: { code: 30046 } });
  });

  test('lists newest first', async () => {
    await using room = await openRoom();
    for (const content of ['a', 'b', 'c']) {
      await call(room.fake, 'POST', `/channels/${room.channelId}/messages`, { content });
    }
    const list = async (query: string): Promise<unknown> =>
      asArray((await call(room.fake, 'GET', `/channels/${room.channelId}/messages?${query}`)).body).map(
        (message) => asObject(message)['content'],
      );
    expect(await list('limit=2')).toEqual(['c', 'b']);
    expect(await list(`before=${room.fake.messagesIn(room.channelId)[1]!.id}`)).toEqual(['a']);
    expect(await call(room.fake, 'GET', `/channels/${room.channelId}/messages?limit=101`)).toMatchObject({
      status: 400,
    });
    expect(await call(room.fake, 'GET', `/channels/${room.channelId}/messages?before=x`)).toMatchObject({
      status: 400,
    });
  });
});

describe('mentions', () => {
  test('ping by the rules, in content and in Text Displays', async () => {
    await using room = await openRoom();
    const { fake, guildId, channelId } = room;
    const open = fake.addRole(guildId, { mentionable: true }).id;
    const closed = fake.addRole(guildId).id;
    const alice = fake.user(guildId).id;
    const said = `@everyone <@&${open}> <@&${closed}> <@${alice}>`;
    const pings = async (body: JsonObject): Promise<unknown> => {
      await call(fake, 'POST', `/channels/${channelId}/messages`, body);
      return fake.messagesIn(channelId).at(-1)?.pings;
    };
    expect(await pings({ content: said })).toEqual({ everyone: false, roles: [open], users: [alice] });
    expect(await pings({ content: said, allowed_mentions: { parse: [] } })).toEqual({
      everyone: false,
      roles: [],
      users: [],
    });
    expect(await pings({ ...card(text(said)), allowed_mentions: { parse: [], roles: [open, closed] } })).toEqual({
      everyone: false,
      roles: [open],
      users: [],
    });
    expect(await pings({ content: `\`${said}\``, embeds: [{ description: said }] })).toEqual({
      everyone: false,
      roles: [],
      users: [],
    });
    const loud = fake.addGuild({ botPermissions: ['Administrator'] });
    const loudChannel = fake.addChannel(loud.id).id;
    await call(fake, 'POST', `/channels/${loudChannel}/messages`, { content: '@here' });
    expect(fake.messagesIn(loudChannel)[0]?.pings.everyone).toBe(true);
  });
});

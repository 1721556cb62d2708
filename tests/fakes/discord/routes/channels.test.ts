import { describe, expect, test } from 'vitest';
import { openRoom, call, multipart, image, card } from '../test-kit.ts';
import type { Answer } from '../test-kit.ts';

describe('channels', () => {
  test('demand the permission for what is posted', async () => {
    await using room = await openRoom();
    const { fake, channelId } = room;
    const path = `/channels/${channelId}/messages`;
    const withFile = (): FormData => multipart({}, { 'a.png': 'a' });
    for (const [denied, body, code] of [
      ['ViewChannel', { content: 'x' }, 50001],
      ['SendMessages', { content: 'x' }, 50013],
      ['EmbedLinks', { embeds: [{ title: 'x' }] }, 50013],
      ['AttachFiles', withFile(), 50013],
    ] as const) {
      fake.denyBot(channelId, [denied]);
      expect(await call(fake, 'POST', path, body), denied).toMatchObject({ status: 403, body: { code } });
      fake.denyBot(channelId, []);
      expect(await call(fake, 'POST', path, body instanceof FormData ? withFile() : body), denied).toMatchObject({
        status: 200,
      });
    }
    fake.denyBot(channelId, ['ReadMessageHistory']);
    expect(await call(fake, 'GET', path)).toMatchObject({ status: 403, body: { code: 50013 } });
    expect(fake.invalidRequests).toBe(5);
  });

  test('a forum takes posts, not messages', async () => {
    await using room = await openRoom();
    const forum = room.fake.addChannel(room.guildId, { kind: 'forum' }).id;
    const tagged = room.fake.addChannel(room.guildId, { kind: 'forum', requiresTag: true }).id;
    expect(await call(room.fake, 'POST', `/channels/${forum}/messages`, { content: 'x' })).toMatchObject({
      status: 400,
      body: { code: 50008 },
    });
    expect(await call(room.fake, 'POST', `/channels/${forum}/threads`, { name: 'Post' })).toMatchObject({
      status: 400,
      body: { errors: { message: {} } },
    });
    for (const name of ['', 'x'.repeat(101)]) {
      const answer = await call(room.fake, 'POST', `/channels/${forum}/threads`, { name, message: { content: 'x' } });
      expect(answer).toMatchObject({ status: 400, body: { errors: { name: {} } } });
    }
    expect(
      await call(room.fake, 'POST', `/channels/${tagged}/threads`, { name: 'Post', message: { content: 'x' } }),
    ).toMatchObject({ status: 400, body: { code: 40067 } });
    const body = multipart(
      { name: 'Post', message: card({ type: 12, items: [image('attachment://a.png')] }) },
      { 'a.png': 'a' },
    );
    const post = await call(room.fake, 'POST', `/channels/${forum}/threads`, body);
    expect(post).toMatchObject({
      status: 201,
      body: { name: 'Post', type: 11, parent_id: forum, message: { id: post.body['id'], channel_id: post.body['id'] } },
    });
    expect(
      await call(room.fake, 'POST', `/channels/${String(post.body['id'])}/messages`, { content: 'more' }),
    ).toMatchObject({ status: 200 });
  });

  test('threads start from channels and messages, and archived ones are closed', async () => {
    await using room = await openRoom();
    const { fake, guildId } = room;
    const open = fake.addGuild({
      botPermissions: ['ViewChannel', 'SendMessages', 'SendMessagesInThreads', 'CreatePublicThreads'],
    });
    const parent = fake.addChannel(open.id).id;
    const message = await call(fake, 'POST', `/channels/${parent}/messages`, { content: 'x' });
    const path = `/channels/${parent}/messages/${String(message.body['id'])}/threads`;
    expect(await call(fake, 'POST', path, { name: 't' })).toMatchObject({
      status: 201,
      body: { id: message.body['id'] },
    });
    expect(await call(fake, 'POST', path, { name: 't' })).toMatchObject({ status: 400, body: { code: 160004 } });
    const thread = await call(fake, 'POST', `/channels/${parent}/threads`, { name: 't', type: 11 });
    const id = String(thread.body['id']);
    expect(await call(fake, 'POST', `/channels/${id}/messages`, { content: 'x' })).toMatchObject({ status: 200 });
    expect(await call(fake, 'PATCH', `/channels/${id}`, { archived: true })).toMatchObject({
      body: { thread_metadata: { archived: true } },
    });
    expect(await call(fake, 'POST', `/channels/${id}/messages`, { content: 'x' })).toMatchObject({
      status: 400,
      body: { code: 50083 },
    });
    const standing = fake.messagesIn(id)[0]!.id;
    expect(await call(fake, 'PATCH', `/channels/${id}/messages/${standing}`, { content: 'y' })).toMatchObject({
      status: 400,
      body: { code: 50083 },
    });
    expect(await call(fake, 'POST', `/channels/${id}/threads`, { name: 'nested' })).toMatchObject({
      status: 400,
      body: { code: 50024 },
    });
    const closed = fake.addChannel(guildId, { kind: 'thread', parentId: room.channelId, archived: true }).id;
    expect(await call(fake, 'POST', `/channels/${closed}/messages`, { content: 'x' })).toMatchObject({
      body: { code: 50083 },
    });
    expect(await call(fake, 'POST', `/channels/${room.channelId}/threads`, { name: 't' })).toMatchObject({
      status: 403,
      body: { code: 50013 },
    });
  });

  test('only announcement channels crosspost, and once', async () => {
    await using room = await openRoom();
    const news = room.fake.addChannel(room.guildId, { kind: 'announcement' }).id;
    const crosspost = async (channelId: string): Promise<() => Promise<Answer>> => {
      const { body } = await call(room.fake, 'POST', `/channels/${channelId}/messages`, { content: 'x' });
      return () => call(room.fake, 'POST', `/channels/${channelId}/messages/${String(body['id'])}/crosspost`);
    };
    const publish = await crosspost(news);
    expect([await publish(), await publish()]).toMatchObject([{ status: 200 }, { status: 400, body: { code: 40033 } }]);
    expect(await (await crosspost(room.channelId))()).toMatchObject({ status: 400, body: { code: 50024 } });
  });
});

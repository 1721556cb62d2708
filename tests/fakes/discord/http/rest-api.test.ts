import { describe, expect, test } from 'vitest';
import { request as httpRequest } from 'node:http';
import { createFakeDiscord } from '../fake-discord.ts';
import { openRoom, call, many } from '../test-kit.ts';
import type { Answer } from '../test-kit.ts';

describe('the door', () => {
  test('refuses unknown routes, foreign tokens and clients without a name', async () => {
    await using room = await openRoom();
    expect(await call(room.fake, 'GET', '/no/such/route')).toMatchObject({ status: 404, body: { code: 0 } });
    expect(await call(room.fake, 'PUT', '/users/@me')).toMatchObject({ status: 405 });
    expect(await call(room.fake, 'GET', '/users/@me', undefined, { authorization: 'Bot wrong' })).toMatchObject({
      status: 401,
    });
    expect(room.fake.invalidRequests).toBe(1);
    expect(room.fake.requests.map(({ path, status }) => [path, status])).toEqual([
      ['/no/such/route', 404],
      ['/users/@me', 405],
      ['/users/@me', 401],
    ]);
    const { promise, resolve } = Promise.withResolvers<number | undefined>();
    httpRequest(
      `${room.fake.apiUrl}/v10/users/@me`,
      { headers: { authorization: `Bot ${room.fake.token}` } },
      (response) => resolve(response.statusCode),
    ).end();
    expect(await promise).toBe(403);
  });

  test('serves what a bot asks for at its start', async () => {
    await using room = await openRoom();
    expect(await call(room.fake, 'GET', '/gateway/bot')).toMatchObject({
      body: { url: room.fake.gatewayUrl, session_start_limit: { max_concurrency: 1 } },
    });
    expect(await call(room.fake, 'GET', '/applications/@me')).toMatchObject({
      body: { id: room.fake.world.applicationId },
    });
    expect(await call(room.fake, 'GET', `/guilds/${room.guildId}/members/@me`)).toMatchObject({
      body: { roles: [expect.any(String)] },
    });
    expect(await call(room.fake, 'GET', `/guilds/${room.guildId}/members/1`)).toMatchObject({
      status: 404,
      body: { code: 10007 },
    });
    expect((await call(room.fake, 'GET', `/guilds/${room.guildId}/roles`)).body).toHaveLength(2);
  });

  test('limits each channel, and the bot as a whole', async () => {
    const time = { now: Date.now() };
    await using fake = await createFakeDiscord({ now: () => time.now, rateLimits: { globalPerSecond: 8 } });
    const guildId = fake.addGuild().id;
    const [a, b] = [fake.addChannel(guildId).id, fake.addChannel(guildId).id];
    const post = async (channelId: string): Promise<Answer> =>
      call(fake, 'POST', `/channels/${channelId}/messages`, { content: 'x' });
    const five = await Promise.all(many(5, () => post(a)));
    expect(five.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(Object.fromEntries(five.at(-1)!.headers)).toMatchObject({
      'x-ratelimit-limit': '5',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset-after': '5',
    });
    const sixth = await post(a);
    expect(sixth).toMatchObject({ status: 429, body: { retry_after: 5, global: false } });
    expect(sixth.headers.get('x-ratelimit-scope')).toBe('user');
    expect([(await post(b)).status, (await post(b)).status]).toEqual([200, 200]);
    expect(await post(b)).toMatchObject({ status: 429, body: { global: true } });
    time.now += 5_000;
    expect((await post(a)).status).toBe(200);
  });

  test('collects what the published API description forbids', async ({ skip }) => {
    await using room = await openRoom();
    if (room.fake.openApiValidation === 'off') return skip('the published API description is not at hand');
    await call(room.fake, 'POST', `/channels/${room.channelId}/messages`, { content: 'fine' });
    expect(room.fake.violations).toEqual([]);
    await call(room.fake, 'POST', `/channels/${room.channelId}/messages`, { content: 5 });
    expect(room.fake.violations.map(({ message }) => message)).toEqual(['body.content: must be string,null']);
  });
});

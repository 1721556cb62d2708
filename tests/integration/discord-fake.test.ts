import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { Client, DiscordAPIError, Events, GatewayIntentBits, MessageFlags, REST, Routes } from 'discord.js';
import type { ChatInputCommandInteraction, SendableChannels } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { textOf } from '../fakes/discord/driver/components.ts';
import type { FakeDiscord } from '../fakes/discord/fake-discord.ts';
import { call, card, openRoom, text, TRACK_COMMAND } from '../fakes/discord/test-kit.ts';
import { asObject } from '../fakes/openapi/json.ts';
import type { JsonObject } from '../fakes/openapi/json.ts';

interface Peer extends Disposable {
  readonly opened: Promise<unknown>;
  readonly closed: Promise<number>;
  has(kind: number | string): boolean;
  send(op: number, d: unknown): void;
  sendText(raw: string): void;
  /** The first payload of this opcode or event that was not taken before. */
  next(kind: number | string): Promise<JsonObject>;
}

/** A gateway client of bare sockets. */
function connect(fake: FakeDiscord, query = 'v=10&encoding=json'): Peer {
  const socket = new WebSocket(`${fake.gatewayUrl}?${query}`);
  const received: JsonObject[] = [];
  const { promise: closed, resolve } = Promise.withResolvers<number>();
  socket.on('close', (code) => resolve(code));
  socket.on('message', (data: Buffer) => {
    received.push(JSON.parse(data.toString()) as JsonObject);
    fake.world.changes.notify();
  });
  const isKind = (payload: JsonObject, kind: number | string): boolean =>
    payload['op'] === kind || payload['t'] === kind;
  return {
    opened: once(socket, 'open'),
    closed,
    has: (kind) => received.some((payload) => isKind(payload, kind)),
    send: (op, d) => socket.send(JSON.stringify({ op, d })),
    sendText: (raw) => socket.send(raw),
    next: (kind) =>
      fake.waitFor(`payload ${kind}`, () => {
        const index = received.findIndex((payload) => isKind(payload, kind));
        return index < 0 ? undefined : received.splice(index, 1)[0];
      }),
    [Symbol.dispose]: () => socket.terminate(),
  };
}

async function identify(fake: FakeDiscord): Promise<{ readonly peer: Peer; readonly sessionId: unknown }> {
  const peer = connect(fake);
  await peer.next(10);
  peer.send(2, { token: fake.token, intents: 1, properties: {} });
  return { peer, sessionId: asObject((await peer.next('READY'))['d'])['session_id'] };
}

describe('gateway', () => {
  test.for<[string, string, number]>([
    ['a foreign token', '{"op":2,"d":{"token":"x","intents":1}}', 4004],
    ['no intents', '{"op":2,"d":{"token":"TOKEN"}}', 4013],
    ['privileged intents', '{"op":2,"d":{"token":"TOKEN","intents":32768}}', 4014],
    ['a presence before identifying', '{"op":3,"d":{}}', 4003],
    ['an unknown opcode', '{"op":77}', 4001],
    ['broken JSON', '{', 4002],
    ['a resume with a foreign token', '{"op":6,"d":{"token":"x"}}', 4004],
  ])('closes on %s', async ([, raw, code]) => {
    await using room = await openRoom();
    using peer = connect(room.fake);
    await peer.next(10);
    peer.sendText(raw.replace('TOKEN', room.fake.token));
    expect(await peer.closed).toBe(code);
    expect(room.fake.gateway.identifies).toEqual([]);
  });

  test('closes on a second identify or a resume after it, a flood, and another version', async () => {
    await using room = await openRoom();
    const { peer } = await identify(room.fake);
    peer.send(2, { token: room.fake.token, intents: 1 });
    expect(await peer.closed).toBe(4005);
    const { peer: other } = await identify(room.fake);
    other.send(6, { token: room.fake.token });
    expect(await other.closed).toBe(4005);
    using flood = connect(room.fake);
    await flood.next(10);
    for (let i = 0; i < 121; i++) flood.send(1, null);
    expect(await flood.closed).toBe(4008);
    using old = connect(room.fake, 'v=9&encoding=json');
    expect(await old.closed).toBe(4012);
  });

  test('resumes with what was missed, and only known sessions', async () => {
    await using room = await openRoom();
    const { fake } = room;
    const { peer, sessionId } = await identify(fake);
    const seq = (await peer.next('GUILD_CREATE'))['s'];
    fake.gateway.close(4000);
    expect(await peer.closed).toBe(4000);
    await fake.waitFor('the loss of the bot', () => (fake.gateway.isConnected ? undefined : true));
    fake.addChannel(room.guildId, { name: 'missed' });
    using back = connect(fake);
    await back.next(10);
    back.send(6, { token: fake.token, session_id: sessionId, seq });
    expect(await back.next('CHANNEL_CREATE')).toMatchObject({ d: { name: 'missed' } });
    await back.next('RESUMED');
    using stranger = connect(fake);
    await stranger.next(10);
    stranger.send(6, { token: fake.token, session_id: 'unknown', seq: 1 });
    expect(await stranger.next(9)).toMatchObject({ d: false });
  });

  test('acknowledges heartbeats until told not to', async () => {
    await using room = await openRoom();
    using peer = connect(room.fake);
    await peer.next(10);
    peer.send(1, null);
    await peer.next(11);
    room.fake.gateway.acksHeartbeats = false;
    peer.send(1, null);
    peer.send(77, null);
    expect(await peer.closed).toBe(4001);
    expect(peer.has(11)).toBe(false);
  });

  test('asks to reconnect, invalidates sessions, drops and goes deaf', async () => {
    await using room = await openRoom();
    const { fake } = room;
    const { peer, sessionId } = await identify(fake);
    fake.gateway.requestReconnect();
    await peer.next(7);
    fake.gateway.invalidateSessions(false);
    expect(await peer.next(9)).toMatchObject({ d: false });
    fake.gateway.drop();
    expect(await peer.closed).toBe(1006);
    using back = connect(fake);
    await back.next(10);
    back.send(6, { token: fake.token, session_id: sessionId, seq: 1 });
    expect(await back.next(9)).toMatchObject({ d: false });
    fake.gateway.isDeaf = true;
    using unheard = connect(fake);
    await unheard.opened;
    fake.gateway.drop();
    expect(await unheard.closed).toBe(1006);
    expect(unheard.has(10)).toBe(false);
  });

  test('tells of lost servers, channels and roles', async () => {
    await using room = await openRoom();
    const { fake, guildId, channelId } = room;
    const { peer } = await identify(fake);
    const role = fake.addRole(guildId);
    fake.removeRole(role.id);
    expect(await peer.next('GUILD_ROLE_DELETE')).toMatchObject({ d: { role_id: role.id } });
    fake.removeChannel(channelId);
    expect(await peer.next('CHANNEL_DELETE')).toMatchObject({ d: { id: channelId } });
    fake.breakGuild(guildId);
    expect(await peer.next('GUILD_DELETE')).toMatchObject({ d: { id: guildId, unavailable: true } });
    fake.mendGuild(guildId);
    await peer.next('GUILD_CREATE');
    fake.removeGuild(guildId);
    expect(await peer.next('GUILD_DELETE')).toMatchObject({ d: { id: guildId } });
    expect(await call(fake, 'GET', `/guilds/${guildId}`)).toMatchObject({ status: 404 });
  });
});

describe('faults', () => {
  test('down refuses connections and comes back on the same port', async () => {
    await using room = await openRoom();
    const { fake } = room;
    const address = fake.apiUrl;
    const { peer } = await identify(fake);
    await fake.down();
    expect(await peer.closed).toBe(1006);
    await expect(call(fake, 'GET', '/users/@me')).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
    await fake.up();
    expect(fake.apiUrl).toBe(address);
    expect((await call(fake, 'GET', '/users/@me')).status).toBe(200);
    fake.acceptAndClose = true;
    await expect(call(fake, 'GET', '/users/@me')).rejects.toThrow('fetch failed');
    fake.acceptAndClose = false;
    expect((await call(fake, 'GET', '/users/@me')).status).toBe(200);
  });

  test('a lost answer leaves the message, a hang-up does not', async () => {
    await using room = await openRoom();
    const { fake, channelId } = room;
    const path = `/channels/${channelId}/messages`;
    fake.faults.add({ effect: { kind: 'lose-answer' }, method: 'POST', path: /messages$/ });
    await expect(call(fake, 'POST', path, { content: 'kept' })).rejects.toThrow('fetch failed');
    fake.faults.add({ effect: { kind: 'hang-up' } });
    await expect(call(fake, 'POST', path, { content: 'never' })).rejects.toThrow('fetch failed');
    expect(fake.messagesIn(channelId).map(({ content }) => content)).toEqual(['kept']);
    expect(fake.requests.map(({ status }) => status)).toEqual([null, null]);
  });

  test('counts requests that are broken off', async () => {
    await using room = await openRoom();
    const half = httpRequest(`${room.fake.apiUrl}/v10/users/@me`, {
      method: 'POST',
      headers: { 'content-length': 100 },
    });
    half.on('error', () => undefined);
    half.write('x', () => half.destroy());
    await room.fake.waitFor('the break', () => (room.fake.brokenOffRequests === 1 ? true : undefined));
    expect(room.fake.requests).toEqual([]);
  });

  test('answers with errors, limits and nonsense as often as told', async () => {
    await using room = await openRoom();
    const { fake } = room;
    const get = (): ReturnType<typeof call> => call(fake, 'GET', '/users/@me');
    using errors = fake.faults.add({ effect: { kind: 'status', status: 503 }, times: 2 });
    expect([(await get()).status, (await get()).status, (await get()).status]).toEqual([503, 503, 200]);
    expect(errors.hits).toBe(2);
    fake.faults.add({ effect: { kind: 'rate-limit', retryAfterMs: 1_500, scope: 'shared' } });
    const limited = await get();
    expect(limited).toMatchObject({ status: 429, body: { retry_after: 1.5 } });
    expect(limited.headers.get('x-ratelimit-scope')).toBe('shared');
    expect(fake.invalidRequests).toBe(0);
    fake.faults.add({ effect: { kind: 'status', status: 403, code: 50013 }, path: /^\/channels\// });
    expect((await get()).status).toBe(200);
    fake.faults.clear();
    fake.faults.add({ effect: { kind: 'malformed' } });
    await expect(get()).rejects.toThrow(SyntaxError);
    fake.faults.add({ effect: { kind: 'delay', ms: 60 } });
    await expect(fetch(`${fake.apiUrl}/v10/users/@me`, { signal: AbortSignal.timeout(20) })).rejects.toThrow(/timeout/);
  });
});

interface LiveBot extends AsyncDisposable {
  readonly client: Client<true>;
  readonly rest: REST;
}

/** discord.js, pointed at the fake as the product points it. */
async function logIn(
  fake: FakeDiscord,
  onCommand: (interaction: ChatInputCommandInteraction) => Promise<void>,
): Promise<LiveBot> {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    rest: { api: fake.apiUrl, version: '10', retries: 1, timeout: 2_000 },
    allowedMentions: { parse: [] },
    enforceNonce: true,
  });
  client.on(Events.InteractionCreate, (interaction) => {
    if (interaction.isChatInputCommand()) void onCommand(interaction);
  });
  await Promise.all([
    new Promise((resolve) => void client.once(Events.ClientReady, resolve)),
    client.login(fake.token),
  ]);
  const rest = new REST({ api: fake.apiUrl, version: '10' }).setToken(fake.token);
  await rest.put(Routes.applicationCommands(fake.world.applicationId), { body: [TRACK_COMMAND] });
  return { client: client as Client<true>, rest, [Symbol.asyncDispose]: () => client.destroy() };
}

describe('with discord.js', () => {
  test('a command is deferred and answered with a card, its options resolved', async () => {
    await using room = await openRoom();
    const { fake, guildId, channelId } = room;
    await using _bot = await logIn(fake, async (interaction) => {
      await interaction.deferReply({ flags: MessageFlags.Ephemeral });
      const target = interaction.options.getChannel('target', true);
      const mayManage = interaction.memberPermissions?.has('ManageGuild') === true;
      const components = [
        text(`${interaction.options.getString('channel', true)} → #${target.name} ${String(mayManage)}`),
        { type: 12, items: [{ media: { url: 'attachment://chart.png' } }] },
      ];
      const files = [{ attachment: Buffer.from('png'), name: 'chart.png', description: 'A chart' }];
      await interaction.editReply({ flags: MessageFlags.IsComponentsV2, components: components as never, files });
    });
    const admin = fake.user(guildId, { permissions: ['ManageGuild'] });
    const handle = fake.slash(admin, channelId, '/track add', { channel: 'ninja', target: channelId });
    const reply = await handle.reply();
    expect(textOf(reply)).toBe('ninja → #alerts true');
    expect(reply.attachments).toMatchObject([
      { name: 'chart.png', description: 'A chart', bytes: new Uint8Array(Buffer.from('png')) },
    ]);
    expect(handle).toMatchObject({ deferred: true, ephemeral: true });
    expect(fake.gateway.identifies).toMatchObject([{ intents: 1 }]);
    expect(fake.violations).toEqual([]);
    expect(fake.crashes).toEqual([]);
  });

  test('sends, edits and keeps a picture; a lost answer does not double the message', async () => {
    await using room = await openRoom();
    const { fake, channelId } = room;
    await using bot = await logIn(fake, async () => undefined);
    const channel = (await bot.client.channels.fetch(channelId)) as SendableChannels;
    const gallery = { type: 12, items: [{ media: { url: 'attachment://chart.png' } }] };
    const sent = await channel.send({
      ...(card(text('hype'), gallery) as object),
      files: [{ attachment: Buffer.from('png'), name: 'chart.png' }],
    });
    await sent.edit({ ...(card(text('over'), gallery) as object), attachments: [...sent.attachments.values()] });
    const [message] = fake.messagesIn(channelId);
    expect(message).toMatchObject({ attachments: [{ name: 'chart.png' }], editedAt: [expect.any(Number)] });
    fake.faults.add({ effect: { kind: 'status', status: 502 }, method: 'POST', path: /messages$/ });
    await channel.send({ content: 'once' });
    await expect(channel.send({ content: 'x'.repeat(2_001) })).rejects.toBeInstanceOf(DiscordAPIError);
    fake.faults.add({ effect: { kind: 'lose-answer' }, method: 'POST', path: /messages$/ });
    await expect(channel.send({ content: 'lost', nonce: 'n1', enforceNonce: true })).rejects.toThrow();
    await channel.send({ content: 'lost', nonce: 'n1', enforceNonce: true });
    expect(fake.messagesIn(channelId).map(textOf)).toEqual(['over', 'once', 'lost']);
    expect(fake.violations).toEqual([]);
  });

  test('survives a resume and hears what was said meanwhile', async () => {
    await using room = await openRoom();
    const { fake, guildId, channelId } = room;
    await using bot = await logIn(fake, async (interaction) => void (await interaction.reply('still here')));
    fake.gateway.close(4000);
    await fake.waitFor('the loss of the bot', () => (fake.gateway.isConnected ? undefined : true));
    const made = fake.addChannel(guildId, { name: 'meanwhile' });
    await fake.waitFor('a resume', () => fake.gateway.resumes[0], 10_000);
    const admin = fake.user(guildId, { permissions: ['ManageGuild'] });
    expect(textOf(await fake.slash(admin, channelId, '/track list').reply())).toBe('still here');
    expect(bot.client.channels.cache.has(made.id)).toBe(true);
    expect(fake.gateway.identifies).toHaveLength(1);
  });
});

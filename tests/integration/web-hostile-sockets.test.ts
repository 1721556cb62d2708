import net from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { repeat } from '../../src/lib/repeat.ts';
import { CALM, chatLine, FakeBot, metricsOf } from '../contract/web/fake-bot.ts';
import { eventually, refusal, SocketClient } from '../contract/web/socket-client.ts';

/** Longer than Twitch allows: a connection that is not read must fill quickly. */
const LONG = 'x'.repeat(100_000);

let bot: FakeBot;
beforeEach(() => {
  bot = new FakeBot();
  bot.watch('ninja');
});
afterEach(() => expect(bot.problems).toEqual([]));

const counter = async (line: string): Promise<boolean> => (await bot.telemetry.registry.metrics()).includes(line);

async function joined(url: string): Promise<SocketClient> {
  const client = await SocketClient.open(url, '/ws');
  await client.ask({ command: 'join_channel', channel: 'ninja' });
  return client;
}

describe('a client that does not read', () => {
  test('is closed with the reason, and the others notice nothing', async () => {
    await using web = await bot.start({}, { outgoingBytesMax: 300_000, closeGraceMs: 50 });
    await using slow = await joined(web.url);
    await using quick = await joined(web.url);
    slow.socket.pause();
    let sent = 0;
    while (web.sockets > 1 && sent < 2_000) {
      sent++;
      bot.hub.accepted(chatLine({ id: `m${sent}`, text: LONG, emotes: [] }), CALM, []);
      await quick.frame(sent);
    }
    expect(web.sockets).toBe(1);
    expect(quick.frames.slice(1).map((frame) => frame['message_id'])).toEqual(
      Array.from({ length: sent }, (_, i) => `m${i + 1}`),
    );
    expect(await counter('hypewire_ws_closed_total{kind="events",reason="too-slow"} 1')).toBe(true);
  });

  test('but reads on in time is told why', async () => {
    await using web = await bot.start({}, { outgoingBytesMax: 300_000 });
    await using slow = await joined(web.url);
    await using quick = await joined(web.url);
    slow.socket.pause();
    // Far more than the bound and what the operating system keeps between the two.
    for (let n = 1; n <= 200; n++) {
      bot.hub.accepted(chatLine({ id: `m${n}`, text: LONG, emotes: [] }), CALM, []);
      await quick.frame(n);
    }
    slow.socket.resume();
    expect(await slow.close()).toEqual({ code: 1013, reason: 'too slow: reconnect with last_id' });
  });

  test('gets the newest metrics, not all of them, and holds no memory', async () => {
    await using web = await bot.start();
    await using slow = await SocketClient.open(web.url, '/ws/metrics');
    await slow.settled();
    slow.socket.pause();
    const emotes = Array.from({ length: 4_000 }, (_, i): [string, number] => [`emote${i}`, i]);
    const ROUNDS = 300;
    for (let round = 1; round <= ROUNDS; round++) {
      bot.hub.metrics({ ...metricsOf('ninja', round), topEmotes5Min: emotes });
      await new Promise(setImmediate);
    }
    slow.socket.resume();
    await slow.until(() => slow.frames.at(-1)?.['messages_per_second'] === ROUNDS, 'the newest');
    expect(slow.frames.length).toBeLessThan(ROUNDS);
    const order = slow.frames.map((frame) => Number(frame['messages_per_second']));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(await counter('hypewire_ws_frames_coalesced_total{kind="metrics"}')).toBe(true);
  });

  test('and answers no ping is cut off', async () => {
    await using web = await bot.start({}, { pingEveryMs: 20 });
    await using quick = await joined(web.url);
    await using dead = await joined(web.url);
    dead.socket.pause();
    await eventually(() => web.sockets === 1, 'the end of the dead one');
    expect(await quick.ask({ command: 'ping' })).toEqual({ type: 'pong' });
    expect(await counter('hypewire_ws_closed_total{kind="events",reason="no-pong"} 1')).toBe(true);
  });
});

describe('a client that sends garbage', () => {
  test.each([
    ['a frame of more than 4 KiB', 'x'.repeat(5_000), 1009],
    ['bytes that are no UTF-8', Buffer.from([0xff, 0xfe]), null],
  ])('%s', async (_what, payload, code) => {
    await using web = await bot.start();
    await using good = await joined(web.url);
    await using bad = await joined(web.url);
    bad.send(payload);
    if (code === null) expect(await bad.frame(1)).toEqual({ error: 'Invalid JSON' });
    else expect(await bad.close()).toMatchObject({ code });
    expect(await good.ask({ command: 'ping' })).toEqual({ type: 'pong' });
  });

  test('too quickly is closed', async () => {
    await using web = await bot.start();
    await using bad = await joined(web.url);
    for (let i = 0; i < 200; i++) bad.send('garbage');
    expect(await bad.close()).toEqual({ code: 1008, reason: 'too many messages: slow down' });
    expect(bad.frames.length).toBeLessThanOrEqual(101);
  });

  test.each([
    ['an unmasked frame', Buffer.from([0x81, 0x02, 0x7b, 0x7d])],
    ['reserved bits', Buffer.from([0xf1, 0x80, 0, 0, 0, 0])],
    ['an unknown opcode', Buffer.from([0x83, 0x80, 0, 0, 0, 0])],
    ['a length beyond all bounds', Buffer.from([0x81, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff])],
    ['random bytes', Buffer.from('GET / HTTP/1.1\r\n\r\n'.repeat(50))],
    ['half a frame and the end', Buffer.from([0x81, 0xfe, 0x01])],
  ])('after the upgrade, %s, ends alone', async (_what, bytes) => {
    await using web = await bot.start();
    await using good = await joined(web.url);
    const socket = await upgraded(web.url);
    socket.end(bytes);
    await eventually(() => web.sockets === 1, 'the end of the bad one');
    bot.hub.accepted(chatLine(), CALM, []);
    expect(await good.frame(1)).toMatchObject({ type: 'chat_message' });
    socket.destroy();
  });

  test('instead of an upgrade ends alone', async () => {
    await using web = await bot.start();
    for (const headers of [
      'Sec-WebSocket-Version: 99\r\n',
      '',
      'Sec-WebSocket-Key: short\r\nSec-WebSocket-Version: 13\r\n',
    ]) {
      const { socket, head } = await handshake(web.url, headers);
      expect(head).toMatch(/^HTTP\/1\.1 4\d\d /);
      socket.destroy();
    }
    expect(web.sockets).toBe(0);
  });
});

test('no more clients than may be', async () => {
  await using web = await bot.start({}, { clientsMax: 2 });
  await using a = await joined(web.url);
  await using _b = await joined(web.url);
  expect(await refusal(web.url, '/ws/metrics')).toBe(503);
  await a[Symbol.asyncDispose]();
  await eventually(() => web.sockets === 1, 'room for one');
  await using c = await joined(web.url);
  expect(await c.ask({ command: 'ping' })).toEqual({ type: 'pong' });
});

test('sockets are opened only where there are sockets', async () => {
  await using web = await bot.start();
  for (const path of ['/api/health', '/metrics', '/ws/nothing', '/api/docs'])
    expect(await refusal(web.url, path)).toBe(404);
});

test('a bug in answering one socket ends that socket, and is counted', async () => {
  const broken = bot.deps();
  const metrics = (): never => {
    throw new Error('bug');
  };
  await using web = await bot.start({ live: { ...broken.live, metrics } });
  await using good = await joined(web.url);
  await using unlucky = await SocketClient.open(web.url, '/ws/channel/ninja');
  expect(await unlucky.close()).toMatchObject({ code: 1006 });
  expect(await good.ask({ command: 'ping' })).toEqual({ type: 'pong' });
  expect(await counter('hypewire_stage_failures_total{stage="ws"} 1')).toBe(true);
});

test('the bot stops in time, whoever listens', async () => {
  const web = await bot.start();
  await using polite = await joined(web.url);
  await using dead = await joined(web.url);
  dead.socket.pause();
  const mute = await upgraded(web.url);
  const began = performance.now();
  await web[Symbol.asyncDispose]();
  expect(performance.now() - began).toBeLessThan(4_000);
  expect(await polite.close()).toEqual({ code: 1001, reason: 'the bot is stopping' });
  mute.destroy();
});

test('clients that come and go leave nothing behind', async () => {
  await using web = await bot.start();
  const talk = (): void => bot.hub.accepted(chatLine(), CALM, []);
  await using _chat = repeat(1, talk, (error) => bot.problems.push(error));
  for (let round = 0; round < 10; round++) {
    const clients = await Promise.all(Array.from({ length: 10 }, () => joined(web.url)));
    for (const [i, client] of clients.entries()) {
      if (i % 2 === 0) client.socket.terminate();
      else client.socket.close();
    }
  }
  await eventually(() => web.sockets === 0, 'nobody');
  expect(bot.holds.at(-1)).toBe('release ninja websocket');
  const { length } = bot.holds;
  expect(length % 2).toBe(0);
});

async function upgraded(url: string): Promise<net.Socket> {
  const { socket, head } = await handshake(
    url,
    'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n',
  );
  expect(head).toMatch(/^HTTP\/1\.1 101 /);
  return socket;
}

async function handshake(url: string, headers: string): Promise<{ socket: net.Socket; head: string }> {
  const { host, port } = new URL(url);
  const socket = net.connect(Number(port), '127.0.0.1');
  socket.on('error', () => undefined);
  const { promise, resolve } = Promise.withResolvers<string>();
  socket.once('data', (data: Buffer) => resolve(data.toString()));
  socket.once('close', () => resolve(''));
  socket.write(`GET /ws HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${headers}\r\n`);
  return { socket, head: await promise };
}

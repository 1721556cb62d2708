import { ChatClient } from '@twurple/chat';
import { describe, expect, test } from 'vitest';
import { clearChat, clearMessage, privmsg, userNotice } from '../fakes/twitch/irc-lines.ts';
import { FakeIrcServer } from '../fakes/twitch/irc-server.ts';
import { Watching } from '../fakes/twitch/watching.ts';

const names = (count: number): string[] => Array.from({ length: count }, (_, i) => `channel${i}`);

describe('reading', () => {
  test('logs in anonymously, joins, and hands over what is said', async () => {
    await using server = await FakeIrcServer.start();
    await using watching = new Watching(server, ['foo']);
    await server.until('foo is joined', () => server.joinedChannels.has('foo'));
    server.say('foo', 'ronni', 'hello');
    server.inject(
      'foo',
      userNotice('foo', 'raid', 'mia', { params: { viewerCount: '15' } }),
      clearChat('foo', 'ronni', 10),
      clearMessage('foo', 'ronni', 'gone', 'hello'),
    );
    await server.until('four events', () => watching.events.length === 5);

    expect(server.received.map(({ line }) => line).filter((line) => line.startsWith('NICK'))).toEqual([
      expect.stringMatching(/^NICK justinfan\d+$/),
    ]);
    expect(server.received.some(({ line }) => line.startsWith('PASS'))).toBe(false);
    expect(server.received.find(({ line }) => line.startsWith('CAP REQ'))?.line).toMatch(/twitch\.tv\/tags/);
    expect(watching.events.map((event) => event.kind)).toEqual([
      'gap',
      'message',
      'notice',
      'retraction',
      'retraction',
    ]);
    expect(watching.gaps()).toEqual(['foo joined']);
    expect(watching.source.channels()).toMatchObject([{ channel: 'foo', state: 'joined', failure: null }]);
    expect(watching.source.channels()[0]?.lastMessageAt).toBeTypeOf('number');
    expect(watching.source.connections()).toEqual([
      { state: 'connected', channels: 1, reconnects: 0, lastProblem: null },
    ]);
  });

  test('reads several lines in one frame, and lines cut in two', async () => {
    await using server = await FakeIrcServer.start();
    await using watching = new Watching(server, ['foo']);
    await server.until('foo is joined', () => watching.state('foo') === 'joined');
    const line = privmsg('foo', 'ronni', 'three');
    server.broadcastRaw(
      `${privmsg('foo', 'ronni', 'one')}\r\n${privmsg('foo', 'ronni', 'two')}\r\n${line.slice(0, 100)}`,
    );
    server.broadcastRaw(`${line.slice(100)}\r\n`);
    await server.until('three messages', () => watching.texts().length === 3);
    expect(watching.texts()).toEqual(['one', 'two', 'three']);
  });

  test('a failing sink and odd lines end nothing', async () => {
    await using server = await FakeIrcServer.start();
    const texts: string[] = [];
    await using watching = new Watching(
      server,
      ['foo'],
      {},
      {
        sink: (event) => {
          if (event.kind !== 'message') return;
          if (event.text === 'bang') throw new Error('the sink broke');
          texts.push(event.text);
        },
      },
    );
    await server.until('foo is joined', () => watching.state('foo') === 'joined');
    server.say('foo', 'ronni', 'bang');
    const odd = [
      ':tmi.twitch.tv 001',
      'PING',
      'CAP',
      ':x CAP * NEW :a b',
      ':tmi.twitch.tv NOTICE',
      '@msg-id=r9k_on :tmi.twitch.tv NOTICE #!! :x',
      '@msg-id :tmi.twitch.tv USERNOTICE',
      ':a#b!c@d PRIVMSG #a#b :x',
      '@ PRIVMSG',
      ':',
      '@',
      ' ',
      '\x00',
      'JOIN',
      ':x JOIN #',
      'ROOMSTATE #',
      ':x 353',
      'WHISPER x',
      '@room-id=1 :tmi.twitch.tv ROOMSTATE #../..',
      ':tmi.twitch.tv 376',
      ':tmi.twitch.tv 462',
      '\ud800',
      '@=;=;= :x CLEARCHAT',
      'CLEARMSG #foo',
    ];
    for (let i = 0; i < 1_500; i++) server.broadcast(odd[i % odd.length]!, `${odd[(i * 7) % odd.length]!} ${i}`);
    server.say('foo', 'ronni', 'still here');
    await server.until('the message behind them', () => texts.includes('still here'));
    expect(watching.observer.count('failed chat-sink')).toBe(1);
    expect(server.opened).toHaveLength(1);
    expect(watching.observer.count('dropped chat-line malformed lost')).toBeGreaterThan(100);
  });
});

describe('joining', () => {
  test('100 channels over two connections, within the limit', async () => {
    await using server = await FakeIrcServer.start({ joinsMax: 20, joinWindowMs: 80 });
    await using watching = new Watching(server, names(100), { joinsMax: 18, joinWindowMs: 160 });
    await server.until('all are joined', () => watching.source.channels().every((each) => each.state === 'joined'));
    expect(server.joinViolations).toEqual([]);
    expect(server.joins).toHaveLength(100);
    expect(watching.source.connections().map((each) => each.channels)).toEqual([90, 10]);
    expect(new Set(watching.gaps()).size).toBe(100);
  });

  test('says why a channel cannot be joined, and tries again later', async () => {
    await using server = await FakeIrcServer.start();
    for (const kind of ['suspended', 'banned', 'limit', 'unknown'] as const) server.kinds.set(kind, kind);
    await using watching = new Watching(server, ['open', 'suspended', 'banned', 'limit', 'unknown', 'Not A Name']);
    await server.until('all have an answer', () =>
      watching.source.channels().every((each) => each.state === 'joined' || each.state === 'failed'),
    );
    expect(
      ['open', 'suspended', 'banned', 'limit', 'unknown', 'Not A Name'].map((name) => watching.state(name)),
    ).toEqual([
      'joined',
      'failed suspended',
      'failed banned',
      'failed channel-limit',
      'failed timeout',
      'failed invalid-name',
    ]);
    server.kinds.clear();
    await server.until(
      'the others follow',
      () => watching.source.channels().filter((each) => each.state === 'joined').length === 5,
    );
    expect(watching.state('Not A Name')).toBe('failed invalid-name');
  });

  test('leaves what is no longer wanted, and hears it no more', async () => {
    await using server = await FakeIrcServer.start();
    await using watching = new Watching(server, ['foo', 'bar']);
    await server.until('both are joined', () => server.joinedChannels.size === 2);
    watching.source.want(new Set(['bar']));
    await server.until('foo is left', () => !server.joinedChannels.has('foo'));
    server.broadcast(privmsg('foo', 'ronni', 'to nobody'), privmsg('bar', 'ronni', 'to us'));
    await server.until('the message', () => watching.texts().length > 0);
    expect(watching.texts()).toEqual(['to us']);
    watching.source.want(new Set());
    await server.until('nothing is held open', () => server.connectionCount === 0);
    expect(watching.source.connections()).toEqual([]);
  });

  test('comes back to a channel it was thrown out of', async () => {
    await using server = await FakeIrcServer.start();
    await using watching = new Watching(server, ['foo']);
    await server.until('foo is joined', () => watching.state('foo') === 'joined');
    server.part('foo');
    await server.until('it is noticed', () => watching.state('foo') === 'failed refused');
    await server.until('foo is joined again', () => watching.state('foo') === 'joined');
    expect(watching.gaps()).toEqual(['foo joined', 'foo reconnect']);
  });
});

describe('losing the connection', () => {
  test('comes back, rejoins, and marks the gap', async () => {
    await using server = await FakeIrcServer.start();
    await using watching = new Watching(server, ['foo', 'bar']);
    await server.until('both are joined', () => server.joinedChannels.size === 2);
    server.drop();
    await server.until('both are joined again', () => server.opened.length === 2 && server.joinedChannels.size === 2);
    server.say('foo', 'ronni', 'after');
    await server.until('the message', () => watching.texts().length === 1);
    expect(watching.gaps()).toEqual(['foo joined', 'bar joined', 'foo reconnect', 'bar reconnect']);
    expect(watching.source.connections()).toMatchObject([{ state: 'connected', reconnects: 1 }]);
    expect(watching.source.connections()[0]?.lastProblem).toMatch(/closed the connection/);
  });

  test('RECONNECT: the next connection is in every channel before the old one closes', async () => {
    await using server = await FakeIrcServer.start({ joinWindowMs: 80 });
    await using watching = new Watching(server, names(30), { stableMs: 0, joinsMax: 18, joinWindowMs: 160 });
    await server.until('all are joined', () => server.joinedChannels.size === 30);
    server.askToReconnect();
    let number = 0;
    const talk = setInterval(() => server.say('channel7', 'ronni', String(number++)), 5);
    await server.until(
      'one connection is left',
      () => server.opened.length === 2 && server.connectionCount === 1 && server.joins.length === 60,
    );
    clearInterval(talk);
    const told = number;
    await server.until('the last message', () => watching.texts().includes(String(told - 1)));
    expect([...new Set(watching.texts())].map(Number).sort((a, b) => a - b)).toEqual(
      Array.from({ length: told }, (_, i) => i),
    );
    expect(watching.gaps().filter((gap) => gap.endsWith('reconnect'))).toEqual([]);
    expect(server.joinViolations).toEqual([]);
    expect(watching.source.connections()).toMatchObject([{ state: 'connected', lastProblem: null }]);
  });

  test.each([
    ['accept-and-close', 'opened'],
    ['close-after-login', 'opened'],
    ['refuse', 'tcpConnections'],
    ['bad-auth', 'opened'],
    ['mute', 'opened'],
  ] as const)('a server that does %s is not stormed, and used when it recovers', async (reception, counted) => {
    await using server = await FakeIrcServer.start();
    server.reception = reception;
    await using watching = new Watching(server, ['foo']);
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    // Pauses of 50, 100, 200, 400 and 800 ms.
    const attempts = counted === 'opened' ? server.opened.length : server.tcpConnections;
    expect(attempts).toBeGreaterThanOrEqual(2);
    expect(attempts).toBeLessThanOrEqual(6);
    expect(server.tcpConnections).toBeLessThanOrEqual(6);
    if (reception === 'bad-auth') {
      expect(watching.observer.count('connection refused login')).toBeGreaterThan(1);
      expect(watching.source.connections()[0]?.lastProblem).toMatch(/login refused: Improperly formatted auth/);
    }
    server.reception = 'normal';
    await server.until('foo is joined', () => watching.state('foo') === 'joined');
  });

  test('a connection that no longer answers is replaced', async () => {
    await using server = await FakeIrcServer.start();
    await using watching = new Watching(server, ['foo']);
    await server.until('foo is joined', () => watching.state('foo') === 'joined');
    server.goHalfOpen();
    await server.until('foo is joined again', () => server.opened.length === 2 && watching.state('foo') === 'joined');
    expect(watching.source.connections()[0]?.lastProblem).toBe('the server no longer answers');
  });

  test('a quiet chat is left alone', async () => {
    await using server = await FakeIrcServer.start();
    await using watching = new Watching(server, ['foo']);
    await server.until(
      'it was asked several times',
      () => server.received.filter(({ line }) => line.startsWith('PING')).length >= 3,
    );
    expect(server.opened).toHaveLength(1);
    expect(watching.state('foo')).toBe('joined');
  });

  test('ends within moments, even towards a server that is silent', async () => {
    await using server = await FakeIrcServer.start();
    const watching = new Watching(server, ['foo']);
    await server.until('foo is joined', () => watching.state('foo') === 'joined');
    server.goHalfOpen();
    const before = performance.now();
    await watching[Symbol.asyncDispose]();
    await watching[Symbol.asyncDispose]();
    expect(performance.now() - before).toBeLessThan(3_500);
    expect(watching.source.connections()).toEqual([]);
  });
});

test('a socket that was stuck leaves a gap, a quiet one does not', async () => {
  await using server = await FakeIrcServer.start();
  let skewMs = 0;
  await using watching = new Watching(
    server,
    ['foo', 'bar'],
    { idlePingMs: 60_000 },
    {
      clock: {
        now: () => Date.now() + skewMs,
        sleep: (ms, signal) =>
          new Promise((resolve, reject) => {
            const timer = setTimeout(resolve, ms);
            signal.addEventListener(
              'abort',
              () => {
                clearTimeout(timer);
                reject(signal.reason as Error);
              },
              { once: true },
            );
          }),
      },
    },
  );
  await server.until('both are joined', () => watching.state('foo') === 'joined' && watching.state('bar') === 'joined');
  server.say('foo', 'ronni', 'before', { sentAt: Date.now() });
  await server.until('a message', () => watching.texts().length === 1);

  skewMs = 20_000;
  server.say('foo', 'ronni', 'written just now', { sentAt: Date.now() + 20_000 });
  await server.until('a fresh message', () => watching.texts().length === 2);
  expect(watching.gaps().filter((gap) => gap.endsWith('stall'))).toEqual([]);

  skewMs = 40_000;
  server.say('foo', 'ronni', 'written long ago', { sentAt: Date.now() + 30_000 });
  await server.until('an old message', () => watching.texts().length === 3);
  expect(watching.gaps().filter((gap) => gap.endsWith('stall'))).toEqual(['foo stall', 'bar stall']);
});

describe('the seam in the library', () => {
  /** Runs `before` on every client that connects meanwhile. */
  async function tampering(before: (irc: ChatClient['irc']) => void, work: () => Promise<void>): Promise<void> {
    const connect = ChatClient.prototype.connect;
    ChatClient.prototype.connect = function (this: ChatClient) {
      before(this.irc);
      connect.call(this);
    };
    try {
      await work();
    } finally {
      ChatClient.prototype.connect = connect;
    }
  }

  test('spares it every chat line', async () => {
    const seen: string[] = [];
    await tampering(
      (irc) => irc.onAnyMessage((message) => seen.push(message.command)),
      async () => {
        await using server = await FakeIrcServer.start();
        await using watching = new Watching(server, ['foo']);
        await server.until('foo is joined', () => watching.state('foo') === 'joined');
        server.say('foo', 'ronni', 'hello');
        await server.until('the message', () => watching.texts().length === 1);
      },
    );
    expect(seen).toContain('376');
    expect(seen).not.toContain('PRIVMSG');
    expect(seen).not.toContain('ROOMSTATE');
  });

  test('is not needed: without it lines come from the library', async () => {
    await tampering(
      // What the library would do if it no longer called this method of the instance.
      (irc) => Reflect.deleteProperty(irc, 'receiveLine'),
      async () => {
        await using server = await FakeIrcServer.start();
        await using watching = new Watching(server, ['foo']);
        await server.until('foo is joined', () => watching.state('foo') === 'joined');
        server.say('foo', 'ronni', 'hello');
        await server.until('the message', () => watching.texts().length === 1);
        expect(watching.texts()).toEqual(['hello']);
        server.drop();
        await server.until(
          'foo is joined again',
          () => server.opened.length === 2 && watching.state('foo') === 'joined',
        );
      },
    );
  });
});

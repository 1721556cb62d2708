import { describe, expect, test } from 'vitest';
import { fakeTimers } from '../kit/testing.ts';
import type { LiveFrame } from '../read/frame.ts';
import { openConnections, socketUrl } from './connections.ts';
import { FakeSocket } from './testing.ts';

function open() {
  const timers = fakeTimers();
  const sockets: FakeSocket[] = [];
  const batches: { readonly frames: readonly LiveFrame[]; readonly unreadable: number }[] = [];
  const refused: string[] = [];
  const missed: string[] = [];
  const connections = openConnections({
    base: 'https://bot.example/hype/#/live',
    timers,
    random: () => 0,
    open(url) {
      const socket = new FakeSocket(url);
      sockets.push(socket);
      return socket;
    },
    heard: (frames, unreadable) => batches.push({ frames, unreadable }),
    changed: () => undefined,
    refused: (problem) => refused.push(problem),
    missed: (channel) => missed.push(channel),
  });
  const at = (path: string): FakeSocket => sockets.findLast(({ url }) => url === `wss://bot.example/hype/${path}`)!;
  return { timers, sockets, batches, refused, missed, connections, at };
}

const chat = (id: number, channel = 'room'): object => ({
  type: 'chat_message',
  channel,
  user: { username: 'u', display_name: 'U' },
  message: 'hi',
  timestamp: '2026-01-01T00:00:00.000Z',
  message_id: `m${id}`,
  event_id: `a-${id}`,
});

describe('the sockets of a page', () => {
  test('follow the channel on the screen', () => {
    const { connections, sockets, at } = open();
    at('ws').emit('open');
    connections.watch('room');
    const first = at('ws/mood?channel=room');
    connections.watch('other');
    connections.watch('other');
    expect(first.isClosed).toBe(true);
    expect(at('ws').sent.filter((message) => (message as { command: string }).command !== 'ping')).toEqual([
      { command: 'join_channel', channel: 'room' },
      { command: 'leave_channel', channel: 'room' },
      { command: 'join_channel', channel: 'other' },
    ]);
    expect(sockets.filter(({ isClosed }) => !isClosed)).toHaveLength(5);
    connections.close();
    expect(sockets.every(({ isClosed }) => isClosed)).toBe(true);
  });

  test('come back with the last event they heard of this channel', () => {
    const { timers, connections, at } = open();
    connections.watch('room');
    at('ws').emit('open');
    at('ws').emit('message', chat(1));
    at('ws').emit('message', chat(9, 'another'));
    at('ws').emit('close');
    timers.pass(1_000);
    at('ws').emit('open');
    expect(at('ws').sent[0]).toEqual({ command: 'join_channel', channel: 'room', last_id: 'a-1' });
  });

  test('tell when something may have been missed, and only then', () => {
    const { missed, at } = open();
    for (const more of [{}, { resumed: true }, { resumed: false }]) {
      at('ws').emit('message', { status: 'joined_channel', channel: 'room', ...more });
    }
    expect(missed).toEqual(['room']);
  });

  test('hand on what came within a short while together', () => {
    const { timers, batches, at } = open();
    at('ws').emit('message', chat(1));
    at('ws').emit('message', chat(2));
    at('ws/metrics').emit('message', '{"type":"metrics"');
    expect(batches).toEqual([]);
    timers.pass(100);
    expect(batches).toHaveLength(1);
    expect(batches[0]!.frames).toHaveLength(2);
    expect(batches[0]!.unreadable).toBe(1);
  });

  test('hand on a full batch at once, so that nothing grows in a sleeping tab', () => {
    const { batches, at } = open();
    for (let id = 0; id < 1_200; id += 1) at('ws').emit('message', chat(id));
    expect(batches.map(({ frames }) => frames.length)).toEqual([500, 500]);
  });

  test("pass the chat's refusals on in the bot's words; a channel nobody watches yet is none", () => {
    const { refused, at, connections } = open();
    connections.watch('room');
    at('ws').emit('message', { error: 'Too many channels', detail: 'Leave one.' });
    at('ws/mood?channel=room').emit('message', { error: 'Unknown channel', channel: 'room' });
    expect(refused).toEqual(['Too many channels. Leave one.']);
  });
});

test.each([
  ['http://127.0.0.1:8080/#/live', 'ws', 'ws://127.0.0.1:8080/ws'],
  ['https://bot.example/a/', 'ws/metrics', 'wss://bot.example/a/ws/metrics'],
])('sockets of %s are at %s', (base, path, expected) => {
  expect(socketUrl(base, path)).toBe(expected);
});

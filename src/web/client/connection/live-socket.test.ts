import { describe, expect, test } from 'vitest';
import { fakeTimers } from '../kit/testing.ts';
import type { LinkState } from '../state/app-state.ts';
import { openLiveSocket, type LiveSocketOptions } from './live-socket.ts';
import { FakeSocket } from './testing.ts';

function open(more: Partial<LiveSocketOptions> = {}) {
  const timers = fakeTimers();
  const sockets: FakeSocket[] = [];
  const heard: unknown[] = [];
  const states: LinkState[] = [];
  const live = openLiveSocket({
    url: 'ws://bot/ws',
    timers,
    random: () => 0,
    open(url) {
      const socket = new FakeSocket(url);
      sockets.push(socket);
      return socket;
    },
    heard: (data) => heard.push(data),
    changed: (state) => states.push(state),
    ...more,
  });
  const last = (): FakeSocket => sockets.at(-1)!;
  return { timers, sockets, heard, states, live, last };
}

describe('a live socket', () => {
  test('comes back for ever, each pause twice the last, at most 30 s', () => {
    const { timers, sockets, states, last } = open();
    const pauses: number[] = [];
    for (let round = 0; round < 40; round += 1) {
      last().emit('close');
      const state = states.at(-1)!;
      if (state.kind !== 'waiting') throw new Error('it does not come back');
      pauses.push(state.retryAt - timers.now());
      timers.pass(state.retryAt - timers.now());
    }
    expect(pauses.slice(0, 7)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
    expect(Math.max(...pauses)).toBe(30_000);
    expect(sockets.length).toBe(41);
  });

  test('leaves half of each pause to chance', () => {
    const { timers, sockets, last } = open({ random: () => 0.999 });
    last().emit('close');
    timers.pass(499);
    expect(sockets).toHaveLength(1);
    timers.pass(2);
    expect(sockets).toHaveLength(2);
  });

  test('begins its pauses anew only after a connection lasted', () => {
    const { timers, sockets, last } = open();
    last().emit('close');
    timers.pass(1_000);
    last().emit('open');
    last().emit('close');
    timers.pass(1_999);
    expect(sockets).toHaveLength(2);
    timers.pass(1);
    last().emit('open');
    timers.pass(10_000);
    last().emit('close');
    timers.pass(1_000);
    expect(sockets).toHaveLength(4);
  });

  test('gives up a connect that never ends', () => {
    const { timers, sockets } = open();
    timers.pass(15_000);
    expect(sockets[0]!.isClosed).toBe(true);
    timers.pass(1_000);
    expect(sockets).toHaveLength(2);
  });

  test('gives up a connection that fell silent, but not one that never spoke', () => {
    const { timers, sockets, last } = open({ silenceMaxMs: 5_000 });
    last().emit('open');
    timers.pass(60_000);
    expect(sockets).toHaveLength(1);
    last().emit('message', 'hello');
    timers.pass(4_999);
    expect(sockets[0]!.isClosed).toBe(false);
    timers.pass(1);
    expect(sockets[0]!.isClosed).toBe(true);
  });

  test('does not listen to a socket it replaced', () => {
    const { timers, sockets, heard, states, last } = open();
    last().emit('close');
    timers.pass(1_000);
    const before = states.length;
    sockets[0]!.emit('message', 'late');
    sockets[0]!.emit('open');
    sockets[0]!.emit('close');
    expect(heard).toEqual([]);
    expect(states).toHaveLength(before);
  });

  test('greets and pings on each connection', () => {
    const { timers, last } = open({
      greetings: () => [{ hello: 1 }],
      ping: { message: { command: 'ping' }, everyMs: 100 },
    });
    last().emit('open');
    timers.pass(200);
    expect(last().sent).toEqual([{ hello: 1 }, { command: 'ping' }, { command: 'ping' }, { command: 'ping' }]);
  });

  test('sends nothing before it is open', () => {
    const { live, last } = open();
    live.send({ early: true });
    expect(last().sent).toEqual([]);
  });

  test('tries at once when asked, once', () => {
    const { live, sockets, last } = open();
    last().emit('close');
    live.retryNow();
    live.retryNow();
    expect(sockets).toHaveLength(2);
  });

  test('leaves nothing behind when it is closed', () => {
    const { timers, live, sockets, states, last } = open({ ping: { message: {}, everyMs: 100 }, silenceMaxMs: 100 });
    last().emit('open');
    last().emit('message', 'hello');
    live.close();
    live.retryNow();
    last().emit('close');
    timers.pass(100_000);
    expect(timers.waiting()).toBe(0);
    expect(sockets).toHaveLength(1);
    expect(states.at(-1)).toEqual({ kind: 'off' });
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChatEvent } from '../domain/chat-event.ts';
import type { Clock } from '../domain/ports/clock.ts';
import { Player, TICK_MS, type PlayerOptions } from './player.ts';

function event(channel: string, at: number): ChatEvent {
  return { kind: 'gap', channel, sentAt: at, receivedAt: at, reason: 'joined' };
}

/** Time passes only by sleeping. */
function fakeClock(): Clock & { readonly slept: number[] } {
  let now = 5_000_000;
  const slept: number[] = [];
  return {
    slept,
    now: () => now,
    sleep: async (ms, signal) => {
      signal.throwIfAborted();
      slept.push(ms);
      now += ms;
    },
  };
}

type Call = readonly ['event' | 'tick', string, number];

async function play(
  events: readonly ChatEvent[],
  options: Partial<PlayerOptions> = {},
  open: (channel: string, now: number) => boolean = () => false,
) {
  const calls: Call[] = [];
  let last = 0;
  const clock = fakeClock();
  const player = new Player(
    {
      accept: ({ channel, receivedAt }) => calls.push(['event', channel, receivedAt]),
      tick: (now, channel) => {
        last = now;
        calls.push(['tick', channel, now]);
      },
      openMoment: (channel) => (open(channel, last) ? {} : null),
    },
    { speed: 'max', clock, ...options },
  );
  async function* batches(): AsyncGenerator<readonly ChatEvent[]> {
    yield events;
  }
  await player.play(batches(), new AbortController().signal);
  player.finish();
  return { calls, clock, player };
}

const streams = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.nat(4_000)), { maxLength: 40 }).map((steps) => {
  const clocks: Record<string, number> = { a: 0, b: 0, c: 1_000_000 };
  return steps.map(([channel, step]) => event(channel, (clocks[channel] = (clocks[channel] ?? 0) + step)));
});

describe('Player', () => {
  test('ticks each stream on the grid between its events, and time never goes back within a stream', async () => {
    await fc.assert(
      fc.asyncProperty(streams, async (events) => {
        const { calls } = await play(events);
        expect(calls.filter(([what]) => what === 'event')).toEqual(
          events.map(({ channel, receivedAt }) => ['event', channel, receivedAt]),
        );
        for (const name of ['a', 'b', 'c']) {
          const own = calls.filter(([, channel]) => channel === name);
          const times = own.map(([, , at]) => at);
          expect(times).toEqual(times.toSorted((x, y) => x - y));
          const ticks = own.filter(([what]) => what === 'tick').map(([, , at]) => at);
          ticks.forEach((at, index) => expect(at).toBe((ticks[0] ?? 0) + index * TICK_MS));
          const [first, last] = [times[0] ?? 0, times.at(-1) ?? 0];
          expect(ticks.length).toBe(Math.floor(last / TICK_MS) - Math.floor(first / TICK_MS));
        }
      }),
    );
  });

  test('makes the same calls in the same order at any speed', async () => {
    await fc.assert(
      fc.asyncProperty(streams, fc.constantFrom(0.5, 1, 60), async (events, speed) => {
        expect((await play(events, { speed })).calls).toEqual((await play(events)).calls);
      }),
    );
  });

  test('takes as long as the recording, divided by the speed', async () => {
    const { clock } = await play([event('a', 100_000), event('a', 130_000)], { speed: 10 });
    expect(clock.slept.reduce((sum, ms) => sum + ms, 0)).toBeCloseTo(3_000, 6);
  });

  test('plays streams that follow each other one after the other, and mixed ones together', async () => {
    const total = async (events: readonly ChatEvent[]) =>
      (await play(events, { speed: 1 })).clock.slept.reduce((sum, ms) => sum + ms, 0);
    const [a, b] = [
      [event('a', 0), event('a', 10_000)],
      [event('b', 0), event('b', 10_000)],
    ];
    expect(await total([...a, ...b])).toBe(20_000);
    expect(await total([a[0]!, b[0]!, a[1]!, b[1]!])).toBe(10_000);
  });

  test('an event at a grid instant comes after the tick of that instant', async () => {
    const { calls } = await play([event('a', 900), event('a', 1_000)]);
    expect(calls).toEqual([
      ['event', 'a', 900],
      ['tick', 'a', 1_000],
      ['event', 'a', 1_000],
    ]);
  });

  test('skips the middle of a long silence and returns to the grid before it ends', async () => {
    const silenceMs = 60_000;
    const { calls } = await play([event('a', 0), event('a', 1_000_100)], { silenceMs });
    const ticks = calls.filter(([what]) => what === 'tick').map(([, , at]) => at);
    expect(ticks.at(-1)).toBe(1_000_000);
    expect(
      ticks.every((at) => at % TICK_MS === 0 && (at <= silenceMs + TICK_MS || at >= 1_000_100 - silenceMs - TICK_MS)),
    ).toBe(true);
    expect(ticks.length).toBeLessThan((2 * silenceMs) / TICK_MS + 4);
  });

  test('plays an open moment to its end, and gives up on one that never ends', async () => {
    expect((await play([event('a', 0)], {}, (_, now) => now < 2_000)).calls.at(-1)).toEqual(['tick', 'a', 2_000]);
    expect((await play([event('a', 0)], {}, () => true)).calls.at(-1)).toEqual(['tick', 'a', 300_000]);
  });

  test('stops in the middle of a wait', async () => {
    const stop = new AbortController();
    const player = new Player(
      { accept: () => stop.abort(new Error('enough')), tick: () => undefined, openMoment: () => null },
      { speed: 1, clock: fakeClock() },
    );
    async function* batches(): AsyncGenerator<readonly ChatEvent[]> {
      yield [event('a', 0), event('a', 5_000)];
    }
    await expect(player.play(batches(), stop.signal)).rejects.toThrow('enough');
  });
});

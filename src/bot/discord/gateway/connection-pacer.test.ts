import { describe, expect, test } from 'vitest';
import type { Clock } from '../../../domain/ports/clock.ts';
import { ConnectionPacer } from './connection-pacer.ts';

function aPacer() {
  const stop = new AbortController();
  const pauses: number[] = [];
  const time = { at: 0 };
  const clock: Clock = {
    now: () => time.at,
    sleep: async (ms) => {
      pauses.push(ms);
      time.at += ms;
    },
  };
  return { pacer: new ConnectionPacer(clock, () => 0, stop.signal), stop, pauses, time };
}

describe('spacing out connections', () => {
  test('the first goes at once, the next ones wait longer and longer, at most two minutes', async () => {
    const { pacer, pauses } = aPacer();
    for (let i = 0; i < 10; i++) await pacer.beforeConnect();
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 64, 120, 120].map((seconds) => seconds * 1_000));
  });

  test('a connection that held a minute starts over, one that broke at once does not', async () => {
    const { pacer, pauses, time } = aPacer();
    for (const heldMs of [0, 59_999, 60_000]) {
      await pacer.beforeConnect();
      pacer.connected();
      time.at += heldMs;
      pacer.disconnected();
    }
    await pacer.beforeConnect();
    expect(pauses).toEqual([1_000, 2_000]);
  });

  test('a whole day of failures stays below the thousand identifies Discord allows', async () => {
    const stop = new AbortController();
    const time = { at: 0 };
    const clock: Clock = { now: () => time.at, sleep: async (ms) => void (time.at += ms) };
    const pacer = new ConnectionPacer(clock, () => 0.999, stop.signal);
    let identifies = 0;
    for (; time.at < 24 * 3_600_000; identifies++) await pacer.beforeConnect();
    expect(identifies).toBeLessThan(950);
  });

  test('once stopped, nobody connects any more', async () => {
    const { pacer, stop } = aPacer();
    stop.abort();
    let connected = false;
    void pacer.beforeConnect().then(() => (connected = true));
    await new Promise(setImmediate);
    expect(connected).toBe(false);
  });
});

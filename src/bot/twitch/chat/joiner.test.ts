import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ManualClock } from '../../../../tests/fakes/twitch/manual-clock.ts';
import { RecordingObserver } from '../../../../tests/fakes/twitch/recording-observer.ts';
import { Joiner, type JoinPlace, type JoinSession } from './joiner.ts';
import { CHAT_SOURCE_LIMITS } from './options.ts';
import { WantedChannel } from './wanted-channel.ts';
import { WindowBudget } from './window-budget.ts';

/** A place that answers every JOIN, or none. */
function place(names: readonly string[], answers: boolean, log: (name: string) => void): JoinPlace {
  const channels = new Map(names.map((name) => [name, new WantedChannel(name)]));
  const joined = new Map<string, WantedChannel>();
  const session: JoinSession = {
    joined,
    joining: new Map(),
    join(name, deadline) {
      log(name);
      if (answers) joined.set(name, channels.get(name)!);
      else session.joining.set(name, deadline);
    },
  };
  return { channels, sessions: new Set([session]), usable: session };
}

const names = (prefix: string, count: number): string[] => Array.from({ length: count }, (_, i) => `${prefix}${i}`);

describe("the joiner at Twitch's real limits", () => {
  const setup = (places: (log: (name: string) => void) => JoinPlace[]) => {
    const clock = new ManualClock();
    const times: number[] = [];
    const joined: string[] = [];
    const observer = new RecordingObserver();
    const connections = new Set(places((name) => (times.push(clock.now()), joined.push(name))));
    const joiner = new Joiner({ limits: CHAT_SOURCE_LIMITS, clock, random: () => 0, observer, connections });
    joiner.start();
    return { clock, times, joined, observer, joiner, connections };
  };

  test('100 channels on two connections: never more than 18 in any 12 s, and no slower than that', async () => {
    const { clock, times, joiner } = setup((log) => [
      place(names('a', 90), true, log),
      place(names('b', 10), true, log),
    ]);
    await clock.advance(59_000);
    expect(times).toHaveLength(90);
    await clock.advance(1_001);
    expect(times).toHaveLength(100);
    for (const [i, at] of times.entries()) {
      expect(times.slice(i).filter((other) => other < at + 12_000).length).toBeLessThanOrEqual(18);
    }
    await joiner[Symbol.asyncDispose]();
  });

  test('silence counts as failure after 10 s, and is asked again ever more rarely', async () => {
    const { clock, times, joiner, observer, connections } = setup((log) => [place(['nobody'], false, log)]);
    const start = clock.now();
    await clock.advance(10_001);
    expect([...connections][0]?.channels.get('nobody')?.failure).toBe('timeout');
    await clock.advance(3_600_000 * 2);
    expect(observer.count('join timeout')).toBe(times.length);
    const waits = times.map((at, i) => Math.round((at - (times[i - 1] ?? start)) / 1_000));
    expect(waits).toEqual([0, 70, 130, 250, 490, 970, 1_810, 1_810]);
    await joiner[Symbol.asyncDispose]();
  });

  test('first attempts come before repeated ones', async () => {
    const { clock, joined, joiner } = setup((log) => {
      const one = place(['failed', 'fresh'], true, log);
      one.channels.get('failed')!.failure = 'suspended';
      return [one];
    });
    await clock.advance(1);
    expect(joined).toEqual(['fresh', 'failed']);
    await joiner[Symbol.asyncDispose]();
  });
});

test('a budget never gives more than it has in any window', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 30 }),
      fc.integer({ min: 1, max: 10_000 }),
      fc.array(fc.nat(2_000), { maxLength: 200 }),
      (max, windowMs, steps) => {
        const budget = new WindowBudget(max, windowMs);
        const taken: number[] = [];
        let now = 0;
        for (const step of steps) {
          now += step;
          if (budget.waitMs(now) > 0) continue;
          budget.take(now);
          taken.push(now);
        }
        return taken.every((at) => taken.filter((other) => other >= at && other < at + windowMs).length <= max);
      },
    ),
  );
});

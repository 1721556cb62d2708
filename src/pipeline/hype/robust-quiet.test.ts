import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aMessage } from '../testing.ts';
import { aNotice, alertsOf, burst, merged, simulate, SMALL_TALK, steadyChat } from './testing.ts';

const HOUR = 3600;
const seeds = fc.integer({ min: 1, max: 2 ** 31 - 1 });
/** Fixed, so that a failure is the code's and not the day's. */
const runs = (numRuns: number) => ({ numRuns, seed: 20_240_501 });

describe('alerts nobody', () => {
  test.for([0.1, 0.3, 1, 3])('in an hour of steady chat at %f msg/s', (rate) => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const chat = steadyChat(seed, HOUR, () => rate);
        expect(alertsOf(simulate(chat, HOUR))).toEqual([]);
      }),
      runs(8),
    );
  });

  test.for([10, 50])('in steady chat at %f msg/s', (rate) => {
    const seconds = 1200;
    fc.assert(
      fc.property(seeds, (seed) => {
        const chat = steadyChat(seed, seconds, () => rate);
        expect(alertsOf(simulate(chat, seconds))).toEqual([]);
      }),
      runs(3),
    );
  });

  test('while chat slowly grows and shrinks', () => {
    const drift = (rate: number) => (second: number) => rate * (1 + 0.8 * Math.sin((second / HOUR) * 2 * Math.PI));
    fc.assert(
      fc.property(seeds, fc.constantFrom(0.2, 1, 4), (seed, rate) => {
        expect(alertsOf(simulate(steadyChat(seed, HOUR, drift(rate)), HOUR))).toEqual([]);
      }),
      runs(8),
    );
  });

  test.for(['LUL', 'this is my very own text and I will post it again', 'GOOOOAL!!!'])(
    'for one spammer who writes %s',
    (text) => {
      fc.assert(
        fc.property(seeds, fc.integer({ min: 20, max: 400 }), (seed, count) => {
          const spam = burst(600, 20, count, () => text).map((message) => ({
            ...message,
            author: aMessage({ user: 'spammer' }).author,
          }));
          expect(
            alertsOf(
              simulate(
                merged(
                  steadyChat(seed, 900, () => 1),
                  spam,
                ),
                900,
              ),
            ),
          ).toEqual([]);
        }),
        runs(10),
      );
    },
  );

  test.for([
    ['the same', () => 'I am not saying it was the chef KEKW but it was clearly the chef Kappa'],
    [
      'nearly the same',
      (index: number) =>
        `I am not saying it was the chef KEKW but it was clearly the chef ${'abcdefgh'[index % 8]}${index}`,
    ],
    ['a block of', () => '▒▒▒▒▒ ▄████▄ ▒▒▒ ▒▒▄█▀▀▀█▄ ▒▒▒ ▄█▀░░▀█▄ ▒▒ ████████ ▒▒'],
  ] as const)('for a wave of people who paste %s text', ([, text]) => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 10, max: 80 }), (seed, count) => {
        expect(
          alertsOf(
            simulate(
              merged(
                steadyChat(seed, 900, () => 1),
                burst(600, 20, count, text),
              ),
              900,
            ),
          ),
        ).toEqual([]);
      }),
      runs(10),
    );
  });

  test('for greetings after a raid', () => {
    const greetings = [
      'hello raiders',
      'welcome!!',
      'RAID RAID RAID',
      'hi everyone <3',
      'hey hey',
      'VirtualHug VirtualHug',
    ];
    fc.assert(
      fc.property(seeds, fc.integer({ min: 20, max: 80 }), (seed, count) => {
        const wave = burst(602, 40, count, (index) => greetings[index % greetings.length] ?? '');
        const raid = new Map([
          [
            600,
            (detector: { notice: (notice: ReturnType<typeof aNotice>) => void }) =>
              detector.notice(aNotice('raid', 600, 250)),
          ],
        ]);
        expect(
          alertsOf(
            simulate(
              merged(
                steadyChat(seed, 900, () => 1),
                wave,
              ),
              900,
              raid,
            ),
          ),
        ).toEqual([]);
      }),
      runs(10),
    );
  });

  test('for thanks after a gift bomb', () => {
    const thanks = ['thank you!!', 'ty for the sub', 'POGGERS', 'W gifter', '<3 <3 <3', 'peepoClap'];
    fc.assert(
      fc.property(seeds, fc.integer({ min: 10, max: 50 }), (seed, count) => {
        const wave = burst(601, 25, count, (index) => thanks[index % thanks.length] ?? '');
        const bomb = new Map([
          [
            600,
            (detector: { notice: (notice: ReturnType<typeof aNotice>) => void }) =>
              detector.notice(aNotice('gift-bomb', 600, 50)),
          ],
        ]);
        expect(
          alertsOf(
            simulate(
              merged(
                steadyChat(seed, 900, () => 1),
                wave,
              ),
              900,
              bomb,
            ),
          ),
        ).toEqual([]);
      }),
      runs(10),
    );
  });

  test('when chat returns after an outage', () => {
    fc.assert(
      fc.property(seeds, fc.constantFrom(0.5, 2, 10), fc.integer({ min: 3, max: 200 }), (seed, rate, outage) => {
        const back = 400 + outage;
        const seen = steadyChat(seed, 900, () => rate).filter(
          ({ receivedAt }) => receivedAt < 400_000 || receivedAt >= back * 1000,
        );
        const gap = new Map([[back, (detector: { gap: (at: number) => void }) => detector.gap(back * 1000)]]);
        expect(alertsOf(simulate(seen, 900, gap))).toEqual([]);
      }),
      runs(20),
    );
  });

  test('when nobody is talking, and says so', () => {
    const { readings, events } = simulate(
      steadyChat(3, 600, () => 0.005),
      600,
    );
    expect(events).toEqual([]);
    expect(readings.at(-1)?.status).toBe('not-enough-chat');
  });
});

describe('alerts somebody', () => {
  test.for([
    [0.5, 25, 'emotes', (i: number) => ['PogChamp', 'POGGERS', 'OMG', 'LUL LUL'][i % 4] ?? ''],
    [1, 45, 'Korean laughter', () => 'ㅋㅋㅋㅋㅋㅋ'],
    [1, 45, 'Thai laughter', () => '5555555'],
    [1, 45, 'Russian laughter', () => 'хахахаха'],
    [1, 45, 'Chinese laughter', () => '哈哈哈哈'],
    [1, 45, 'Arabic laughter', () => 'ههههههه'],
    [1, 45, 'unknown channel emotes', (i: number) => `streamer${['Hype', 'Wow'][i % 2]}`],
    [8, 250, 'shouting', (i: number) => `NO WAYYYY${'!'.repeat(i % 3)}`],
  ] as const)('when chat at %f msg/s erupts with %i messages of %s', ([rate, count, , text]) => {
    for (const seed of [1, 2, 3]) {
      const alerts = alertsOf(
        simulate(
          merged(
            steadyChat(seed, 900, () => rate, SMALL_TALK),
            burst(600, 12, count, text),
          ),
          900,
        ),
      );
      expect(alerts).toHaveLength(1);
      expect(alerts[0]?.at).toBeGreaterThan(600_000);
      expect(alerts[0]?.at).toBeLessThan(615_000);
    }
  });
});

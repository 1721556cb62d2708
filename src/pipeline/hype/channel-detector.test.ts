import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChatMessage, ChatRetraction } from '../../domain/chat-event.ts';
import type { DetectorReading, SecondSample } from '../../domain/channel-metrics.ts';
import type { DetectorName, HypeEvent } from '../../domain/hype-moment.ts';
import { DETECTOR_NAMES } from '../../domain/hype-moment.ts';
import { aMessage } from '../testing.ts';
import { aDetector, aNotice, burst, merged, simulate, steadyChat } from './testing.ts';

const cheer = (index: number): string =>
  ['PogChamp PogChamp', 'LETS GOOO', 'POGGERS', 'no way PogChamp'][index % 4] ?? '';
const eruption = (seed = 1): ChatMessage[] =>
  merged(
    steadyChat(seed, 900, () => 1),
    burst(600, 12, 50, cheer),
  );
const lastMoment = (events: readonly HypeEvent[]) => events.findLast(({ kind }) => kind === 'ended')!.moment;

describe('a moment', () => {
  test('starts, rises, ends, and is described', () => {
    const { events } = simulate(eruption(), 900);
    const kinds = events.map(({ kind }) => kind);
    expect(kinds[0]).toBe('started');
    expect(kinds.at(-1)).toBe('ended');
    expect(kinds.slice(1, -1).every((kind) => kind === 'rose')).toBe(true);
    const moment = lastMoment(events);
    expect(moment).toMatchObject({
      channel: 'demo',
      streamId: 'stream',
      detector: 'robust',
      phase: 'ended',
      category: 'hype',
      attack: false,
      discounts: [],
    });
    expect(moment.id).toBe(`demo-${(moment.detectedAt / 1000 - 1).toString(36)}`);
    expect(moment.startedAt).toBeGreaterThanOrEqual(590_000);
    expect(moment.startedAt).toBeLessThanOrEqual(moment.detectedAt);
    expect(moment.detectedAt).toBeLessThanOrEqual(moment.peakAt);
    expect(moment.endedAt).toBeGreaterThan(moment.peakAt);
    expect(moment.streamSeconds).toBe(moment.detectedAt / 1000);
    expect(moment.multiplier).toBeGreaterThan(2);
    expect(moment.topEmotes[0]?.[0]).toBe('PogChamp');
    expect(moment.contributions[0]?.text).toMatch(/msg\/s, .*× the usual/);
    const points = moment.contributions.map((contribution) => contribution.points);
    expect(points).toEqual([...points].sort((a, b) => b - a));
  });

  test('counts its messages and people exactly', () => {
    const messages = eruption();
    const moment = lastMoment(simulate(messages, 900).events);
    const own = messages.filter(({ receivedAt }) => receivedAt >= moment.startedAt && receivedAt < moment.endedAt!);
    expect(moment.messages).toBe(own.length);
    expect(moment.uniqueChatters).toBe(new Set(own.map(({ author }) => author.id)).size);
  });

  test('rises strictly, so that every threshold is met once', () => {
    const peaks = simulate(eruption(), 900)
      .events.filter(({ kind }) => kind !== 'ended')
      .map(({ moment }) => moment.peakScore);
    expect(peaks).toEqual([...new Set(peaks)].sort((a, b) => a - b));
  });
});

describe('quotes', () => {
  test('are no commands, links or mentions, and leave when they are taken back', () => {
    const unfit = [
      '!join',
      'see https://example.org now',
      '@somebody PogChamp',
      'www.example.org',
      'buy at example.com',
    ];
    const text = (index: number): string => unfit[index % 10] ?? cheer(index);
    const messages = merged(
      steadyChat(1, 900, () => 1),
      burst(600, 12, 60, text),
    );
    const shown = lastMoment(simulate(messages, 900).events).quotes;
    expect(shown).toHaveLength(3);
    expect(shown.map((quote) => quote.text).filter((quote) => unfit.includes(quote))).toEqual([]);
    expect(new Set(shown.map(({ chatterId }) => chatterId)).size).toBe(3);

    const retract = (scope: ChatRetraction['scope']) =>
      new Map([
        [
          613,
          (detector: ReturnType<typeof aDetector>) =>
            detector.retract({ kind: 'retraction', channel: 'demo', sentAt: 613_000, receivedAt: 613_000, scope }),
        ],
      ]);
    const [first] = shown;
    const without = lastMoment(
      simulate(messages, 900, retract({ what: 'message', messageId: first!.messageId })).events,
    ).quotes;
    expect(without.map(({ messageId }) => messageId)).not.toContain(first!.messageId);
    const banned = lastMoment(
      simulate(
        messages,
        900,
        retract({ what: 'chatter', chatterId: first!.chatterId, login: '', durationSeconds: null }),
      ).events,
    ).quotes;
    expect(banned.map(({ chatterId }) => chatterId)).not.toContain(first!.chatterId);
    const before = (quotes: typeof shown) =>
      quotes.filter(({ messageId }) => messages.find(({ id }) => id === messageId)!.receivedAt < 613_000);
    expect(before(lastMoment(simulate(messages, 900, retract({ what: 'everything' })).events).quotes)).toEqual([]);
  });
});

describe('causes', () => {
  const wave = merged(
    steadyChat(1, 900, () => 1),
    burst(602, 15, 60, (index) => ['hi PogChamp', 'welcome!!', 'RAID', '<3'][index % 4] ?? ''),
  );

  test('a wave that would have fired does not after a raid, which is named with its numbers', () => {
    const peak = (events: readonly HypeEvent[]) => Math.max(0, ...events.map(({ moment }) => moment.peakScore));
    const free = simulate(wave, 900);
    const raided = simulate(wave, 900, new Map([[600, (detector) => detector.notice(aNotice('raid', 600, 250))]]));
    expect(peak(free.events)).toBeGreaterThan(10);
    expect(peak(raided.events)).toBeLessThan(10);
  });

  test('a real eruption right after a small gift bomb still starts, with the discount named', () => {
    const huge = merged(
      steadyChat(1, 900, () => 1),
      burst(640, 10, 400, cheer),
    );
    const { events } = simulate(
      huge,
      900,
      new Map([[590, (detector) => detector.notice(aNotice('gift-bomb', 590, 20))]]),
    );
    const discount = events[0]?.moment.discounts[0];
    expect(discount).toMatchObject({ kind: 'gift-bomb' });
    expect(discount?.text).toMatch(/^20 gifted subscriptions \d+ s before$/);
    expect(discount?.points).toBeLessThan(0);
  });

  test('strangers who all say the same are an attack, never quoted', () => {
    const raidOfBots = burst(600, 10, 60, () => 'join my server for free followers now', { firstEver: true });
    const { events } = simulate(
      merged(
        steadyChat(1, 900, () => 1),
        raidOfBots,
      ),
      900,
    );
    expect(events.length).toBeGreaterThan(0);
    expect(events.filter(({ moment }) => !moment.attack || moment.quotes.length > 0)).toEqual([]);
    const regulars = simulate(
      merged(
        steadyChat(1, 900, () => 1),
        burst(600, 10, 60, () => 'PogChamp'),
      ),
      900,
    );
    expect(regulars.events.some(({ moment }) => moment.attack)).toBe(false);
  });
});

describe.for(DETECTOR_NAMES)('%s', (name: DetectorName) => {
  test('answers alike however often it is asked', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.array(fc.integer({ min: 1, max: 9_000 }), { minLength: 1, maxLength: 40 }),
        (seed, pauses) => {
          const messages = eruption(seed);
          const everySecond = simulate(messages, 900, new Map(), aDetector(name)).events;
          const detector = aDetector(name);
          const events: HypeEvent[] = [];
          let next = 0;
          for (let now = 0, turn = 0; now < 900_000; turn++) {
            now = Math.min(900_000, now + (pauses[turn % pauses.length] ?? 1));
            for (; next < messages.length && messages[next]!.receivedAt < now; next++)
              detector.observe(messages[next]!);
            events.push(...detector.step(now));
          }
          expect(events).toEqual(everySecond);
        },
      ),
      { numRuns: 15, seed: 7 },
    );
  });

  test('continues after a restart as after a gap of the same length', () => {
    const messages = steadyChat(5, 900, () => 2);
    const whole = aDetector(name);
    const stored: SecondSample[] = [];
    for (let from = 0; from < 400; from += 100) {
      const part = messages.filter(({ receivedAt }) => receivedAt >= from * 1000 && receivedAt < (from + 100) * 1000);
      play(whole, part, from, from + 100);
      stored.push(...whole.samples(from * 1000));
    }
    expect(whole.reading().status).toBe('ready');
    const restarted = aDetector(name);
    // The seconds of the outage went through the first one's window and were taken out again.
    const windowMs = { robust: 300_000, sigma: 60_000 }[name];
    restarted.restore(stored.filter(({ second }) => second >= 420_000 - windowMs));
    const after = messages.filter(({ receivedAt }) => receivedAt >= 420_000);
    const [a, b] = [whole, restarted].map((detector) => {
      detector.gap(420_000);
      return play(detector, after, 420, 900);
    });
    expect(b).toEqual(a);
    expect(b!.findIndex(({ status }) => status === 'ready')).toBeLessThan(61);
  });

  test('bears hostile text', () => {
    const zalgo = 'Z̸̢̛̗͖̹̀̆͊a̷̧̛̤̤͑l̶̨͔̀͝g̵̠̈́ö̴̙́'.repeat(40).slice(0, 500);
    const texts = [
      '',
      ' ',
      zalgo,
      '\u202e\u0000\ud800',
      '💀'.repeat(250),
      'a'.repeat(20_000),
      '!'.repeat(500),
      '\t\n',
      '\u3000'.repeat(100),
    ];
    const messages = burst(0, 300, 3000, (index) => texts[index % texts.length] ?? '');
    const { readings } = simulate(messages, 310, new Map(), aDetector(name));
    expect(readings.every(({ score, velocity }) => Number.isFinite(score) && Number.isFinite(velocity))).toBe(true);
  });

  test('survives a jump of the clock and a long silence', () => {
    const detector = aDetector(name);
    play(
      detector,
      steadyChat(1, 200, () => 2),
      0,
      200,
    );
    detector.step(30 * 86_400_000);
    detector.observe(aMessage({ receivedAt: 1 }));
    detector.step(30 * 86_400_000 + 1000);
    expect(detector.reading().velocity).toBeLessThanOrEqual(1);
  });
});

test('a gap takes unseen seconds out of the baseline and nothing is judged until the windows filled again', () => {
  const quiet = aDetector();
  const told = aDetector();
  const chat = steadyChat(2, 400, () => 5);
  play(quiet, chat, 0, 400);
  play(told, chat, 0, 400);
  play(quiet, [], 400, 500);
  play(told, [], 400, 500);
  told.gap(500_000);
  expect(told.step(501_000)).toEqual([]);
  quiet.step(501_000);
  expect(quiet.reading().baselineMean).toBeLessThan(4);
  expect(told.reading()).toMatchObject({ status: 'warming-up', score: 0 });
  expect(told.reading().baselineMean).toBeGreaterThan(4.5);
});

test('series and samples end with the last whole second and have one value a second', () => {
  const detector = aDetector();
  expect(detector.series(0, 60)).toBeNull();
  play(
    detector,
    steadyChat(2, 100, () => 5),
    0,
    100,
  );
  const series = detector.series(100_000, 60)!;
  expect(series.from).toBe(40_000);
  for (const values of [series.velocity, series.baselineMean, series.baselineStd, series.score])
    expect(values).toHaveLength(60);
  expect(detector.samples(90_000).map(({ second }) => second)).toEqual(
    Array.from({ length: 10 }, (_, index) => 90_000 + index * 1000),
  );
});

function play(
  detector: ReturnType<typeof aDetector>,
  messages: readonly ChatMessage[],
  from: number,
  to: number,
): DetectorReading[] {
  const readings: DetectorReading[] = [];
  let next = 0;
  for (let second = from; second < to; second++) {
    for (; next < messages.length && messages[next]!.receivedAt < (second + 1) * 1000; next++)
      detector.observe(messages[next]!);
    detector.step((second + 1) * 1000);
    readings.push(detector.reading());
  }
  return readings;
}

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MOODS, type MoodSnapshot, type Sentiment, type SentimentLabel } from '../../domain/mood.ts';
import { aMessage } from '../testing.ts';
import { MoodTracker } from './mood-tracker.ts';
import { aJudgement, aMood, aScorer } from './testing.ts';

const aSentiment: fc.Arbitrary<Sentiment> = fc.record({
  label: fc.constantFrom<SentimentLabel>('pos', 'neu', 'neg'),
  score: fc.double({ min: -1, max: 1, noNaN: true }),
  confidence: fc.double({ min: 0, max: 1, noNaN: true }),
  mood: fc.constantFrom(...MOODS),
});
const someChat = fc.array(fc.tuple(fc.nat(60_000), aSentiment), { maxLength: 80 });
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** What must be equal where two moods are. */
function numbersOf({ score, shares, moods, confidence, messages }: MoodSnapshot): readonly number[] {
  return [score, ...sharesOf(shares), ...MOODS.map((mood) => moods[mood]), confidence, messages];
}

function sharesOf({ positive, neutral, negative }: MoodSnapshot['shares']): readonly number[] {
  return [positive, neutral, negative];
}

function expectSame(one: MoodSnapshot, other: MoodSnapshot): void {
  const others = numbersOf(other);
  for (const [index, value] of numbersOf(one).entries()) expect(value).toBeCloseTo(others[index]!, 8);
}

describe('any chat', () => {
  test('stays within bounds and its shares are a whole', () => {
    fc.assert(
      fc.property(someChat, fc.nat(600_000), (chat, later) => {
        const { tracker, judge } = aMood();
        let now = 0;
        for (const [wait, judged] of chat) judge((now += wait), judged);
        const mood = tracker.snapshot(now + later);
        for (const value of numbersOf(mood)) expect(Number.isFinite(value)).toBe(true);
        expect(Math.abs(mood.score)).toBeLessThanOrEqual(1);
        for (const share of [...sharesOf(mood.shares), ...Object.values(mood.moods), mood.confidence]) {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1 + 1e-12);
        }
        const whole = mood.messages > 0 ? 1 : 0;
        expect(sum(Object.values(mood.moods))).toBeCloseTo(whole, 9);
        expect(sum(sharesOf(mood.shares))).toBeCloseTo(whole, 9);
        expect(mood.color).toMatch(/^#[0-9a-f]{6}$/);
      }),
    );
  });

  test('one message moves the score by at most 2 / (3 + a quarter of the sample)', () => {
    fc.assert(
      fc.property(someChat, aSentiment, (chat, judged) => {
        const { tracker, judge } = aMood();
        let now = 0;
        for (const [wait, earlier] of chat) judge((now += wait), earlier);
        const before = tracker.snapshot(now);
        judge(now, judged);
        const moved = Math.abs(tracker.snapshot(now).score - before.score);
        expect(moved).toBeLessThanOrEqual(2 / (3 + before.messages / 4) + 1e-9);
      }),
    );
  });

  test('fades alike however often anybody looks or time is told', () => {
    fc.assert(
      fc.property(someChat, fc.array(fc.nat(30_000), { maxLength: 20 }), (chat, looks) => {
        const watched = aMood();
        const unwatched = aMood();
        let now = 0;
        for (const [wait, judged] of chat) {
          for (const look of looks) if (look < wait) watched.tracker.snapshot(now + look);
          now += wait;
          watched.judge(now, judged);
          unwatched.judge(now, judged);
        }
        const [one, other] = [watched.tracker.snapshot(now + 5_000), unwatched.tracker.snapshot(now + 5_000)];
        expect(one).toEqual(other);
      }),
    );
  });

  test('within one instant, the order of different people does not matter', () => {
    fc.assert(
      fc.property(fc.array(aSentiment, { minLength: 1, maxLength: 30 }), (judged) => {
        const [one, other] = [aMood(), aMood()];
        for (const each of judged) one.judge(1_000, each);
        for (const each of judged.toReversed()) other.judge(1_000, each);
        expectSame(one.tracker.snapshot(9_000), other.tracker.snapshot(9_000));
      }),
    );
  });

  test('what is no number or out of bounds does no harm', () => {
    const { tracker, judge } = aMood();
    judge(0, aJudgement(Number.NaN, { confidence: Number.NaN }));
    judge(0, aJudgement(900, { confidence: Infinity }));
    judge(0, aJudgement(-Infinity, { confidence: -3 }));
    const mood = tracker.snapshot(1);
    expect(Math.abs(mood.score)).toBeLessThanOrEqual(1);
    for (const value of numbersOf(mood)) expect(Number.isFinite(value)).toBe(true);
  });
});

describe('a message nudges', () => {
  test('a chat of fifty is not turned by one shout, and follows when everybody turns', () => {
    const { tracker, judge } = aMood();
    for (let at = 0; at < 50_000; at += 1_000) judge(at, aJudgement(0.8));
    const before = tracker.snapshot(50_000).score;
    judge(50_000, aJudgement(-1));
    expect(before - tracker.snapshot(50_000).score).toBeLessThan(0.1);
    expect(tracker.snapshot(50_000).dominant).toBe('joy');
    for (let at = 51_000; at < 90_000; at += 1_000) judge(at, aJudgement(-0.8));
    expect(tracker.snapshot(90_000)).toMatchObject({ dominant: 'anger' });
    expect(tracker.snapshot(90_000).score).toBeLessThan(-0.2);
  });

  test('few messages claim little, many claim what they say', () => {
    const { tracker, judge } = aMood();
    judge(0, aJudgement(1));
    expect(tracker.snapshot(0).score).toBeCloseTo(1 / 3);
    expect(tracker.snapshot(0).confidence).toBeLessThan(0.2);
    for (let i = 0; i < 200; i++) judge(100, aJudgement(1));
    expect(tracker.snapshot(100).score).toBeGreaterThan(0.95);
    expect(tracker.snapshot(100).confidence).toBeGreaterThan(0.9);
  });

  test('before the first message all shares are 0; after hours of silence nothing is claimed', () => {
    const { tracker, judge } = aMood();
    expect(tracker.snapshot(0)).toMatchObject({ score: 0, messages: 0, confidence: 0, dominant: 'calm', drivers: [] });
    expect(sum(Object.values(tracker.snapshot(0).moods))).toBe(0);
    for (let i = 0; i < 500; i++) judge(0, aJudgement(1));
    const late = tracker.snapshot(3_600_000);
    expect(late).toMatchObject({ dominant: 'calm' });
    expect(late.confidence).toBeLessThan(0.01);
    expect(late.score).toBeLessThan(0.01);
  });

  test.each([1, 10, 1_000])('%i days of silence leave numbers, and a chat that can begin again', (days) => {
    const { tracker, judge } = aMood();
    for (let i = 0; i < 500; i++) judge(0, aJudgement(1));
    const later = days * 86_400_000;
    for (const value of numbersOf(tracker.snapshot(later))) expect(Number.isFinite(value)).toBe(true);
    for (let i = 0; i < 50; i++) judge(later, aJudgement(-0.9));
    expect(tracker.snapshot(later)).toMatchObject({ dominant: 'anger' });
    expect(tracker.snapshot(later).messages).toBeCloseTo(50);
  });

  test('a slow chat keeps a sample', () => {
    const { tracker, judge } = aMood();
    for (let at = 0; at < 600_000; at += 20_000) judge(at, aJudgement(0.7));
    expect(tracker.snapshot(600_000).messages).toBeGreaterThan(5);
    expect(tracker.snapshot(600_000).dominant).toBe('joy');
  });

  test('two moods of about the same strength do not take turns', () => {
    const { tracker, judge } = aMood();
    let changes = 0;
    let last = '';
    for (let at = 0; at < 300_000; at += 250) {
      // Waves: three seconds mostly of joy, three mostly of hype.
      const mood = (at / 3_000) % 2 < 1 === (at / 250) % 4 < 3 ? 'joy' : 'hype';
      judge(at, aJudgement(0.6, { mood }));
      const { dominant } = tracker.snapshot(at);
      if (dominant !== last) changes++;
      last = dominant;
    }
    expect(changes).toBeLessThanOrEqual(2);
  });
});

describe('nobody owns the mood', () => {
  test('one spammer against ten others', () => {
    const { tracker, judge } = aMood();
    for (let i = 0; i < 10; i++) judge(0, aJudgement(0.8));
    for (let i = 0; i < 500; i++) judge(100, aJudgement(-1), 'spammer');
    expect(tracker.snapshot(100).score).toBeGreaterThan(0.3);
    expect(tracker.snapshot(100).messages).toBeLessThan(12);
  });

  test('one text pasted by many, while a reaction of many counts', () => {
    const pasted = aMood(aScorer({ hate: -1 }));
    const reacting = aMood(aScorer({ BOO: -1 }));
    for (let i = 0; i < 20; i++) {
      pasted.judge(0, aJudgement(0.8));
      reacting.judge(0, aJudgement(0.8));
    }
    for (let i = 0; i < 100; i++) {
      pasted.say(0, `we hate this and paste it into every chat ${i}`);
      reacting.say(0, 'BOO');
    }
    expect(pasted.tracker.snapshot(0).score).toBeGreaterThan(0.4);
    expect(reacting.tracker.snapshot(0).score).toBeLessThan(-0.5);
  });

  test('asking a bot is no feeling', () => {
    const { tracker, say } = aMood(aScorer({ good: 1 }));
    say(0, '!mood good');
    expect(tracker.snapshot(0)).toMatchObject({ messages: 0, score: 0 });
    expect(tracker.minute().messages).toBe(1);
  });
});

describe('a judgement revised', () => {
  test('leaves what the better one alone would have left, however much time passed', () => {
    fc.assert(
      fc.property(
        someChat.filter((chat) => chat.length > 0),
        fc.nat(),
        aSentiment,
        fc.nat(15_000),
        (chat, pick, to, wait) => {
          const [revised, direct] = [aMood(), aMood()];
          const better = pick % chat.length;
          const times: number[] = [];
          let now = 0;
          for (const [index, [pause, judged]] of chat.entries()) {
            now += pause / 100;
            times.push(now);
            revised.judge(now, judged);
            direct.judge(now, index === better ? to : judged);
          }
          now += wait;
          revised.tracker.revise({ channel: 'demo', at: times[better]!, from: chat[better]![1], to, model: 'better' });
          expectSame(revised.tracker.snapshot(now), direct.tracker.snapshot(now));
        },
      ),
    );
  });

  test('names the model once most of the sample is its work', () => {
    const { tracker, judge } = aMood();
    const from = aJudgement(0);
    const to = aJudgement(0.9);
    for (let i = 0; i < 10; i++) judge(i * 1_000, from);
    const revise = (i: number) => tracker.revise({ channel: 'demo', at: i * 1_000, from, to, model: 'better' });
    revise(0);
    expect(tracker.snapshot(9_000).model).toBe('test');
    for (let i = 1; i < 10; i++) revise(i);
    expect(tracker.snapshot(9_000)).toMatchObject({ model: 'better', dominant: 'joy' });
    expect(tracker.minute()).toMatchObject({ messages: 10, dominant: 'joy' });
  });

  test('of a message nobody saw, or already revised, changes nothing', () => {
    const { tracker, judge } = aMood();
    judge(0, aJudgement(0.5));
    const revision = { channel: 'demo', from: aJudgement(0.5), to: aJudgement(-1), model: 'better' };
    tracker.revise({ ...revision, at: 7 });
    tracker.revise({ ...revision, at: 0, from: aJudgement(0.4) });
    expect(tracker.snapshot(0).score).toBeGreaterThan(0);
    tracker.revise({ ...revision, at: 0 });
    const once = tracker.snapshot(0);
    tracker.revise({ ...revision, at: 0 });
    expect(tracker.snapshot(0)).toEqual(once);
  });

  test('of a spammer weighs no more than the spammer', () => {
    const { tracker, judge } = aMood();
    for (let i = 0; i < 10; i++) judge(i, aJudgement(0.8));
    for (let i = 0; i < 100; i++) judge(1_000 + i, aJudgement(0), 'spammer');
    for (let i = 0; i < 100; i++)
      tracker.revise({ channel: 'demo', at: 1_000 + i, from: aJudgement(0), to: aJudgement(-1), model: 'better' });
    expect(tracker.snapshot(2_000).score).toBeGreaterThan(0.3);
  });
});

describe('a minute', () => {
  test('is the mean of its messages and begins anew', () => {
    const tracker = new MoodTracker('demo', aScorer({ good: 0.9, bad: -0.9 }), 125_000);
    expect(tracker.minute()).toMatchObject({ minute: 120_000, messages: 0, score: 0, dominant: 'calm', confidence: 0 });
    for (let i = 0; i < 30; i++)
      tracker.observe(aMessage({ receivedAt: 126_000, user: `u${i}`, text: i < 20 ? 'good' : 'bad' }), []);
    expect(tracker.minute().score).toBeCloseTo(0.3);
    expect(tracker.minute().shares.positive).toBeCloseTo(2 / 3);
    tracker.nextMinute(180_000);
    expect(tracker.minute()).toMatchObject({ minute: 180_000, messages: 0, shares: { neutral: 0 } });
  });
});

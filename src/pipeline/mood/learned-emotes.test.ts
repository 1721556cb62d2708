import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LearnedEmotes } from './learned-emotes.ts';
import { aMood, aScorer } from './testing.ts';

const HOUR = 3_600_000;
const known = aScorer({ love: 0.9, hate: -0.9 });

describe('an emote nobody rated', () => {
  test.each([
    ['love', 1],
    ['hate', -1],
  ])('learns from the company of %o', (word, sign) => {
    const { tracker, say } = aMood(known);
    expect(say(0, 'NEWEMOTE').score).toBe(0);
    for (let i = 0; i < 20; i++) say(i * 1_000, `NEWEMOTE ${word}`);
    const judged = say(21_000, 'NEWEMOTE');
    expect(judged.score * sign).toBeGreaterThan(0.5);
    const driver = tracker.snapshot(21_000).drivers.find(({ token }) => token === 'NEWEMOTE');
    expect(driver).toMatchObject({ kind: 'emote', learned: true });
    expect((driver?.valence ?? 0) * sign).toBeGreaterThan(0.5);
  });

  test('means nothing after few people, and nothing where they disagree', () => {
    const { say } = aMood(known);
    for (let i = 0; i < 4; i++) say(i, 'NEWEMOTE love');
    expect(say(5, 'NEWEMOTE').score).toBe(0);
    for (let i = 0; i < 20; i++) say(i, i % 2 === 0 ? 'OTHER love' : 'OTHER hate');
    expect(Math.abs(say(30, 'OTHER').score)).toBeLessThan(0.15);
  });

  test('one person cannot teach it, in any number of messages or hours', () => {
    const { say } = aMood(known);
    for (let i = 0; i < 5_000; i++) say(i * 20_000, 'NEWEMOTE hate', 'spammer');
    expect(say(5_000 * 20_000, 'NEWEMOTE').score).toBe(0);
  });

  test('one person cannot unteach it', () => {
    const { say } = aMood(known);
    for (let i = 0; i < 30; i++) say(i, 'NEWEMOTE love');
    for (let i = 0; i < 1_000; i++) say(100 + i, 'NEWEMOTE hate', 'spammer');
    expect(say(2_000, 'NEWEMOTE').score).toBeGreaterThan(0.5);
  });

  test('a pasted text teaches at most what two people could', () => {
    const { say } = aMood(known);
    for (let i = 0; i < 100; i++) say(i, `NEWEMOTE we all hate to read this text again number ${i}`);
    expect(say(200, 'NEWEMOTE').score).toBe(0);
  });

  test('without company it takes a little of the moments it is used in', () => {
    const { tracker, say } = aMood(known);
    let at = 0;
    for (let round = 0; round < 6; round++) {
      for (let i = 0; i < 30; i++) say((at += 500), round % 2 === 0 ? 'love' : 'hate');
      for (let i = 0; i < 20; i++) say((at += 100), round % 2 === 0 ? 'CHEER' : 'BOOED');
    }
    expect(say(at, 'CHEER').score).toBeGreaterThan(0.02);
    expect(say(at, 'BOOED').score).toBeLessThan(-0.02);
    expect(tracker.snapshot(at).score).toBeLessThan(1);
  });

  test('what was learned does not teach itself', () => {
    const { say } = aMood(known);
    for (let i = 0; i < 12; i++) say(i, 'NEWEMOTE love');
    const before = say(20, 'NEWEMOTE').score;
    for (let i = 0; i < 500; i++) say(30 + i, 'NEWEMOTE NEWEMOTE');
    expect(say(1_000, 'NEWEMOTE').score).toBeLessThanOrEqual(before + 0.05);
  });
});

describe('what is remembered', () => {
  test('stays between the bounds for any lessons', () => {
    const lesson = fc.tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.nat(), fc.nat(2 * HOUR));
    fc.assert(
      fc.property(fc.array(lesson, { maxLength: 200 }), (lessons) => {
        const emotes = new LearnedEmotes();
        let now = 0;
        for (const [company, chatter, wait] of lessons) emotes.teach('E', company, 1, chatter, (now += wait / 100));
        const valence = emotes.valenceOf('E');
        expect(valence === null || Math.abs(valence) <= 0.8).toBe(true);
      }),
    );
  });

  test('is bounded: a flood of names does not push out what is known and used', () => {
    const emotes = new LearnedEmotes();
    for (let i = 0; i < 40; i++) emotes.teach('KNOWN', 1, 1, i, 0);
    for (let i = 0; i < 100_000; i++) emotes.teach(`flood${i}`, -1, 1, i, i);
    expect(emotes.valenceOf('KNOWN')).toBeGreaterThan(0.5);
    expect(emotes.size).toBeLessThanOrEqual(128);
  });

  test('an old meaning gives way to a new one', () => {
    const emotes = new LearnedEmotes();
    for (let i = 0; i < 60; i++) emotes.teach('E', 1, 1, i, 0);
    for (let hour = 1; hour < 6; hour++) {
      for (let i = 0; i < 40; i++) emotes.teach('E', -1, 1, i, hour * HOUR);
    }
    expect(emotes.valenceOf('E')).toBeLessThan(-0.5);
  });

  test.each(['', 'x'.repeat(65)])('a name like %j is not', (name) => {
    const emotes = new LearnedEmotes();
    for (let i = 0; i < 40; i++) emotes.teach(name, 1, 1, i, 0);
    expect(emotes.valenceOf(name)).toBeNull();
    expect(emotes.size).toBe(0);
  });
});

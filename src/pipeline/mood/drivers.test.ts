import { describe, expect, test } from 'vitest';
import { Drivers } from './drivers.ts';
import { aMood, aScorer } from './testing.ts';

describe('what moves the mood', () => {
  test('is ordered by uses and valence, and is at most eight', () => {
    const drivers = new Drivers();
    for (let i = 0; i < 12; i++)
      for (let use = 0; use <= i; use++) drivers.add(`t${i}`, 'word', 0.5, false, 1, i * 100 + use + 1);
    const top = drivers.top(1);
    expect(top.map(({ token }) => token)).toEqual(['t11', 't10', 't9', 't8', 't7', 't6', 't5', 't4']);
    expect(top[0]).toEqual({ kind: 'word', token: 't11', uses: 12, valence: 0.5, learned: false });
  });

  test('counts a token once a message', () => {
    const { tracker, say } = aMood(aScorer({ KEKW: 0.7 }));
    say(0, 'KEKW '.repeat(30).trim());
    expect(tracker.snapshot(0).drivers).toEqual([
      { kind: 'emote', token: 'KEKW', uses: 1, valence: 0.7, learned: false },
    ]);
  });

  test('fades with the mood', () => {
    const { tracker, say } = aMood(aScorer({ good: 1 }));
    for (let i = 0; i < 100; i++) say(0, 'good');
    expect(tracker.snapshot(20_000).drivers[0]?.uses).toBeCloseTo(50, 0);
    expect(tracker.snapshot(3_600_000 * 24).drivers).toEqual([]);
  });

  test('never is a word that no model knows, nor an emote without a meaning', () => {
    const { tracker, say } = aMood(aScorer({ good: 1 }));
    for (let i = 0; i < 50; i++) say(i, 'mysecret MYEMOTE');
    expect(tracker.snapshot(50).drivers).toEqual([]);
  });

  test('is bounded, and a flood of others does not push out the strongest', () => {
    const drivers = new Drivers();
    for (let i = 1; i <= 50; i++) drivers.add('strong', 'emote', 0.9, false, 1, i);
    for (let i = 0; i < 10_000; i++) drivers.add(`weak${i}`, 'word', 0.4, false, 1, 100 + i);
    drivers.add('x'.repeat(65), 'word', 1, false, 1000, 99_999);
    drivers.add('', 'word', 1, false, 1000, 99_999);
    expect(drivers.top(1)[0]).toMatchObject({ token: 'strong', uses: 50 });
    expect(drivers.size).toBe(40);
  });
});

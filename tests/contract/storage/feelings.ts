import { describe, expect, test } from 'vitest';
import type { MinuteMood } from '../../../src/domain/mood.ts';
import { DAY, HOUR, MINUTE, NOON } from './builders.ts';
import type { StorageFactory } from './harness.ts';

export function mood(overrides: Partial<MinuteMood> = {}): MinuteMood {
  return {
    channel: 'alpha',
    minute: NOON,
    messages: 60,
    score: 0.25,
    shares: { positive: 0.5, neutral: 0.25, negative: 0.25 },
    moods: { joy: 0.25, hype: 0.25, sad: 0, anger: 0, confusion: 0, calm: 0.5 },
    dominant: 'calm',
    confidence: 0.75,
    ...overrides,
  };
}

export function feelingsContract(open: StorageFactory): void {
  describe('moods', () => {
    test('come back oldest first, from inclusive to exclusive, each minute as it was written last', async () => {
      await using t = await open();
      const { moods } = t.storage;
      const later = mood({ minute: NOON + MINUTE, score: -1, dominant: 'anger' });
      const filled = mood({ messages: 90, score: 0.5, shares: { positive: 1, neutral: 0, negative: 0 } });
      await moods.saveMinutes([later, mood(), mood({ minute: NOON + 2 * MINUTE }), mood({ channel: 'beta' })]);
      await moods.saveMinutes([mood({ messages: 80 }), filled]);
      await moods.saveMinutes([]);
      expect(await moods.minutes('alpha', NOON, NOON + 2 * MINUTE)).toEqual([filled, later]);
      expect(await moods.minutes('alpha', NOON + 1, NOON + MINUTE)).toEqual([]);
    });

    test('are all given however many there are, and kept as long as metrics', async () => {
      await using t = await open();
      const { moods } = t.storage;
      const all = Array.from({ length: 2_500 }, (_, index) => mood({ minute: NOON + index * MINUTE }));
      await moods.saveMinutes(all);
      expect(await moods.minutes('alpha', NOON, NOON + 10 * DAY)).toEqual(all);
      const options = { messageRetentionDays: 1, metricsRetentionDays: 2 };
      await t.storage.maintain(NOON + 2 * DAY + 2_000 * MINUTE, options);
      expect(await moods.minutes('alpha', NOON, NOON + 10 * DAY)).toEqual(all.slice(2_000));
    });
  });

  describe('emotes by the hour', () => {
    test('add up, the most used first, whole hours', async () => {
      await using t = await open();
      const { emotes } = t.storage;
      const kekw = (uses: number) => [{ name: 'KEKW', uses }];
      await emotes.add([{ channel: 'alpha', hour: NOON, uses: [...kekw(2), { name: 'LUL', uses: 4 }, ...kekw(3)] }]);
      await emotes.add([
        { channel: 'alpha', hour: NOON, uses: kekw(5) },
        { channel: 'alpha', hour: NOON + HOUR, uses: kekw(7) },
        { channel: 'alpha', hour: NOON + 2 * HOUR, uses: [] },
        { channel: 'beta', hour: NOON, uses: [{ name: '); DROP TABLE emote_hours; --', uses: 1 }] },
      ]);
      const of = (from: number, to: number) => emotes.totals('alpha', from, to);
      expect(await of(NOON, NOON + HOUR)).toEqual([...kekw(10), { name: 'LUL', uses: 4 }]);
      expect(await of(NOON, NOON + 2 * HOUR)).toEqual([...kekw(17), { name: 'LUL', uses: 4 }]);
      expect(await of(NOON + HOUR, NOON + HOUR + 1)).toEqual(kekw(7));
      expect(await of(NOON - HOUR, NOON)).toEqual([]);
    });

    test('hold the most used of an hour, in a bounded number', async () => {
      await using t = await open();
      const { emotes } = t.storage;
      const uses = Array.from({ length: 2_000 }, (_, index) => ({ name: `e${index}`, uses: index + 1 }));
      await emotes.add([{ channel: 'alpha', hour: NOON, uses }]);
      const kept = await emotes.totals('alpha', NOON, NOON + HOUR);
      expect(kept).toEqual(uses.toReversed().slice(0, 1_500));
      await emotes.add([{ channel: 'alpha', hour: NOON, uses: [{ name: 'new', uses: 10_000 }] }]);
      const then = await emotes.totals('alpha', NOON, NOON + HOUR);
      expect([then.length, then[0]]).toEqual([1_500, { name: 'new', uses: 10_000 }]);
    });

    test('are kept as long as metrics', async () => {
      await using t = await open();
      const { emotes } = t.storage;
      await emotes.add([NOON, NOON + HOUR].map((hour) => ({ channel: 'alpha', hour, uses: [{ name: 'A', uses: 1 }] })));
      await t.storage.maintain(NOON + 2 * DAY + HOUR, { messageRetentionDays: 1, metricsRetentionDays: 2 });
      expect(await emotes.totals('alpha', NOON, NOON + DAY)).toEqual([{ name: 'A', uses: 1 }]);
    });
  });
}

import { describe, expect, test } from 'vitest';
import type { MinuteMetrics } from '../../../src/domain/channel-metrics.ts';
import { DAY, HOUR, minute, MINUTE, NOON } from './builders.ts';
import type { StorageFactory } from './harness.ts';

const keepAll = { messageRetentionDays: 10_000 };

export function metricsContract(open: StorageFactory): void {
  describe('minute metrics', () => {
    test('come back exactly, samples included, oldest first', async () => {
      await using t = await open();
      const samples = [
        { second: NOON, values: [1, 0, 2.5, -1 / 3, 70_000] },
        { second: NOON + 1_000, values: [0.1] },
      ];
      const rows = [minute({ samples }), minute({ minute: NOON + MINUTE, messages: 2 }), minute({ channel: 'beta' })];
      await t.storage.metrics.saveMinutes(rows.toReversed());
      expect(await t.storage.metrics.minutes('alpha', NOON, NOON + 2 * MINUTE)).toEqual([rows[0], rows[1]]);
      expect(await t.storage.metrics.minutes('alpha', NOON, NOON + MINUTE)).toEqual([rows[0]]);
      expect(await t.storage.metrics.minutes('alpha', NOON + 1, NOON + MINUTE)).toEqual([]);
    });

    test('replace what a minute held before, the last one of a batch winning', async () => {
      await using t = await open();
      await t.storage.metrics.saveMinutes([minute({ messages: 1 })]);
      await t.storage.metrics.saveMinutes([minute({ messages: 2 }), minute({ messages: 3, topEmotes: [] })]);
      expect(await t.storage.metrics.minutes('alpha', NOON, NOON + 1)).toEqual([
        minute({ messages: 3, topEmotes: [] }),
      ]);
    });

    test('more of them than one read gives are all there', async () => {
      await using t = await open();
      const rows = Array.from({ length: 2_500 }, (_, index) => minute({ minute: NOON + index * MINUTE }));
      await t.storage.metrics.saveMinutes(rows);
      const found = await t.storage.metrics.minutes('alpha', NOON, NOON + 10 * DAY);
      expect(found.map((row) => row.minute)).toEqual(rows.map((row) => row.minute));
    });
  });

  describe('summaries', () => {
    test('of nothing are empty', async () => {
      await using t = await open();
      const empty = { messages: 0, minutes: 0, busiestMinute: null, peakPerSecond: 0, topEmotes: [] };
      expect(await t.storage.metrics.summary('alpha', NOON, NOON + DAY)).toEqual(empty);
      expect(await t.storage.metrics.summary('alpha', NOON + DAY, NOON)).toEqual(empty);
    });

    const spans = [
      ['within an hour', NOON + 5 * MINUTE, NOON + 25 * MINUTE],
      ['across an hour', NOON + 50 * MINUTE, NOON + 70 * MINUTE],
      ['full hours', NOON, NOON + 5 * HOUR],
      ['hours with both ends cut', NOON + 13 * MINUTE, NOON + 5 * HOUR + 7 * MINUTE],
      ['beyond what there is', NOON - DAY, NOON + DAY],
    ] as const;

    test.each(spans)('%s: are the same from sums, from minutes, and from a mixture', async (_, from, to) => {
      await using t = await open();
      const rows = Array.from({ length: 330 }, (_, index) => varied(index));
      await t.storage.metrics.saveMinutes([...rows, minute({ channel: 'beta', messages: 9_999 })]);
      const wanted = summed(rows.filter((row) => row.minute >= from && row.minute < to));
      expect(await t.storage.metrics.summary('alpha', from, to)).toEqual(wanted);
      await t.storage.maintain(NOON + 6 * HOUR, keepAll);
      expect(await t.storage.metrics.summary('alpha', from, to)).toEqual(wanted);
      const late = { ...rows[70]!, messages: 5_000 };
      await t.storage.metrics.saveMinutes([late]);
      const changed = summed(rows.with(70, late).filter((row) => row.minute >= from && row.minute < to));
      expect(await t.storage.metrics.summary('alpha', from, to)).toEqual(changed);
    });
  });
}

function varied(index: number): MinuteMetrics {
  return minute({
    minute: NOON + index * MINUTE,
    messages: (index * 37) % 101,
    peakPerSecond: (index * 7) % 23,
    topEmotes: [
      ['KEKW', index % 5],
      [`emote${index % 3}`, 2],
    ],
  });
}

/** The plain way to the same answer. */
function summed(rows: readonly MinuteMetrics[]): object {
  const emotes = new Map<string, number>();
  let busiest: { at: number; messages: number } | null = null;
  for (const row of rows) {
    if (busiest === null || row.messages > busiest.messages) busiest = { at: row.minute, messages: row.messages };
    for (const [name, count] of row.topEmotes) emotes.set(name, (emotes.get(name) ?? 0) + count);
  }
  return {
    messages: rows.reduce((sum, row) => sum + row.messages, 0),
    minutes: rows.length,
    busiestMinute: busiest,
    peakPerSecond: Math.max(0, ...rows.map((row) => row.peakPerSecond)),
    topEmotes: [...emotes].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)),
  };
}

import { describe, expect, test } from 'vitest';
import type { Summary } from '../../../src/domain/headline.ts';
import type { SpendEntry } from '../../../src/domain/ports/stores.ts';
import { alert, DAY, HOUR, message, messageBy, MINUTE, moment, NOON, retraction, timeout } from './builders.ts';
import type { StorageFactory } from './harness.ts';

export function summary(overrides: Partial<Summary> = {}): Summary {
  return {
    channel: 'alpha',
    from: NOON,
    to: NOON + HOUR,
    messages: 400,
    chatters: 120,
    overview: `Chat said "hello" \u0000 '); DROP TABLE summaries; --`,
    points: [{ text: 'They cheered.', at: NOON + 5, messages: 3, messageIds: ['m1', 'm2'] }],
    sentiment: 0.5,
    model: 'extractive',
    fallback: 'no-budget',
    ...overrides,
  };
}

const spent = (overrides: Partial<SpendEntry> = {}): SpendEntry => ({
  day: '2026-05-04',
  model: 'small',
  purpose: 'summary',
  calls: 1,
  failedCalls: 0,
  promptTokens: 1_000,
  completionTokens: 50,
  usd: 0.25,
  ...overrides,
});

export function summaryContract(open: StorageFactory): void {
  describe('spending', () => {
    test('adds up by the day, whatever it was for', async () => {
      await using t = await open();
      const { spend } = t.storage;
      const none = { calls: 0, failedCalls: 0, promptTokens: 0, completionTokens: 0, usd: 0 };
      expect(await spend.ofDay('2026-05-04')).toEqual(none);
      await spend.add(spent());
      await spend.add(spent({ failedCalls: 1 }));
      await spend.add(spent({ purpose: 'mood', usd: 0.5 }));
      await spend.add(spent({ model: 'big' }));
      await spend.add(spent({ day: '2026-05-05' }));
      const sum = { calls: 4, failedCalls: 1, promptTokens: 4_000, completionTokens: 200, usd: 1.25 };
      expect(await spend.ofDay('2026-05-04')).toEqual(sum);
      const after = t.reopen === null ? t.storage : await t.reopen();
      expect(await after.spend.ofDay('2026-05-04')).toEqual(sum);
      await after.maintain(NOON + 365 * DAY, { messageRetentionDays: 7 });
      expect(await after.spend.ofDay('2026-05-04')).toEqual(sum);
      await after.maintain(NOON + 366 * DAY, { messageRetentionDays: 7 });
      expect(await after.spend.ofDay('2026-05-04')).toEqual(none);
      expect((await after.spend.ofDay('2026-05-05')).calls).toBe(1);
    });
  });

  describe('summaries', () => {
    test('come back as saved, newest first, those of moments apart', async () => {
      await using t = await open();
      const { summaries } = t.storage;
      const second = summary({ to: NOON + 2 * HOUR, fallback: null });
      await summaries.save(second);
      await summaries.save(summary());
      await summaries.save(summary({ channel: 'beta' }));
      await summaries.saveOfMoment('moment-1', summary({ overview: 'first' }));
      await summaries.saveOfMoment('moment-1', summary({ overview: 'second' }));
      expect(await summaries.recent('alpha', 10)).toEqual([second, summary()]);
      expect(await summaries.recent('alpha', 1)).toEqual([second]);
      expect(await summaries.ofMoment('moment-1')).toEqual(summary({ overview: 'second' }));
      expect(await summaries.ofMoment('moment-2')).toBeNull();
    });

    test('are bounded, whatever a model wrote', async () => {
      await using t = await open();
      const messageIds = Array.from({ length: 5_000 }, (_, index) => `m${index}`);
      const point = { text: 'y'.repeat(100_000), at: NOON, messages: 1, messageIds };
      await t.storage.summaries.save(summary({ overview: 'x'.repeat(100_000), points: Array(500).fill(point) }));
      const [kept] = await t.storage.summaries.recent('alpha', 1);
      expect([kept?.overview.length, kept?.points.length]).toEqual([4_000, 50]);
      expect([kept?.points[0]?.text.length, kept?.points[0]?.messageIds.length]).toEqual([4_000, 200]);
    });

    test('go with the messages they speak of', async () => {
      await using t = await open();
      await t.storage.summaries.save(summary());
      await t.storage.summaries.save(summary({ from: NOON + 1, overview: 'newer' }));
      await t.storage.maintain(NOON + 7 * DAY + 1, { messageRetentionDays: 7 });
      const left = await t.storage.summaries.recent('alpha', 10);
      expect(left.map((each) => each.overview)).toEqual(['newer']);
    });

    const meets: readonly (readonly [string, number, number, number])[] = [
      ['before it', NOON - HOUR, NOON, 0],
      ['at its beginning', NOON - HOUR, NOON + 1, 1],
      ['within it', NOON + 1, NOON + 2, 1],
      ['at its end', NOON + HOUR, NOON + HOUR + 1, 1],
      ['after it', NOON + HOUR + 1, NOON + DAY, 0],
    ];
    test.each(meets)('are dropped when something was taken back %s: %i to %i', async (_, from, to, dropped) => {
      await using t = await open();
      await t.storage.summaries.save(summary());
      await t.storage.summaries.save(summary({ channel: 'beta' }));
      expect(await t.storage.summaries.dropWithin('alpha', from, to)).toBe(dropped);
      expect(await t.storage.summaries.recent('alpha', 9)).toHaveLength(1 - dropped);
      expect(await t.storage.summaries.recent('beta', 9)).toHaveLength(1);
    });
  });
  retractedContract(open);
}

function retractedContract(open: StorageFactory): void {
  describe('summaries of what is taken back', () => {
    const takings: readonly (readonly [string, Parameters<typeof retraction>[0]])[] = [
      ['by id', { what: 'message', messageId: 'm1' }],
      ['by chatter', { what: 'chatter', chatterId: 'c1', login: 'x', durationSeconds: 1 }],
      ['altogether', { what: 'everything' }],
    ];
    test.each(takings)('%s are gone, others stay', async (_, scope) => {
      await using t = await open();
      const { messages, summaries } = t.storage;
      await messages.append([message(1)]);
      await summaries.save(summary({ points: [] }));
      await summaries.save(summary({ points: [], from: NOON + 2, overview: 'of later chat' }));
      await summaries.save(summary({ points: [], channel: 'beta' }));
      await messages.retract(retraction(scope));
      const left = [...(await summaries.recent('alpha', 9)), ...(await summaries.recent('beta', 9))];
      expect(left.map((each) => each.channel + each.overview.slice(0, 8))).toEqual(['alphaof later', 'betaChat sai']);
    });

    test('are gone even where the message itself was never stored', async () => {
      await using t = await open();
      await t.storage.summaries.save(summary());
      await t.storage.messages.retract(retraction({ what: 'message', messageId: 'm' }));
      expect(await t.storage.summaries.recent('alpha', 9)).toHaveLength(1);
      await t.storage.messages.retract(retraction({ what: 'message', messageId: 'm2' }));
      expect(await t.storage.summaries.recent('alpha', 9)).toEqual([]);
    });

    test('of a forgotten chatter are gone in every channel, and their cards follow', async () => {
      await using t = await open();
      const { messages, moments, outbox, summaries } = t.storage;
      t.clock.advance(MINUTE);
      await moments.save(moment({ quotes: [] }), [alert()]);
      await outbox.markDelivered(alert().id, { channelId: '900', messageId: '1', revision: 1 });
      await messages.append([messageBy(1, 'x'), messageBy(2, 'x', { channel: 'beta' }), messageBy(3, 'y')]);
      await summaries.save(summary({ channel: 'beta' }));
      await summaries.saveOfMoment('moment-1', summary());
      const before = (await moments.get('moment-1'))?.revision ?? 0;
      expect((await messages.forgetChatter('x')).moments).toEqual(['moment-1']);
      expect(await summaries.recent('beta', 9)).toEqual([]);
      expect(await summaries.ofMoment('moment-1')).toBeNull();
      expect((await moments.get('moment-1'))?.revision).toBe(before + 1);
      expect(await outbox.staleCards(NOON + MINUTE, 9)).toHaveLength(1);
    });

    test('that were in the making do not come in', async () => {
      await using t = await open();
      const { messages, summaries } = t.storage;
      await messages.append([message(1), message(2)]);
      const readAt = t.clock.now();
      t.clock.advance(MINUTE);
      await messages.retract(timeout('c1'));
      await summaries.save(summary(), readAt);
      await summaries.save(summary());
      await summaries.saveOfMoment('moment-1', summary(), readAt);
      expect(await summaries.recent('alpha', 9)).toEqual([]);
      expect(await summaries.ofMoment('moment-1')).toBeNull();
      // What was read afterwards, or speaks of another time, does.
      await summaries.save(summary(), t.clock.now() + 1);
      await summaries.save(summary({ from: NOON + 2, overview: 'later' }), readAt);
      expect(await summaries.recent('alpha', 9)).toHaveLength(2);
    });
  });
}

import { describe, expect, test } from 'vitest';
import { DAY, HOUR, message, messageBy, MINUTE, NOON, retraction, timeout } from './builders.ts';
import type { StorageFactory, StorageUnderTest } from './harness.ts';

const idsOf = async (t: StorageUnderTest, channel = 'alpha'): Promise<string[]> => {
  const found = await t.storage.messages.around(channel, NOON - DAY, NOON + DAY, 10_000);
  return found.map((stored) => stored.id);
};

export function messageContract(open: StorageFactory): void {
  describe('messages', () => {
    test('come back oldest first, from inclusive to exclusive, up to the limit', async () => {
      await using t = await open();
      await t.storage.messages.append([
        message(3),
        message(1),
        message(2),
        message(4),
        message(9, { channel: 'beta' }),
      ]);
      const found = await t.storage.messages.around('alpha', NOON + 1, NOON + 4, 10);
      expect(found.map((stored) => stored.id)).toEqual(['m1', 'm2', 'm3']);
      expect(found[0]).toEqual({
        id: 'm1',
        channel: 'alpha',
        chatterId: 'c1',
        displayName: 'Chatter1',
        text: 'text 1',
        sentAt: NOON + 1,
        receivedAt: NOON + 1,
        emotes: [],
        firstEver: false,
      });
      expect(await t.storage.messages.around('alpha', NOON, NOON + 9, 2)).toHaveLength(2);
    });

    test('with a known id in the same channel are left alone', async () => {
      await using t = await open();
      await t.storage.messages.append([message(1), message(1, { text: 'again' })]);
      await t.storage.messages.append([message(1, { text: 'once more' }), message(1, { channel: 'beta' })]);
      const found = await t.storage.messages.around('alpha', NOON, NOON + 9, 10);
      expect(found.map((stored) => stored.text)).toEqual(['text 1']);
      expect(await idsOf(t, 'beta')).toEqual(['m1']);
    });

    test('keep every character', async () => {
      await using t = await open();
      const text = `a\u0000b 😀 \u202e '); DROP TABLE messages; --`;
      await t.storage.messages.append([message(1, { text })]);
      expect((await t.storage.messages.around('alpha', NOON, NOON + 9, 1))[0]?.text).toBe(text);
    });

    test('taken back by id, by chatter or altogether are gone', async () => {
      await using t = await open();
      await t.storage.messages.append([
        messageBy(1, 'x'),
        messageBy(2, 'x'),
        messageBy(3, 'y'),
        messageBy(4, 'x', { sentAt: NOON + HOUR }),
        messageBy(5, 'x', { channel: 'beta' }),
      ]);
      expect((await t.storage.messages.retract(retraction({ what: 'message', messageId: 'm1' }))).messages).toBe(1);
      expect(await idsOf(t)).toEqual(['m2', 'm3', 'm4']);
      expect((await t.storage.messages.retract(timeout('x'))).messages).toBe(1);
      expect(await idsOf(t)).toEqual(['m3', 'm4']);
      expect((await t.storage.messages.retract(retraction({ what: 'everything' }))).messages).toBe(1);
      expect(await idsOf(t)).toEqual(['m4']);
      expect(await idsOf(t, 'beta')).toEqual(['m5']);
    });

    test('written after they were taken back do not return', async () => {
      await using t = await open();
      await t.storage.messages.retract(retraction({ what: 'message', messageId: 'm1' }));
      await t.storage.messages.retract(timeout('c2'));
      await t.storage.messages.append([message(1), message(2), message(3)]);
      expect(await idsOf(t)).toEqual(['m3']);
    });

    test('may be written again a day after they were taken back, when nothing can still be on its way', async () => {
      await using t = await open();
      await t.storage.messages.retract(retraction({ what: 'message', messageId: 'm1' }));
      await t.storage.maintain(NOON + DAY - 1, { messageRetentionDays: 7 });
      await t.storage.messages.append([message(1)]);
      expect(await idsOf(t)).toEqual([]);
      await t.storage.maintain(NOON + DAY + 1, { messageRetentionDays: 7 });
      await t.storage.messages.append([message(1)]);
      expect(await idsOf(t)).toEqual(['m1']);
    });

    test('of a forgotten chatter are gone from every channel, and what that chatter writes later is kept', async () => {
      await using t = await open();
      t.clock.advance(MINUTE);
      await t.storage.messages.append([messageBy(1, 'x'), messageBy(2, 'y'), messageBy(3, 'x', { channel: 'beta' })]);
      expect(await t.storage.messages.forgetChatter('x')).toEqual({ messages: 2, moments: [] });
      await t.storage.messages.append([messageBy(1, 'x'), messageBy(4, 'x', { sentAt: NOON + HOUR })]);
      expect(await idsOf(t)).toEqual(['m2', 'm4']);
      expect(await idsOf(t, 'beta')).toEqual([]);
    });

    test('are pruned by age in slices', async () => {
      await using t = await open();
      await t.storage.messages.append([1, 2, 3, 4].map((number) => message(number)));
      expect(await t.storage.messages.prune(NOON + 4, 2)).toBe(2);
      expect(await idsOf(t)).toEqual(['m3', 'm4']);
      expect(await t.storage.messages.prune(NOON + 4, 2)).toBe(1);
      expect(await idsOf(t)).toEqual(['m4']);
    });
  });
}

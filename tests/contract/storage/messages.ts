import { describe, expect, test } from 'vitest';
import type { StoredMessage } from '../../../src/domain/ports/stores.ts';
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
      expect(await t.storage.messages.around('alpha', NOON, NOON + 9, 0)).toEqual([]);
    });

    test('are found by when they were received, as moments are, however many there are', async () => {
      await using t = await open();
      const all = Array.from({ length: 2_500 }, (_, index) =>
        message(index, { receivedAt: NOON + MINUTE + index, sentAt: NOON + 3_000 - index }),
      );
      await t.storage.messages.append(all);
      const found = await t.storage.messages.around('alpha', NOON + MINUTE, NOON + HOUR, 2_200);
      expect(found.map((each) => each.id)).toEqual(all.slice(0, 2_200).map((each) => each.id));
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
      expect(await t.storage.messages.forgetChatter('x')).toEqual({
        messages: 2,
        moments: [],
        marks: 0,
        labels: 0,
      });
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
  streamContract(open);
}

function streamContract(open: StorageFactory): void {
  const read = async (t: StorageUnderTest, from = NOON, to = NOON + DAY): Promise<readonly StoredMessage[][]> =>
    Array.fromAsync(t.storage.messages.stream('alpha', from, to), (batch) => [...batch]);

  describe('a stream of stored messages', () => {
    test('gives them in the order they came, from inclusive to exclusive, with all that was measured', async () => {
      await using t = await open();
      const emotes = [
        { id: '25', name: 'Kappa', start: 0, end: 5 },
        { id: '', name: `"quoted" \u0000`, start: 6, end: 6 },
        { id: '25', name: 'Kappa', start: 6, end: 11 },
      ];
      await t.storage.messages.append([
        message(9, { receivedAt: NOON + 1, sentAt: NOON + 5 }),
        message(2, { receivedAt: NOON + 1, emotes, firstEver: true, text: 'Kappa Kappa' }),
        message(1, { receivedAt: NOON + 2, sentAt: NOON - 5 }),
        message(3, { receivedAt: NOON + 3 }),
        message(4, { receivedAt: NOON + 1, channel: 'beta' }),
      ]);
      const [batch, ...more] = await read(t, NOON + 1, NOON + 3);
      expect(more).toEqual([]);
      expect(batch?.map((each) => each.id)).toEqual(['m9', 'm2', 'm1']);
      expect(batch?.[1]).toEqual({
        id: 'm2',
        channel: 'alpha',
        chatterId: 'c2',
        displayName: 'Chatter2',
        text: 'Kappa Kappa',
        sentAt: NOON + 2,
        receivedAt: NOON + 1,
        emotes,
        firstEver: true,
      });
      expect(await read(t, NOON + 9)).toEqual([]);
    });

    test('is cut into bounded batches that lose and repeat nothing, however many came at once', async () => {
      await using t = await open();
      const all = Array.from({ length: 3_300 }, (_, index) =>
        message(index, {
          id: `${(index * 7919) % 3_300}`,
          receivedAt: NOON + (index < 900 ? 0 : index < 3_000 ? 1 : 2),
        }),
      );
      await t.storage.messages.append(all);
      const batches = await read(t);
      expect(batches.map((batch) => batch.length)).toEqual([1_000, 1_000, 1_000, 300]);
      expect(batches.flat().map((each) => each.id)).toEqual(all.map((each) => each.id));
    });

    test('leaves out what is taken back while it is being read', async () => {
      await using t = await open();
      const all = Array.from({ length: 1_500 }, (_, index) => messageBy(index, index % 2 === 0 ? 'x' : 'y'));
      await t.storage.messages.append(all);
      const seen: StoredMessage[][] = [];
      for await (const batch of t.storage.messages.stream('alpha', NOON, NOON + DAY)) {
        seen.push([...batch]);
        await t.storage.messages.retract(timeout('x'));
      }
      expect(seen.map((batch) => batch.length)).toEqual([1_000, 250]);
      expect(seen[1]?.every((each) => each.chatterId === 'y')).toBe(true);
    });
  });
}

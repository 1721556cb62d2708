import { describe, expect, test } from 'vitest';
import { alert, DAY, HOUR, MINUTE, moment, NOON, quote, retraction } from './builders.ts';
import type { StorageFactory, StorageUnderTest } from './harness.ts';

const posted = { channelId: '900', messageId: '77', revision: 1 };
const id = alert().id;

async function withAlert(open: StorageFactory): Promise<StorageUnderTest> {
  const t = await open();
  await t.storage.moments.save(moment(), [alert()]);
  return t;
}

export function outboxContract(open: StorageFactory): void {
  describe('outbox', () => {
    test('gives what is due, oldest first, exactly as it was enqueued', async () => {
      await using t = await open();
      const first = alert({
        trackId: 'b',
        createdAt: NOON,
        pingRoleId: '5',
        crosspost: true,
        target: { kind: 'forum', id: '8' },
      });
      const second = alert({ trackId: 'a', createdAt: NOON + 1 });
      const later = alert({ trackId: 'c', createdAt: NOON - 1, nextAttemptAt: NOON + MINUTE });
      await t.storage.moments.save(moment(), [second, first, later]);
      expect(await t.storage.outbox.due(NOON, 10)).toEqual([first, second]);
      expect(await t.storage.outbox.due(NOON, 1)).toEqual([first]);
      expect(await t.storage.outbox.due(NOON + MINUTE, 10)).toEqual([later, first, second]);
    });

    test('never gives an item under way a second time in the same run', async () => {
      await using t = await withAlert(open);
      await t.storage.outbox.markSending(id, NOON);
      expect(await t.storage.outbox.due(NOON + 9 * MINUTE, 10)).toEqual([]);
      expect(await t.storage.outbox.counts()).toEqual({ pending: 1, dead: 0 });
    });

    test('gives an item again whose attempt ended without a word, after ten minutes', async () => {
      await using t = await withAlert(open);
      await t.storage.outbox.markSending(id, NOON);
      expect(await t.storage.outbox.due(NOON + 10 * MINUTE, 10)).toMatchObject([{ id, state: 'sending', attempts: 1 }]);
    });

    test('gives what a crash left behind at once, marked as sending', async () => {
      await using t = await withAlert(open);
      if (t.reopen === null) return;
      await t.storage.outbox.markSending(id, NOON);
      const storage = await t.reopen();
      expect(await storage.outbox.due(NOON, 10)).toMatchObject([{ id, state: 'sending' }]);
      await storage.outbox.markSending(id, NOON);
      expect(await storage.outbox.due(NOON, 10)).toEqual([]);
    });

    test('waits for the next attempt and counts them', async () => {
      await using t = await withAlert(open);
      await t.storage.outbox.markSending(id, NOON);
      await t.storage.outbox.markRetry(id, NOON + MINUTE, 'busy');
      expect(await t.storage.outbox.due(NOON, 10)).toEqual([]);
      expect(await t.storage.outbox.due(NOON + MINUTE, 10)).toMatchObject([
        { state: 'pending', attempts: 1, lastError: 'busy' },
      ]);
    });

    test('never gives what was delivered or given up', async () => {
      await using t = await open();
      const other = alert({ trackId: 'track-2' });
      await t.storage.moments.save(moment(), [alert(), other]);
      await t.storage.outbox.markDelivered(id, posted);
      await t.storage.outbox.markDead(other.id, 'x'.repeat(5_000));
      await t.storage.outbox.markSending(id, NOON);
      await t.storage.outbox.markRetry(other.id, NOON, 'again');
      expect(await t.storage.outbox.due(NOON + DAY, 10)).toEqual([]);
      expect(await t.storage.outbox.counts()).toEqual({ pending: 0, dead: 1 });
    });

    test('knows the last alert of each track', async () => {
      await using t = await open();
      await t.storage.moments.save(moment(), [alert()]);
      const later = alert({ momentId: 'moment-2', createdAt: NOON + MINUTE });
      await t.storage.moments.save(moment({ id: 'moment-2' }), [
        later,
        alert({ momentId: 'moment-2', trackId: 'track-2' }),
      ]);
      expect(await t.storage.outbox.lastAlertAt()).toEqual(
        new Map([
          ['track-1', NOON + MINUTE],
          ['track-2', NOON],
        ]),
      );
    });
  });

  staleCardsContract(open);
}

function staleCardsContract(open: StorageFactory): void {
  const stale = async (t: StorageUnderTest, now: number): Promise<number> =>
    (await t.storage.outbox.staleCards(now, 10)).length;

  describe('posted cards', () => {
    test('are stale when the moment went on, also while they were under way', async () => {
      await using t = await withAlert(open);
      await t.storage.outbox.markSending(id, NOON);
      await t.storage.moments.save(moment({ messages: 600 }), []);
      expect(await stale(t, NOON)).toBe(0);
      await t.storage.outbox.markDelivered(id, posted);
      expect(await t.storage.outbox.staleCards(NOON, 10)).toMatchObject([
        { id, state: 'delivered', postedChannelId: '900', postedMessageId: '77', postedRevision: 1 },
      ]);
    });

    test('are not stale when they show the moment as it is', async () => {
      await using t = await withAlert(open);
      await t.storage.outbox.markDelivered(id, posted);
      await t.storage.moments.save(moment(), []);
      expect(await stale(t, NOON)).toBe(0);
    });

    test('are edited no earlier than allowed', async () => {
      await using t = await withAlert(open);
      await t.storage.outbox.markDelivered(id, posted);
      await t.storage.outbox.markEdited(id, 1, NOON + MINUTE);
      await t.storage.moments.save(moment({ messages: 600 }), []);
      expect(await stale(t, NOON + MINUTE - 1)).toBe(0);
      expect(await stale(t, NOON + MINUTE)).toBe(1);
      await t.storage.outbox.markRetry(id, NOON + 2 * MINUTE, 'busy');
      expect(await stale(t, NOON + MINUTE)).toBe(0);
      expect(await stale(t, NOON + 2 * MINUTE)).toBe(1);
      await t.storage.outbox.markEdited(id, 2, NOON + 3 * MINUTE);
      expect(await stale(t, NOON + DAY - 1)).toBe(0);
      expect(await t.storage.outbox.due(NOON + DAY, 10)).toEqual([]);
    });

    test('are stale when a quote was taken back or the stream got its video', async () => {
      await using t = await withAlert(open);
      await t.storage.outbox.markDelivered(id, posted);
      await t.storage.messages.retract(retraction({ what: 'message', messageId: quote(1).messageId }));
      expect(await stale(t, NOON)).toBe(1);
      await t.storage.outbox.markEdited(id, 2, NOON);
      expect(await stale(t, NOON)).toBe(0);
      await t.storage.moments.touchStream('stream-1');
      expect(await stale(t, NOON)).toBe(1);
    });

    test('are left alone from a day after the moment began, and once given up', async () => {
      await using t = await withAlert(open);
      await t.storage.outbox.markDelivered(id, posted);
      await t.storage.moments.touchStream('stream-1');
      expect(await stale(t, NOON + DAY - 1)).toBe(1);
      expect(await stale(t, NOON + DAY)).toBe(0);
      await t.storage.maintain(NOON + DAY + HOUR, { messageRetentionDays: 1 });
      expect(await stale(t, NOON + DAY - 1)).toBe(0);
      await t.storage.moments.touchStream('stream-1');
      await t.storage.outbox.markDead(id, 'card-deleted');
      expect(await stale(t, NOON)).toBe(0);
    });
  });
}

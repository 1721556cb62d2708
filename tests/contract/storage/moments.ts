import { describe, expect, test } from 'vitest';
import { alert, moment, NOON, quote, timeout, retraction, MINUTE, message, messageBy, HOUR } from './builders.ts';
import type { StorageFactory } from './harness.ts';

export function momentContract(open: StorageFactory): void {
  describe('moments', () => {
    test('come back as they were saved', async () => {
      await using t = await open();
      const saved = moment({ category: 'mixed', attack: true, streamId: null, streamSeconds: null });
      await t.storage.moments.save(saved, []);
      expect(await t.storage.moments.get(saved.id)).toEqual({ moment: saved, revision: 1 });
      expect(await t.storage.moments.get('unknown')).toBeNull();
    });

    test('hold hostile text without change', async () => {
      await using t = await open();
      const text = `'; DROP TABLE moments; -- "\\ \u0000 \u202e 😀 ﷽`;
      const saved = moment({ quotes: [quote(1, { text, displayName: '__proto__' })], topEmotes: [['__proto__', 3]] });
      await t.storage.moments.save(saved, []);
      expect((await t.storage.moments.get(saved.id))?.moment).toEqual(saved);
    });

    test('raise their revision only when something a card shows changed', async () => {
      await using t = await open();
      const revision = async (): Promise<number | undefined> => (await t.storage.moments.get('moment-1'))?.revision;
      await t.storage.moments.save(moment(), []);
      await t.storage.moments.save(moment(), []);
      expect(await revision()).toBe(1);
      await t.storage.moments.save(moment({ contributions: [{ ...moment().contributions[0]!, points: 9 }] }), []);
      expect(await revision()).toBe(1);
      await t.storage.moments.save(moment({ phase: 'ended', endedAt: NOON + MINUTE }), []);
      expect(await revision()).toBe(2);
      await t.storage.moments.save(moment({ phase: 'ended', endedAt: NOON + MINUTE, quotes: [quote(3)] }), []);
      expect(await t.storage.moments.get('moment-1')).toMatchObject({ revision: 3, moment: { quotes: [quote(3)] } });
    });

    test('enqueue each alert once and leave a known one alone', async () => {
      await using t = await open();
      await t.storage.moments.save(moment(), [alert(), alert({ trackId: 'track-2' })]);
      await t.storage.outbox.markDelivered(alert().id, { channelId: '900', messageId: '77', revision: 1 });
      await t.storage.moments.save(moment({ messages: 500 }), [alert(), alert({ trackId: 'track-3' })]);
      const due = await t.storage.outbox.due(NOON, 10);
      expect(due.map((item) => item.trackId)).toEqual(['track-2', 'track-3']);
    });

    test('are saved with their alerts or not at all', async () => {
      await using t = await open();
      const broken = alert({ trackId: 'track-2', momentId: 'moment-1', nonce: undefined as unknown as string });
      await expect(t.storage.moments.save(moment(), [alert(), broken])).rejects.toThrow();
      expect(await t.storage.moments.get('moment-1')).toBeNull();
      expect(await t.storage.outbox.due(NOON, 10)).toEqual([]);
      await t.storage.moments.save(moment(), [alert()]);
      expect(await t.storage.outbox.due(NOON, 10)).toHaveLength(1);
    });

    test('are not saved with the alert of a moment that does not exist', async () => {
      await using t = await open();
      await expect(t.storage.moments.save(moment(), [alert({ momentId: 'another' })])).rejects.toThrow();
      expect(await t.storage.moments.get('moment-1')).toBeNull();
    });

    test('list newest first, filtered, with the total beyond the page', async () => {
      await using t = await open();
      const { moments } = t.storage;
      await moments.save(moment({ id: 'a', startedAt: NOON }), []);
      await moments.save(moment({ id: 'b', startedAt: NOON + HOUR, category: 'sad', peakScore: 30 }), []);
      await moments.save(moment({ id: 'c', startedAt: NOON + 2 * HOUR, streamId: 'stream-2' }), []);
      await moments.save(moment({ id: 'd', startedAt: NOON + 3 * HOUR, channel: 'beta' }), []);
      const ids = async (filter: object, limit = 10, offset = 0): Promise<string> => {
        const page = await moments.list({ channels: ['alpha', 'beta'], ...filter }, limit, offset);
        return `${page.items.map((item) => item.id).join('')}/${page.total}`;
      };
      expect(await ids({})).toBe('dcba/4');
      expect(await ids({}, 2, 1)).toBe('cb/4');
      expect(await ids({}, 2, 9)).toBe('/4');
      expect(await ids({ channels: ['alpha'] })).toBe('cba/3');
      expect(await ids({ channels: [] })).toBe('/0');
      expect(await ids({ since: NOON + HOUR })).toBe('dcb/3');
      expect(await ids({ until: NOON + HOUR })).toBe('a/1');
      expect(await ids({ category: 'sad' })).toBe('b/1');
      expect(await ids({ streamId: 'stream-2' })).toBe('c/1');
      expect(await ids({ minScore: 30 })).toBe('b/1');
    });

    test('that were open are found after a restart', async () => {
      await using t = await open();
      await t.storage.moments.save(moment({ id: 'open' }), []);
      await t.storage.moments.save(moment({ id: 'over', phase: 'ended', endedAt: NOON + MINUTE }), []);
      const storage = t.reopen === null ? t.storage : await t.reopen();
      expect((await storage.moments.unfinished()).map((item) => item.id)).toEqual(['open']);
    });

    test('of a stream are touched together', async () => {
      await using t = await open();
      await t.storage.moments.save(moment({ id: 'a' }), []);
      await t.storage.moments.save(moment({ id: 'b', streamId: 'stream-2' }), []);
      await t.storage.moments.touchStream('stream-1');
      expect((await t.storage.moments.get('a'))?.revision).toBe(2);
      expect((await t.storage.moments.get('b'))?.revision).toBe(1);
    });

    test('keep the chat around them', async () => {
      await using t = await open();
      const series = {
        from: NOON,
        velocity: [1, 2.5, 0],
        baselineMean: [1, 1, 1],
        baselineStd: [0.5, 0.5, 0.25],
        score: [0, 3, 0],
      };
      expect(await t.storage.moments.series('moment-1')).toBeNull();
      await t.storage.moments.saveSeries('moment-1', { ...series, score: [9, 9, 9] });
      await t.storage.moments.saveSeries('moment-1', series);
      expect(await t.storage.moments.series('moment-1')).toEqual(series);
    });
  });

  retractedQuotesContract(open);
}

function retractedQuotesContract(open: StorageFactory): void {
  describe('quotes that were taken back', () => {
    const takingBack = [
      [
        'a message',
        (t: Awaited<ReturnType<StorageFactory>>) =>
          t.storage.messages.retract(retraction({ what: 'message', messageId: 'm1' })),
      ],
      ['a chatter', (t: Awaited<ReturnType<StorageFactory>>) => t.storage.messages.retract(timeout('c1'))],
      ['a forgotten chatter', (t: Awaited<ReturnType<StorageFactory>>) => t.storage.messages.forgetChatter('c1')],
    ] as const;

    test.each(takingBack)('%s: leave the moment, raise its revision and never return', async (_, takeBack) => {
      await using t = await open();
      t.clock.advance(MINUTE);
      await t.storage.moments.save(moment(), []);
      expect((await takeBack(t)).moments).toEqual(['moment-1']);
      expect(await t.storage.moments.get('moment-1')).toMatchObject({ revision: 2, moment: { quotes: [quote(2)] } });
      await t.storage.moments.save(moment(), []);
      expect(await t.storage.moments.get('moment-1')).toMatchObject({ revision: 2, moment: { quotes: [quote(2)] } });
      const storage = t.reopen === null ? t.storage : await t.reopen();
      await storage.moments.save(moment({ messages: 999 }), []);
      expect((await storage.moments.get('moment-1'))?.moment.quotes).toEqual([quote(2)]);
    });

    test('all of a channel are taken back by a cleared chat, in that channel only', async () => {
      await using t = await open();
      await t.storage.moments.save(moment(), []);
      await t.storage.moments.save(moment({ id: 'later', startedAt: NOON + HOUR }), []);
      await t.storage.moments.save(moment({ id: 'other', channel: 'beta' }), []);
      expect((await t.storage.messages.retract(retraction({ what: 'everything' }))).moments).toEqual(['moment-1']);
      expect((await t.storage.moments.get('moment-1'))?.moment.quotes).toEqual([]);
      expect((await t.storage.moments.get('later'))?.moment.quotes).toHaveLength(2);
      expect((await t.storage.moments.get('other'))?.moment.quotes).toHaveLength(2);
    });

    test('more than one slice of them goes, and every moment is named once', async () => {
      await using t = await open();
      const quotes = Array.from({ length: 12 }, (_, index) => quote(index, { chatterId: 'loud' }));
      for (let index = 0; index < 60; index++) await t.storage.moments.save(moment({ id: `x${index}`, quotes }), []);
      await t.storage.messages.append(Array.from({ length: 1_200 }, (_, index) => messageBy(index, 'loud')));
      const erased = await t.storage.messages.retract(timeout('loud'));
      expect(erased.messages).toBe(1_200);
      expect(new Set(erased.moments).size).toBe(60);
      expect(erased.moments).toHaveLength(60);
      const page = await t.storage.moments.list({ channels: ['alpha'] }, 100, 0);
      expect(page.items.flatMap((item) => item.quotes)).toEqual([]);
    });

    test('a timeout does not reach what the chatter says afterwards', async () => {
      await using t = await open();
      await t.storage.messages.retract(timeout('c1'));
      const afterwards = NOON + 2 * MINUTE;
      await t.storage.moments.save(moment({ startedAt: afterwards }), []);
      await t.storage.messages.append([message(1, { sentAt: afterwards })]);
      expect((await t.storage.moments.get('moment-1'))?.moment.quotes).toHaveLength(2);
      expect(await t.storage.messages.around('alpha', NOON, NOON + HOUR, 10)).toHaveLength(1);
    });
  });
}

import { describe, expect, test } from 'vitest';
import type { DeliveryDecision } from '../../../src/domain/alert.ts';
import { alert, DAY, HOUR, message, minute, MINUTE, moment, NOON, stream } from './builders.ts';
import type { StorageFactory } from './harness.ts';

function decision(overrides: Partial<DeliveryDecision> = {}): DeliveryDecision {
  return {
    guildId: 'guild-1',
    trackId: 'track-1',
    channel: 'alpha',
    momentId: null,
    at: NOON,
    kind: 'suppressed',
    reason: 'cooldown',
    detail: 'The last alert is 20 seconds ago.',
    ...overrides,
  };
}

export function recordsContract(open: StorageFactory): void {
  describe('decisions', () => {
    test('come back newest first, of one track or of the whole guild, never of another guild', async () => {
      await using t = await open();
      const { decisions } = t.storage;
      const first = decision({ momentId: 'moment-1', kind: 'posted' });
      const second = decision({ trackId: 'track-2' });
      for (const each of [first, second, decision({ guildId: 'guild-2' })]) await decisions.append(each);
      expect(await decisions.recent('guild-1', null, 10)).toEqual([second, first]);
      expect(await decisions.recent('guild-1', 'track-1', 10)).toEqual([first]);
      expect(await decisions.recent('guild-1', null, 1)).toEqual([second]);
      expect(await decisions.recent('guild-2', 'track-2', 10)).toEqual([]);
    });

    test('are kept up to 200 a track', async () => {
      await using t = await open();
      await t.storage.decisions.append(decision({ trackId: 'quiet' }));
      for (let index = 0; index < 230; index++) await t.storage.decisions.append(decision({ at: NOON + index }));
      const kept = await t.storage.decisions.recent('guild-1', 'track-1', 1_000);
      expect(kept).toHaveLength(200);
      expect(kept.at(-1)?.at).toBe(NOON + 30);
      expect(await t.storage.decisions.recent('guild-1', 'quiet', 10)).toHaveLength(1);
    });
  });

  describe('streams', () => {
    test('come back as saved, and a known video is never forgotten', async () => {
      await using t = await open();
      await t.storage.streams.save(stream({ vodId: 'v1' }));
      await t.storage.streams.save(stream({ title: 'Other', endedAt: NOON }));
      expect(await t.storage.streams.get('stream-1')).toEqual(stream({ vodId: 'v1', title: 'Other', endedAt: NOON }));
      await t.storage.streams.save(stream({ vodId: 'v2' }));
      expect((await t.storage.streams.get('stream-1'))?.vodId).toBe('v2');
      expect(await t.storage.streams.get('unknown')).toBeNull();
    });

    test('are listed newest first, and those without a video are found', async () => {
      await using t = await open();
      await t.storage.streams.save(stream({ id: 'old', startedAt: NOON - DAY }));
      await t.storage.streams.save(stream({ id: 'new', startedAt: NOON }));
      await t.storage.streams.save(stream({ id: 'filmed', startedAt: NOON + 1, vodId: 'v' }));
      await t.storage.streams.save(stream({ id: 'other', channel: 'beta' }));
      expect((await t.storage.streams.recent('alpha', 2)).map((each) => each.id)).toEqual(['filmed', 'new']);
      expect((await t.storage.streams.withoutVod(NOON - HOUR)).map((each) => each.id)).toEqual(['other', 'new']);
    });
  });

  describe('maintenance', () => {
    test('deletes what is past its keep and nothing else', async () => {
      await using t = await open();
      const { storage } = t;
      const now = NOON + 1_000 * DAY;
      const samples = [{ second: NOON, values: [1] }];
      const series = { from: NOON, velocity: [1], baselineMean: [1], baselineStd: [1], score: [1] };
      await storage.messages.append([message(1), message(2, { sentAt: now - DAY })]);
      await storage.metrics.saveMinutes([
        minute(),
        minute({ minute: now - 2 * DAY, samples }),
        minute({ minute: now - MINUTE, samples }),
      ]);
      await storage.moments.save(moment(), [alert()]);
      await storage.outbox.markDelivered(alert().id, { channelId: '1', messageId: '2', revision: 1 });
      const waiting = alert({ momentId: 'moment-2' });
      await storage.moments.save(moment({ id: 'moment-2' }), [waiting]);
      await storage.moments.save(moment({ id: 'moment-3', startedAt: now - DAY }), []);
      await storage.moments.saveSeries('moment-1', series);
      await storage.moments.saveSeries('moment-3', { ...series, from: now - DAY });
      await storage.decisions.append(decision());
      await storage.decisions.append(decision({ at: now - DAY }));
      await storage.streams.save(stream());

      await storage.maintain(now, { messageRetentionDays: 7 });

      expect((await storage.messages.around('alpha', 0, now, 10)).map((each) => each.id)).toEqual(['m2']);
      const minutes = await storage.metrics.minutes('alpha', 0, now);
      expect(minutes.map((each) => [each.minute, each.samples.length])).toEqual([
        [now - 2 * DAY, 0],
        [now - MINUTE, 1],
      ]);
      // An alert that still waits keeps its moment.
      const page = await storage.moments.list({ channels: ['alpha'] }, 10, 0);
      expect(page.items.map((each) => each.id)).toEqual(['moment-3', 'moment-2']);
      expect(await storage.outbox.due(now, 10)).toHaveLength(1);
      expect(await storage.moments.series('moment-1')).toBeNull();
      expect(await storage.moments.series('moment-3')).not.toBeNull();
      expect(await storage.decisions.recent('guild-1', null, 10)).toHaveLength(1);
      expect(await storage.streams.get('stream-1')).toBeNull();
    });
  });
}

import type { Kysely } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { SqlDecisionStore } from '../../src/storage/delivery/decision-store.ts';
import { SqlOutboxStore } from '../../src/storage/delivery/outbox-store.ts';
import { runMaintenance } from '../../src/storage/maintenance.ts';
import { SqlMessageStore } from '../../src/storage/messages/message-store.ts';
import { Retractor } from '../../src/storage/messages/retractor.ts';
import { SqlMetricsStore } from '../../src/storage/metrics/metrics-store.ts';
import { migrate } from '../../src/storage/migrations/migrate.ts';
import { SqlMomentStore } from '../../src/storage/moments/moment-store.ts';
import { SqlStreamStore } from '../../src/storage/stream-store.ts';
import {
  alert,
  DAY,
  HOUR,
  message,
  minute,
  MINUTE,
  moment,
  NOON,
  retraction,
  stream,
  timeout,
} from '../contract/storage/builders.ts';
import { ManualClock } from '../contract/storage/harness.ts';
import { Planner } from '../contract/storage/planner.ts';

const planner = new Planner();
const { db } = planner;
const clock = new ManualClock(NOON);
const retractor = new Retractor(db, clock);
const messages = new SqlMessageStore(db, retractor, clock);
const moments = new SqlMomentStore(db, retractor.index);
const metrics = new SqlMetricsStore(db);
const outbox = new SqlOutboxStore(db, 'me');
const decisions = new SqlDecisionStore(db);
const streams = new SqlStreamStore(db);

beforeAll(async () => {
  await migrate(db as unknown as Kysely<unknown>, 'test.db');
  // The database's own answer must not be "nothing to do": each statement is to be reached.
  await metrics.saveMinutes([minute()]);
});

describe('what runs often reads by an index', () => {
  const cases: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['messages around a time', () => messages.around('alpha', NOON, NOON + HOUR, 10)],
    ['writing messages', () => messages.append([message(1)])],
    ['saving a moment', () => moments.save(moment(), [alert()])],
    ['saving a moment again', () => moments.save(moment({ messages: 1 }), [alert()])],
    ['a list', () => moments.list({ channels: ['alpha', 'beta'], category: 'sad', minScore: 3, since: NOON }, 10, 10)],
    ['the moments of a stream', () => moments.list({ channels: ['alpha'], streamId: 'stream-1' }, 10, 0)],
    ['a stream that gets its video', () => moments.touchStream('stream-1')],
    ['alerts that are due', () => outbox.due(NOON, 10)],
    ['cards that are stale', () => outbox.staleCards(NOON, 10)],
    ['marking an alert', () => outbox.markDelivered(alert().id, { channelId: '1', messageId: '2', revision: 1 })],
    ['counting alerts', () => outbox.counts()],
    ['writing minutes', () => metrics.saveMinutes([minute()])],
    ['reading minutes', () => metrics.minutes('alpha', NOON, NOON + HOUR)],
    ['a summary', () => metrics.summary('alpha', NOON - DAY, NOON + MINUTE)],
    [
      'a decision',
      () =>
        decisions.append({
          guildId: 'g',
          trackId: 't',
          channel: 'alpha',
          momentId: null,
          at: NOON,
          kind: 'posted',
          reason: '',
          detail: '',
        }),
    ],
    ['decisions of a track', () => decisions.recent('g', 't', 10)],
    ['decisions of a guild', () => decisions.recent('g', null, 10)],
    ['streams', () => streams.save(stream()).then(() => streams.recent('alpha', 5))],
    ['streams without a video', () => streams.withoutVod(NOON)],
  ];

  test.each(cases)('%s', async (_, work) => {
    const plans = await planner.readsOf(work);
    expect(plans.filter((step) => step.startsWith('SCAN'))).toEqual([]);
  });
});

describe('what is taken back is found at once', () => {
  test.each([
    [
      'a message',
      () => messages.retract(retraction({ what: 'message', messageId: 'm1' })),
      [/messages USING .*\(channel=\? AND id=\?\)/, /quotes USING .*\(channel=\? AND message_id=\?\)/],
    ],
    [
      'a chatter',
      () => messages.retract(timeout('c1')),
      [/messages USING .*\(chatter_id=\? AND channel=\?/, /quotes USING .*\(chatter_id=\? AND channel=\?/],
    ],
    [
      'a forgotten chatter',
      () => messages.forgetChatter('c1'),
      [/messages USING .*\(chatter_id=\?/, /quotes USING .*\(chatter_id=\?/],
    ],
    [
      'a whole chat',
      () => messages.retract(retraction({ what: 'everything' })),
      [/messages USING .*messages_by_arrival \(channel=\?\)/, /quotes USING .*\(channel=\?\)/],
    ],
  ])('%s', async (_, work, wanted) => {
    const plans = await planner.readsOf(work);
    expect(plans.filter((step) => step.startsWith('SCAN'))).toEqual([]);
    for (const step of wanted) expect(plans.join('\n')).toMatch(step);
  });
});

test('maintenance reads whole tables only where they are small or walked once an hour', async () => {
  const parts = { db, messages, retractor, outbox, decisions, streams };
  const plans = await planner.readsOf(() =>
    runMaintenance(parts, NOON + DAY, { messageRetentionDays: 1 }, new AbortController().signal),
  );
  const scans = plans.filter((step) => step.startsWith('SCAN'));
  expect(scans.map((step) => /^SCAN (\w+)/.exec(step)?.[1]).toSorted()).toEqual(['moments', 'retractions']);
});

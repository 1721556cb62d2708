import type { Kysely } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { SqlChatterStore } from '../../src/storage/chatter-store.ts';
import { SqlDecisionStore } from '../../src/storage/delivery/decision-store.ts';
import { SqlOutboxStore } from '../../src/storage/delivery/outbox-store.ts';
import { SqlLabelStore } from '../../src/storage/labels/label-store.ts';
import { runMaintenance } from '../../src/storage/maintenance.ts';
import { SqlMessageStore } from '../../src/storage/messages/message-store.ts';
import { Retractor } from '../../src/storage/messages/retractor.ts';
import { SqlEmoteUseStore } from '../../src/storage/metrics/emote-use-store.ts';
import { SqlMetricsStore } from '../../src/storage/metrics/metrics-store.ts';
import { SqlMoodStore } from '../../src/storage/metrics/mood-store.ts';
import { migrate } from '../../src/storage/migrations/migrate.ts';
import { SqlMomentStore } from '../../src/storage/moments/moment-store.ts';
import { SqlOptOutStore } from '../../src/storage/opt-out-store.ts';
import { SqlSpendStore } from '../../src/storage/spend-store.ts';
import { SqlStreamStore } from '../../src/storage/stream-store.ts';
import { SqlSummaryStore } from '../../src/storage/summaries/summary-store.ts';
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
import { mood } from '../contract/storage/feelings.ts';
import { ManualClock } from '../contract/storage/harness.ts';
import { label } from '../contract/storage/labels.ts';
import { Planner } from '../contract/storage/planner.ts';
import { summary } from '../contract/storage/summaries.ts';

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
const moods = new SqlMoodStore(db);
const emotes = new SqlEmoteUseStore(db);
const spend = new SqlSpendStore(db);
const summaries = new SqlSummaryStore(db, retractor.erasures, clock);
const labels = new SqlLabelStore(db, retractor.index);
const chatters = new SqlChatterStore(db);
const optOuts = new SqlOptOutStore(db, retractor);
const spent = { day: '2026-05-04', model: 'm', purpose: 'p', calls: 1, failedCalls: 0 };

beforeAll(async () => {
  await migrate(db as unknown as Kysely<unknown>, 'test.db');
  // The database's own answer must not be "nothing to do": each statement is to be reached.
  await metrics.saveMinutes([minute()]);
  await messages.append([message(7)]);
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
    ['writing moods', () => moods.saveMinutes([mood()])],
    ['reading moods', () => moods.minutes('alpha', NOON, NOON + HOUR)],
    ['counting emotes', () => emotes.add([{ channel: 'alpha', hour: NOON, uses: [{ name: 'LUL', uses: 1 }] }])],
    ['emotes of a time', () => emotes.totals('alpha', NOON, NOON + DAY)],
    ['spending', () => spend.add({ ...spent, promptTokens: 1, completionTokens: 1, usd: 1 })],
    ['what a day cost', () => spend.ofDay('2026-05-04')],
    ['writing a summary', () => summaries.save(summary())],
    ['writing that of a moment', () => summaries.saveOfMoment('moment-1', summary())],
    ['summaries', () => summaries.recent('alpha', 5)],
    ['the summary of a moment', () => summaries.ofMoment('moment-1')],
    ['dropping summaries', () => summaries.dropWithin('alpha', NOON, NOON + 1)],
    ['labelling', () => labels.label('alpha', 'm7', 'pos', '1', NOON)],
    ['putting a label', () => labels.put(label(1))],
    ['removing a label', () => labels.remove('alpha', 'm7')],
    ['messages to label', () => labels.unlabelled('alpha', 10)],
    ['labels of a chatter', () => labels.forgetChatter('c1')],
    ['opting out', () => optOuts.put({ chatterId: 'c9', at: NOON, by: 'chat' })],
    ['finding a person', () => chatters.find(['alpha'], 'ann')],
    ['traces of a person', () => chatters.traces(['alpha', 'beta'], 'c1')],
    ['opting in', () => optOuts.remove('c9')],
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
      [
        /messages USING .*\(channel=\? AND id=\?\)/,
        /quotes USING .*\(channel=\? AND message_id=\?\)/,
        /labels USING .*\(channel=\? AND message_id=\?\)/,
      ],
    ],
    [
      'a chatter',
      () => messages.retract(timeout('c1')),
      [
        /messages USING .*\(chatter_id=\? AND channel=\?/,
        /quotes USING .*\(chatter_id=\? AND channel=\?/,
        /labels USING .*\(chatter_id=\? AND channel=\?/,
      ],
    ],
    [
      'a forgotten chatter',
      () => messages.forgetChatter('c1'),
      [/messages USING .*\(chatter_id=\?/, /quotes USING .*\(chatter_id=\?/, /labels USING .*\(chatter_id=\?/],
    ],
    [
      'a whole chat',
      () => messages.retract(retraction({ what: 'everything' })),
      [
        /messages USING .*messages_by_arrival \(channel=\?\)/,
        /quotes USING .*\(channel=\?\)/,
        /labels USING .*\(channel=\?/,
      ],
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

import type { Kysely } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { SqlClipStore } from '../../src/storage/desk/clip-store.ts';
import { SqlDeskStore } from '../../src/storage/desk/desk-store.ts';
import { SqlMarkStore } from '../../src/storage/desk/mark-store.ts';
import { pruneClips, pruneMarks } from '../../src/storage/desk/prune.ts';
import { SqlMessageStore } from '../../src/storage/messages/message-store.ts';
import { Retractor } from '../../src/storage/messages/retractor.ts';
import { migrate } from '../../src/storage/migrations/migrate.ts';
import { SqlMomentStore } from '../../src/storage/moments/moment-store.ts';
import { DAY, HOUR, message, moment, NOON } from '../contract/storage/builders.ts';
import { ManualClock } from '../contract/storage/harness.ts';
import { clip, mark } from '../contract/storage/marks.ts';
import { Planner } from '../contract/storage/planner.ts';

const planner = new Planner();
const { db } = planner;
const clock = new ManualClock(NOON);
const retractor = new Retractor(db, clock);
const messages = new SqlMessageStore(db, retractor, clock);
const moments = new SqlMomentStore(db, retractor.index);
const desk = new SqlDeskStore(db);
const marks = new SqlMarkStore(db, retractor.index);
const clips = new SqlClipStore(db);
const guildId = 'guild-1';

beforeAll(async () => {
  await migrate(db as unknown as Kysely<unknown>, 'test.db');
  // Something is there, so that no statement is left out for want of work.
  await moments.save(moment(), []);
  await marks.add(mark());
  await messages.append([message(1)]);
});

describe('what the desk asks for is found by an index', () => {
  const cases: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['a vote', () => desk.vote('moment-1', guildId, 'u1', 'clip', NOON)],
    ['a vote taken back', () => desk.vote('moment-1', guildId, 'u1', 'clip', NOON)],
    ['a claim', () => desk.setStatus('moment-1', guildId, 'claimed', 'u1', NOON)],
    ['one desk', () => desk.entry('moment-1', guildId)],
    ['many desks', () => desk.entries(['moment-1', 'moment-2', 'moment-3'], guildId)],
    ['precision', () => desk.precision('alpha', guildId, 50)],
    ['a mark', () => marks.add(mark({ id: 'other', momentId: 'moment-1' }))],
    ['attaching marks', () => marks.attach(['mark-1', 'other'], 'moment-1')],
    ['marks of a time', () => marks.between('alpha', guildId, NOON, NOON + HOUR)],
    ['marks of a moment', () => marks.ofMoment('moment-1', guildId)],
    ['forgetting an author', () => marks.forgetAuthor('77')],
    ['forgetting a chatter', () => messages.forgetChatter('c1')],
    ['a clip', () => clips.save(clip())],
    ['the clip of a moment', () => clips.ofMoment('moment-1')],
    ['pruning marks', () => pruneMarks(db, NOON, 500)],
    ['pruning clips', () => pruneClips(db, NOON, 500)],
    ['voted moments', () => moments.list({ channels: ['alpha'], voted: { guildId } }, 10, 0)],
    ['moments voted a clip', () => moments.list({ channels: ['alpha'], voted: { guildId, vote: 'clip' } }, 10, 0)],
    ['claimed moments', () => moments.list({ channels: ['alpha'], guildId, claimedBy: 'u1' }, 10, 0)],
    ['open moments', () => moments.list({ channels: ['alpha'], guildId, status: 'open' }, 10, 0)],
    ['a transcript', () => messages.around('alpha', NOON, NOON + HOUR, 6_000)],
    ['a second run', () => Array.fromAsync(messages.stream('alpha', NOON, NOON + DAY))],
  ];

  test.each(cases)('%s', async (_, work) => {
    const reads = await planner.readsOf(work);
    expect(reads).not.toEqual([]);
    expect(reads.filter((step) => step.startsWith('SCAN'))).toEqual([]);
  });

  test('a desk is looked up by moment and guild, whatever is asked of it', async () => {
    const filters = [
      { voted: { guildId } },
      { guildId, claimedBy: 'u1' },
      { guildId, status: 'open' },
      { guildId, status: 'done' },
    ] as const;
    for (const filter of filters) {
      const all = await planner.readsOf(() => moments.list({ channels: ['alpha'], ...filter }, 10, 0));
      const reads = all.filter((step) => step.includes('desk_entries'));
      expect(reads).not.toEqual([]);
      for (const step of reads) expect(step).toMatch(/PRIMARY KEY \(moment_id=\? AND guild_id=\?\)/);
    }
  });

  test('unfinished clips are read from an index that holds nothing else', async () => {
    expect(await planner.plansOf(() => clips.unfinished())).toEqual(['SCAN clips USING INDEX clips_unfinished']);
  });

  test('chat is read again in the order of its index, without sorting', async () => {
    const plans = await planner.plansOf(() => Array.fromAsync(messages.stream('alpha', NOON, NOON + DAY)));
    expect(plans).toEqual([
      expect.stringMatching(
        /messages USING INDEX messages_by_arrival \(channel=\? AND received_at>\? AND received_at<\?\)/,
      ),
    ]);
  });
});

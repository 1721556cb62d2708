import { describe, expect, test } from 'vitest';
import type { Mark, MomentClip } from '../../../src/domain/desk.ts';
import { alert, DAY, MINUTE, moment, NOON, retraction, timeout } from './builders.ts';
import type { StorageFactory, StorageUnderTest } from './harness.ts';

export function mark(overrides: Partial<Mark> = {}): Mark {
  return {
    id: 'mark-1',
    channel: 'alpha',
    source: 'chat',
    guildId: null,
    authorId: '77',
    authorName: 'Somebody',
    note: 'what a save',
    at: NOON,
    momentId: null,
    ...overrides,
  };
}

export const discordMark = (overrides: Partial<Mark> = {}): Mark =>
  mark({ id: 'mark-2', source: 'discord', guildId: 'guild-1', authorId: '5'.repeat(18), ...overrides });

export function clip(overrides: Partial<MomentClip> = {}): MomentClip {
  return {
    momentId: 'moment-1',
    channel: 'alpha',
    state: 'creating',
    clipId: null,
    url: null,
    account: 'clipper',
    problem: null,
    at: NOON,
    ...overrides,
  };
}

async function withCards(open: StorageFactory): Promise<StorageUnderTest> {
  const t = await open();
  const cards = [alert(), alert({ trackId: 'track-2', guildId: 'guild-2' })];
  await t.storage.moments.save(moment(), cards);
  for (const { id } of cards) {
    await t.storage.outbox.markDelivered(id, { channelId: '900', messageId: id, revision: 1 });
  }
  return t;
}

const revisionOf = async ({ storage }: StorageUnderTest, id = 'moment-1'): Promise<number | undefined> =>
  (await storage.moments.get(id))?.revision;
const staleGuilds = async ({ storage }: StorageUnderTest): Promise<string[]> =>
  (await storage.outbox.staleCards(NOON, 10)).map((item) => item.guildId).toSorted();

export function markContract(open: StorageFactory): void {
  describe('marks', () => {
    test('come back oldest first, from inclusive to exclusive', async () => {
      await using t = await open();
      const { marks } = t.storage;
      const first = mark({ id: 'z', note: `'); DROP TABLE marks; -- \u0000 @everyone` });
      const second = mark({ id: 'a', at: NOON + 1 });
      for (const each of [second, first, mark({ id: 'x', at: NOON + 2 }), mark({ id: 'y', channel: 'beta' })]) {
        await marks.add(each);
      }
      await marks.add({ ...first, note: 'again' });
      expect(await marks.between('alpha', null, NOON, NOON + 2)).toEqual([first, second]);
      expect(await marks.between('alpha', null, NOON + 1, NOON + 2)).toEqual([second]);
    });

    test('of chat are seen by every guild, those of Discord by their own only', async () => {
      await using t = await withCards(open);
      const { marks } = t.storage;
      await marks.add(mark());
      await marks.add(discordMark());
      await marks.attach(['mark-1', 'mark-2'], 'moment-1');
      const seenBy = async (guildId: string | null): Promise<string[]> => {
        const found = await marks.between('alpha', guildId, NOON, NOON + 1);
        expect(await marks.ofMoment('moment-1', guildId)).toEqual(found);
        return found.map((each) => each.id);
      };
      expect(await seenBy('guild-1')).toEqual(['mark-1', 'mark-2']);
      expect(await seenBy('guild-2')).toEqual(['mark-1']);
      expect(await seenBy(null)).toEqual(['mark-1']);
    });

    test('attached to a moment raise its revision once, on the cards of those who see them', async () => {
      await using t = await withCards(open);
      const { marks } = t.storage;
      await marks.add(discordMark());
      await marks.attach(['mark-2', 'unknown'], 'moment-1');
      expect(await revisionOf(t)).toBe(2);
      expect(await staleGuilds(t)).toEqual(['guild-1']);
      expect(await marks.ofMoment('moment-1', 'guild-1')).toEqual([discordMark({ momentId: 'moment-1' })]);
      await marks.attach(['mark-2'], 'moment-1');
      await marks.attach([], 'moment-1');
      expect(await revisionOf(t)).toBe(2);
      await marks.add(mark({ momentId: 'moment-1' }));
      expect(await revisionOf(t)).toBe(3);
      expect(await staleGuilds(t)).toEqual(['guild-1', 'guild-2']);
      await marks.add(mark({ momentId: 'moment-1' }));
      expect(await revisionOf(t)).toBe(3);
    });

    test('move to another moment, and the cards of both follow', async () => {
      await using t = await withCards(open);
      await t.storage.moments.save(moment({ id: 'moment-2' }), []);
      await t.storage.marks.add(mark({ momentId: 'moment-1' }));
      await t.storage.marks.attach(['mark-1'], 'moment-2');
      expect([await revisionOf(t, 'moment-1'), await revisionOf(t, 'moment-2')]).toEqual([3, 2]);
      expect(await t.storage.marks.ofMoment('moment-1', null)).toEqual([]);
    });

    test('may be attached before their moment is stored', async () => {
      await using t = await open();
      await t.storage.marks.add(mark());
      await t.storage.marks.attach(['mark-1'], 'moment-1');
      await t.storage.moments.save(moment(), []);
      expect(await t.storage.marks.ofMoment('moment-1', null)).toHaveLength(1);
    });

    test('stay when a moderator takes chat back', async () => {
      await using t = await open();
      await t.storage.marks.add(mark());
      await t.storage.messages.retract(timeout('77'));
      await t.storage.messages.retract(retraction({ what: 'everything' }));
      await t.storage.marks.add(mark({ id: 'late' }));
      expect(await t.storage.marks.between('alpha', null, NOON, NOON + 1)).toHaveLength(2);
    });
  });

  forgottenMarksContract(open);
  clipContract(open);
}

function forgottenMarksContract(open: StorageFactory): void {
  describe('marks of a forgotten author', () => {
    test('are gone, and the cards that showed them follow', async () => {
      await using t = await withCards(open);
      const { marks } = t.storage;
      await marks.add(mark({ id: 'a', authorId: 'x', momentId: 'moment-1' }));
      await marks.add(discordMark({ id: 'b', authorId: 'x' }));
      await marks.add(mark({ id: 'c' }));
      expect(await marks.forgetAuthor('x')).toBe(2);
      expect(await marks.forgetAuthor('x')).toBe(0);
      expect((await marks.between('alpha', 'guild-1', NOON, NOON + 1)).map((each) => each.id)).toEqual(['c']);
      expect(await revisionOf(t)).toBe(3);
    });

    test('are gone however many there are', async () => {
      await using t = await open();
      const { marks, messages } = t.storage;
      t.clock.advance(MINUTE);
      for (let index = 0; index < 1_001; index++) await marks.add(mark({ id: `a${index}`, authorId: 'x' }));
      for (let index = 0; index < 501; index++) await marks.add(mark({ id: `b${index}`, authorId: 'y' }));
      expect(await marks.forgetAuthor('x')).toBe(1_001);
      await messages.forgetChatter('y');
      expect(await marks.between('alpha', null, NOON, NOON + 1)).toEqual([]);
    });

    test('of Twitch go with the chatter, and do not return', async () => {
      await using t = await withCards(open);
      const { marks, messages } = t.storage;
      t.clock.advance(MINUTE);
      await marks.add(mark({ authorId: 'x', momentId: 'moment-1' }));
      await marks.add(discordMark({ authorId: 'x' }));
      expect(await messages.forgetChatter('x')).toEqual({
        messages: 0,
        moments: ['moment-1'],
        marks: 1,
        labels: 0,
      });
      expect(await revisionOf(t)).toBe(3);
      await marks.add(mark({ id: 'on its way', authorId: 'x' }));
      await marks.add(mark({ id: 'later', authorId: 'x', at: NOON + 2 * MINUTE }));
      const left = await marks.between('alpha', 'guild-1', NOON, NOON + DAY);
      expect(left.map((each) => each.id)).toEqual(['mark-2', 'later']);
    });
  });
}

function clipContract(open: StorageFactory): void {
  describe('clips', () => {
    test('come back as saved, the newest state of each, and every card follows', async () => {
      await using t = await withCards(open);
      const { clips } = t.storage;
      expect(await clips.ofMoment('moment-1')).toBeNull();
      await clips.save(clip());
      expect(await clips.ofMoment('moment-1')).toEqual(clip());
      expect(await revisionOf(t)).toBe(2);
      expect(await staleGuilds(t)).toEqual(['guild-1', 'guild-2']);
      const ready = clip({ state: 'ready', clipId: 'C', url: 'https://clips.example/C', at: NOON + 1 });
      await clips.save(ready);
      expect(await clips.ofMoment('moment-1')).toEqual(ready);
      expect(await revisionOf(t)).toBe(3);
    });

    test('that were being made are found after a restart', async () => {
      await using t = await open();
      await t.storage.clips.save(clip({ momentId: 'b', clipId: 'C', at: NOON + 1 }));
      await t.storage.clips.save(clip({ momentId: 'a' }));
      await t.storage.clips.save(clip({ momentId: 'c', state: 'failed', problem: 'Clips are turned off there.' }));
      const storage = t.reopen === null ? t.storage : await t.reopen();
      expect(await storage.clips.unfinished()).toEqual([
        clip({ momentId: 'a' }),
        clip({ momentId: 'b', clipId: 'C', at: NOON + 1 }),
      ]);
    });
  });

  describe('what belongs to a moment', () => {
    test('is deleted with it', async () => {
      await using t = await open();
      const { storage } = t;
      const now = NOON + 1_000 * DAY;
      await storage.moments.save(moment(), []);
      await storage.desk.vote('moment-1', 'guild-1', 'u1', 'clip', NOON);
      await storage.desk.setStatus('moment-1', 'guild-1', 'done', 'u1', NOON);
      await storage.marks.add(mark({ momentId: 'moment-1' }));
      await storage.marks.add(mark({ id: 'recent', at: now - DAY }));
      await storage.clips.save(clip());
      await storage.clips.save(clip({ momentId: 'recent', at: now - DAY }));
      await storage.maintain(now, { messageRetentionDays: 7 });
      expect(await storage.moments.get('moment-1')).toBeNull();
      expect(await storage.desk.entries(['moment-1'], 'guild-1')).toEqual(new Map());
      expect((await storage.marks.between('alpha', null, 0, now)).map((each) => each.id)).toEqual(['recent']);
      expect(await storage.clips.ofMoment('moment-1')).toBeNull();
      expect(await storage.clips.ofMoment('recent')).not.toBeNull();
      // A moment of the same name begins without the old votes.
      await storage.moments.save(moment(), []);
      await storage.desk.vote('moment-1', 'guild-1', 'u2', 'clip', now);
      expect((await storage.desk.entry('moment-1', 'guild-1')).votes.clip).toBe(1);
    });
  });
}

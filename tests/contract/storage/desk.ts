import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DESK_STATUSES, NO_VOTES, VOTES, type DeskEntry, type Vote } from '../../../src/domain/desk.ts';
import { alert, HOUR, moment, NOON } from './builders.ts';
import type { StorageFactory, StorageUnderTest } from './harness.ts';

const GUILD = 'guild-1';
const ID = 'moment-1';

/** A moment with a delivered card in each of two guilds, both showing it as it is. */
async function withCards(open: StorageFactory): Promise<StorageUnderTest> {
  const t = await open();
  const cards = [alert(), alert({ trackId: 'track-2', guildId: 'guild-2' })];
  await t.storage.moments.save(moment(), cards);
  for (const { id } of cards) {
    await t.storage.outbox.markDelivered(id, { channelId: '900', messageId: id, revision: 1 });
  }
  return t;
}

const revisionOf = async ({ storage }: StorageUnderTest, id = ID): Promise<number | undefined> =>
  (await storage.moments.get(id))?.revision;
const staleGuilds = async ({ storage }: StorageUnderTest): Promise<string[]> =>
  (await storage.outbox.staleCards(NOON, 10)).map((item) => item.guildId).toSorted();

export function deskContract(open: StorageFactory): void {
  describe('votes', () => {
    test('count once a person, are replaced by another one and taken back by the same', async () => {
      await using t = await withCards(open);
      const { desk } = t.storage;
      const votes = async (userId: string, vote: Vote): Promise<DeskEntry['votes']> =>
        (await desk.vote(ID, GUILD, userId, vote, NOON)).votes;
      expect(await votes('u1', 'clip')).toEqual({ ...NO_VOTES, clip: 1 });
      expect(await votes('u2', 'clip')).toEqual({ ...NO_VOTES, clip: 2 });
      expect(await votes('u1', 'duplicate')).toEqual({ clip: 1, not: 0, duplicate: 1 });
      expect(await votes('u1', 'duplicate')).toEqual({ ...NO_VOTES, clip: 1 });
      expect(await votes('u1', 'not')).toEqual({ clip: 1, not: 1, duplicate: 0 });
      expect((await desk.entry(ID, GUILD)).votes).toEqual({ clip: 1, not: 1, duplicate: 0 });
      const storage = t.reopen === null ? t.storage : await t.reopen();
      expect((await storage.desk.entry(ID, GUILD)).votes).toEqual({ clip: 1, not: 1, duplicate: 0 });
    });

    test('of one guild stay its own, and only its card follows', async () => {
      await using t = await withCards(open);
      expect(await staleGuilds(t)).toEqual([]);
      await t.storage.desk.vote(ID, GUILD, 'u1', 'clip', NOON);
      expect(await revisionOf(t)).toBe(2);
      expect(await staleGuilds(t)).toEqual([GUILD]);
      expect((await t.storage.desk.entry(ID, 'guild-2')).votes).toEqual(NO_VOTES);
      await t.storage.desk.vote(ID, 'guild-2', 'u1', 'clip', NOON);
      expect(await staleGuilds(t)).toEqual([GUILD, 'guild-2']);
    });

    test('cast at the same time are all counted', async () => {
      await using t = await withCards(open);
      const people = Array.from({ length: 30 }, (_, index) => `u${index}`);
      await Promise.all(people.map((userId) => t.storage.desk.vote(ID, GUILD, userId, 'clip', NOON)));
      expect((await t.storage.desk.entry(ID, GUILD)).votes).toEqual({ ...NO_VOTES, clip: 30 });
      expect(await revisionOf(t)).toBe(31);
    });

    test('on a moment that is no longer stored are refused in words', async () => {
      await using t = await open();
      const refusal = 'This moment is no longer stored';
      await expect(t.storage.desk.vote('gone', GUILD, 'u1', 'clip', NOON)).rejects.toThrow(refusal);
      await expect(t.storage.desk.setStatus('gone', GUILD, 'claimed', 'u1', NOON)).rejects.toThrow(refusal);
    });

    test('whatever people do, the tally is the last vote of each', async () => {
      await using t = await open();
      let run = 0;
      const press = fc.tuple(fc.constantFrom('u1', 'u2', 'u3'), fc.constantFrom(...VOTES));
      await fc.assert(
        fc.asyncProperty(fc.array(press, { maxLength: 20 }), async (presses) => {
          const id = `moment-${run++}`;
          await t.storage.moments.save(moment({ id }), []);
          const last = new Map<string, Vote>();
          for (const [userId, vote] of presses) {
            if (last.get(userId) === vote) last.delete(userId);
            else last.set(userId, vote);
            await t.storage.desk.vote(id, GUILD, userId, vote, NOON);
          }
          const { votes } = await t.storage.desk.entry(id, GUILD);
          for (const vote of VOTES) {
            expect(votes[vote]).toBe([...last.values()].filter((each) => each === vote).length);
          }
        }),
        { numRuns: 30 },
      );
    });
  });

  claimContract(open);
  deskListContract(open);
}

function claimContract(open: StorageFactory): void {
  describe('a claim', () => {
    test('goes to whoever comes first', async () => {
      await using t = await withCards(open);
      const tries = ['u1', 'u2', 'u3'].map((userId) => t.storage.desk.setStatus(ID, GUILD, 'claimed', userId, NOON));
      const entries = await Promise.all(tries);
      expect(entries.map((entry) => entry?.claimedBy)).toEqual(['u1', undefined, undefined]);
      expect(await t.storage.desk.entry(ID, GUILD)).toEqual({
        momentId: ID,
        guildId: GUILD,
        status: 'claimed',
        claimedBy: 'u1',
        votes: NO_VOTES,
      });
      expect((await t.storage.desk.setStatus(ID, 'guild-2', 'claimed', 'u2', NOON))?.claimedBy).toBe('u2');
    });

    test('raises the revision when something changed, and only then', async () => {
      await using t = await withCards(open);
      const claim = (userId: string) => t.storage.desk.setStatus(ID, GUILD, 'claimed', userId, NOON);
      await claim('u1');
      expect(await revisionOf(t)).toBe(2);
      expect(await staleGuilds(t)).toEqual([GUILD]);
      await claim('u1');
      expect(await claim('u2')).toBeNull();
      expect(await revisionOf(t)).toBe(2);
    });

    test('keeps the votes, and votes keep it', async () => {
      await using t = await withCards(open);
      await t.storage.desk.vote(ID, GUILD, 'u2', 'clip', NOON);
      await t.storage.desk.setStatus(ID, GUILD, 'claimed', 'u1', NOON);
      await t.storage.desk.vote(ID, GUILD, 'u3', 'clip', NOON);
      expect(await t.storage.desk.entry(ID, GUILD)).toMatchObject({
        status: 'claimed',
        claimedBy: 'u1',
        votes: { clip: 2 },
      });
    });

    /** What `by` may do after `u1` did `first`: the status and claimer it leads to, or null. */
    const rules = [
      ['claimed', 'open', 'u1', 'open by null'],
      ['claimed', 'done', 'u1', 'done by u1'],
      ['claimed', 'dropped', 'u1', 'dropped by u1'],
      ['claimed', 'open', 'u2', null],
      ['claimed', 'done', 'u2', null],
      ['claimed', 'dropped', 'u2', null],
    ] as const;
    test.each(rules)('of u1 (%s), then %s by %s: %s', async (first, then, by, expected) => {
      await using t = await withCards(open);
      await t.storage.desk.setStatus(ID, GUILD, first, 'u1', NOON);
      const entry = await t.storage.desk.setStatus(ID, GUILD, then, by, NOON);
      expect(entry === null ? null : `${entry.status} by ${entry.claimedBy}`).toBe(expected);
      if (entry !== null) expect(await t.storage.desk.entry(ID, GUILD)).toEqual(entry);
    });

    test.each([
      ['done', null],
      ['dropped', 'u2'],
    ] as const)('that ended as %s is free for another one: %s', async (end, claimer) => {
      await using t = await withCards(open);
      await t.storage.desk.setStatus(ID, GUILD, 'claimed', 'u1', NOON);
      await t.storage.desk.setStatus(ID, GUILD, end, 'u1', NOON);
      const entry = await t.storage.desk.setStatus(ID, GUILD, 'claimed', 'u2', NOON);
      expect(entry?.claimedBy ?? null).toBe(claimer);
    });

    test.each(['done', 'dropped', 'open'] as const)('is not needed for %s', async (status) => {
      await using t = await withCards(open);
      expect(await t.storage.desk.setStatus(ID, GUILD, status, 'u1', NOON)).toMatchObject({ status, claimedBy: null });
      expect(await t.storage.desk.setStatus(ID, GUILD, 'claimed', 'u2', NOON)).toMatchObject({ claimedBy: 'u2' });
    });
  });
}

function deskListContract(open: StorageFactory): void {
  describe('desks', () => {
    test('of many moments are read at once, untouched ones and those of other guilds left out', async () => {
      await using t = await open();
      const ids = Array.from({ length: 1_200 }, (_, index) => `m${index}`);
      for (const id of ['m3', 'm700', 'm9']) await t.storage.moments.save(moment({ id }), []);
      await t.storage.desk.vote('m3', GUILD, 'u1', 'not', NOON);
      await t.storage.desk.setStatus('m700', GUILD, 'claimed', 'u1', NOON);
      await t.storage.desk.vote('m9', 'guild-2', 'u1', 'not', NOON);
      const entries = await t.storage.desk.entries(ids, GUILD);
      expect([...entries.keys()].toSorted()).toEqual(['m3', 'm700']);
      for (const [id, entry] of entries) expect(entry).toEqual(await t.storage.desk.entry(id, GUILD));
      expect(await t.storage.desk.entries([], GUILD)).toEqual(new Map());
    });

    test('tell how the latest voted moments of a channel were judged', async () => {
      await using t = await open();
      const { desk, moments } = t.storage;
      const judge = async (id: string, startedAt: number, votes: readonly Vote[], channel = 'alpha'): Promise<void> => {
        await moments.save(moment({ id, startedAt, channel }), []);
        for (const [index, vote] of votes.entries()) await desk.vote(id, GUILD, `u${index}`, vote, NOON);
      };
      expect(await desk.precision('alpha', GUILD, 10)).toEqual({ judged: 0, kept: 0 });
      await judge('kept', NOON, ['clip', 'clip', 'duplicate']);
      await judge('tied', NOON + 1, ['clip', 'not']);
      await judge('both against', NOON + 2, ['clip', 'clip', 'not', 'duplicate']);
      await judge('not voted', NOON + 3, []);
      await judge('elsewhere', NOON + 4, ['clip'], 'beta');
      await judge('latest', NOON + HOUR, ['clip']);
      await judge('taken back', NOON + HOUR + 1, ['clip']);
      await desk.vote('taken back', GUILD, 'u0', 'clip', NOON);
      await desk.setStatus('not voted', GUILD, 'claimed', 'u1', NOON);
      expect(await desk.precision('alpha', GUILD, 10)).toEqual({ judged: 4, kept: 2 });
      expect(await desk.precision('alpha', GUILD, 3)).toEqual({ judged: 3, kept: 1 });
      expect(await desk.precision('alpha', GUILD, 0)).toEqual({ judged: 0, kept: 0 });
      expect(await desk.precision('alpha', 'guild-2', 10)).toEqual({ judged: 0, kept: 0 });
    });

    test('filter the list of moments, each guild by its own', async () => {
      await using t = await open();
      const { desk, moments } = t.storage;
      for (const [index, id] of ['a', 'b', 'c', 'd'].entries()) {
        await moments.save(moment({ id, startedAt: NOON + index, category: id === 'a' ? 'sad' : 'funny' }), []);
      }
      await desk.vote('a', GUILD, 'u1', 'clip', NOON);
      await desk.vote('b', GUILD, 'u1', 'not', NOON);
      await desk.setStatus('b', GUILD, 'claimed', 'u1', NOON);
      await desk.setStatus('c', GUILD, 'done', 'u2', NOON);
      await desk.vote('d', 'guild-2', 'u1', 'clip', NOON);
      await desk.setStatus('d', 'guild-2', 'claimed', 'u1', NOON);
      const ids = async (filter: object): Promise<string> => {
        const page = await moments.list({ channels: ['alpha'], ...filter }, 10, 0);
        expect(page.total).toBe(page.items.length);
        return page.items.map((item) => item.id).join('');
      };
      expect(await ids({ voted: { guildId: GUILD } })).toBe('ba');
      expect(await ids({ voted: { guildId: GUILD, vote: 'clip' } })).toBe('a');
      expect(await ids({ voted: { guildId: GUILD, vote: 'duplicate' } })).toBe('');
      expect(await ids({ voted: { guildId: GUILD }, category: 'funny' })).toBe('b');
      expect(await ids({ guildId: GUILD, claimedBy: 'u1' })).toBe('b');
      expect(await ids({ guildId: 'guild-2', claimedBy: 'u1' })).toBe('d');
      expect(await ids({ guildId: GUILD })).toBe('dcba');
      const byStatus = await Promise.all(DESK_STATUSES.map((status) => ids({ guildId: GUILD, status })));
      expect(byStatus).toEqual(['da', 'b', 'c', '']);
      expect(await ids({ guildId: GUILD, status: 'claimed', claimedBy: 'u1', voted: { guildId: GUILD } })).toBe('b');
      await expect(ids({ status: 'claimed' })).rejects.toThrow('names no guild');
      await expect(ids({ claimedBy: 'u1' })).rejects.toThrow('names no guild');
    });
  });
}

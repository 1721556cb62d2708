import { describe, expect, test } from 'vitest';
import type { Invoker } from '../../../domain/command.ts';
import type { MomentClip, Vote } from '../../../domain/desk.ts';
import type { DeskAction } from '../../../lib/desk-buttons.ts';
import { aMoment, aTrack, NOON } from '../../../pipeline/alerting/testing.ts';
import { aWorld, GUILD, textOf } from '../../testing/world.ts';

const CLIP: MomentClip = {
  ...{ momentId: 'm1', channel: 'ninja', state: 'ready', clipId: 'c', url: 'https://clips.twitch.tv/c' },
  ...{ account: 'bot', problem: null, at: NOON },
};

/** A guild that tracks ninja and has one moment, and the buttons under its card. */
async function aDeskAtWork(overrides: Parameters<typeof aWorld>[0] = {}) {
  const app = aWorld(overrides);
  await app.world.tracks.put(aTrack({ guildId: GUILD, reachBackSeconds: 45 }));
  app.world.moments.moments.push(aMoment({ id: 'm1', phase: 'ended', endedAt: NOON + 20_000 }));
  const press = async (userId: string, action: DeskAction, vote?: Vote, invoker: Partial<Invoker> = {}) => {
    const args = vote === undefined ? ['m1'] : ['m1', vote];
    const answer = await app.pressRoute(
      { command: 'moment', action, args },
      { userId, canManageServer: false, ...invoker },
    );
    expect(answer.how).toBe('ephemeral');
    return textOf(answer.reply);
  };
  const entry = () => app.world.moments.desk.entry('m1', GUILD);
  return { ...app, presses: press, entry };
}

describe('votes', () => {
  test('count once a person, can be changed and taken back', async () => {
    const { presses, entry, world } = await aDeskAtWork();
    expect(await presses('1', 'vote', 'clip')).toBe('Counted: *Clip it* — 1 clip it');
    expect(await presses('2', 'vote', 'not')).toBe('Counted: *Not it* — 1 clip it, 1 not it');
    expect(await presses('2', 'vote', 'clip')).toBe('Counted: *Clip it* — 2 clip it');
    expect(await presses('2', 'vote', 'clip')).toBe('Taken back: *Clip it* — 1 clip it');
    expect(await presses('1', 'vote', 'clip')).toBe('Taken back: *Clip it* — no votes now');
    expect((await entry()).votes).toEqual({ clip: 0, not: 0, duplicate: 0 });
    expect(world.deskChanges).toBe(5);
  });

  test('of many people at once are all told apart', async () => {
    const { presses, entry } = await aDeskAtWork();
    const people = Array.from({ length: 40 }, (_, i) => String(i));
    const answers = await Promise.all(people.map((id) => presses(id, 'vote', 'duplicate')));
    expect(answers).toEqual(people.map((_, i) => `Counted: *Duplicate* — ${i + 1} duplicate`));
    expect((await entry()).votes.duplicate).toBe(40);
  });

  test.each([[[]], [['m1']], [['m1', 'love']], [['m1', '__proto__']]])(
    'what is no vote is no press of ours: %j',
    async (args) => {
      const { pressRoute, world } = await aDeskAtWork();
      await expect(pressRoute({ command: 'moment', action: 'vote', args })).rejects.toThrow(/another version/);
      expect(world.moments.desk.revisions).toBe(0);
    },
  );
});

describe('claims', () => {
  test('the first comes first; the second is told who has it', async () => {
    const { presses, entry } = await aDeskAtWork();
    const first = presses('1', 'claim');
    const second = presses('2', 'claim');
    await expect(second).rejects.toThrow(/<@1> has claimed this moment already/);
    expect(await first).toMatch(/^It is yours: the 😂 Funny moment of \*\*ninja\*\*/);
    expect(await entry()).toMatchObject({ status: 'claimed', claimedBy: '1' });
    await expect(presses('1', 'claim')).rejects.toThrow(/You have this moment already/);
  });

  test('a claim is worked off, handed back or given up by whoever has it', async () => {
    const { presses, entry } = await aDeskAtWork();
    await presses('1', 'claim');
    expect(await presses('1', 'release')).toContain('Open again for anybody');
    expect(await entry()).toMatchObject({ status: 'open', claimedBy: null });
    await presses('2', 'claim');
    expect(await presses('2', 'drop')).toContain('Dropped');
    expect(await entry()).toMatchObject({ status: 'dropped', claimedBy: '2' });
    await presses('3', 'claim');
    expect(await presses('3', 'done')).toContain('Done: the 😂 Funny moment');
    expect(await entry()).toMatchObject({ status: 'done', claimedBy: '3' });
    await expect(presses('4', 'claim')).rejects.toThrow(/<@3> has finished this moment/);
    await presses('3', 'release');
    expect(await entry()).toMatchObject({ status: 'open', claimedBy: null });
  });

  test.each(['release', 'done', 'drop'] as const)(
    '%s is not for somebody else, but for Manage Server',
    async (action) => {
      const { presses, entry } = await aDeskAtWork();
      await presses('1', 'claim');
      await expect(presses('2', action)).rejects.toThrow(/<@1> has this moment\. Only they/);
      expect(await entry()).toMatchObject({ status: 'claimed', claimedBy: '1' });
      await presses('9', action, undefined, { canManageServer: true });
      expect((await entry()).claimedBy).toBe(action === 'release' ? null : '1');
    },
  );

  test.each(['release', 'done', 'drop'] as const)('%s from an old card finds the moment open', async (action) => {
    const { presses, world } = await aDeskAtWork();
    await expect(presses('1', action)).rejects.toThrow(/Nobody has this moment at present/);
    expect(world.moments.desk.revisions).toBe(0);
  });

  test("what somebody gave up is anybody's to bring back; what they finished is not", async () => {
    const { presses, entry } = await aDeskAtWork();
    await presses('1', 'claim');
    await presses('1', 'drop');
    expect(await presses('2', 'release')).toContain('Open again');
    expect(await entry()).toMatchObject({ status: 'open', claimedBy: null });
    await presses('1', 'claim');
    await presses('1', 'done');
    await expect(presses('2', 'release')).rejects.toThrow(/<@1> has this moment/);
  });

  test('done and dropped are left before they change', async () => {
    const { presses } = await aDeskAtWork();
    await presses('1', 'claim');
    await presses('1', 'done');
    await expect(presses('1', 'drop')).rejects.toThrow(/is done already\. Press \*\*Reopen/);
  });

  test('a claim that the store refuses names whoever was faster', async () => {
    const { presses, world } = await aDeskAtWork();
    const { desk } = world.moments;
    const entry = desk.entry.bind(desk);
    desk.entry = async (...args) => {
      desk.entry = entry;
      const seen = await entry(...args);
      await desk.setStatus('m1', GUILD, 'claimed', '7');
      return seen;
    };
    await expect(presses('1', 'claim')).rejects.toThrow(/<@7> has claimed this moment already/);
  });
});

describe('Create clip', () => {
  test('is for whoever claimed the moment, and for Manage Server', async () => {
    const { presses, world } = await aDeskAtWork();
    await expect(presses('1', 'clip')).rejects.toThrow(/Press \*\*Claim\*\* first/);
    expect(world.clipsAsked).toEqual([]);
    await presses('1', 'claim');
    expect(await presses('1', 'clip')).toBe('The clip is ready: https://clips.twitch.tv/abc');
    await expect(presses('2', 'clip')).rejects.toThrow(/only whoever claimed/);
    await presses('9', 'clip', undefined, { canManageServer: true });
    expect(world.clipsAsked).toEqual([
      ['m1', '1', 45],
      ['m1', '9', 45],
    ]);
  });

  test.each([
    ['made', CLIP, 'There is a clip already: https://clips.twitch.tv/c'],
    ['being made', { ...CLIP, state: 'creating', url: null } as const, 'A clip is being made already.'],
  ])('asks for none when one is %s', async (_, clip, text) => {
    const { presses, world } = await aDeskAtWork();
    world.clips.clips.set('m1', clip);
    expect(await presses('1', 'clip', undefined, { canManageServer: true })).toContain(text);
    expect(world.clipsAsked).toEqual([]);
  });

  test('tells what Twitch said, and may be tried again', async () => {
    const { presses, world } = await aDeskAtWork();
    world.clips.clips.set('m1', { ...CLIP, state: 'failed', url: null, problem: 'x' });
    world.clipAnswer = { ok: false, text: 'Clips are switched off for this channel.' };
    await expect(presses('1', 'clip', undefined, { canManageServer: true })).rejects.toThrow(/switched off/);
    expect(world.clipsAsked).toHaveLength(1);
    expect(world.deskChanges).toBe(1);
  });

  test('says what is missing without an account', async () => {
    const { presses } = await aDeskAtWork({ createClip: null });
    await expect(presses('1', 'clip', undefined, { canManageServer: true })).rejects.toThrow(/no Twitch account/);
  });
});

test.each(['vote', 'claim', 'release', 'done', 'drop', 'clip', 'transcript'] as const)(
  '%s on a card whose moment is gone, or not tracked any more, says so',
  async (action) => {
    const { presses, world } = await aDeskAtWork();
    await world.tracks.remove(GUILD, 't1');
    await expect(presses('1', action, action === 'vote' ? 'clip' : undefined)).rejects.toThrow(
      /not kept here any more/,
    );
    world.moments.moments.length = 0;
    await expect(presses('1', action, action === 'vote' ? 'clip' : undefined)).rejects.toThrow(
      /not kept here any more/,
    );
    expect(world.moments.desk.revisions).toBe(0);
  },
);

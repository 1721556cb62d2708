import { describe, expect, test } from 'vitest';
import { aMoment, aStream, aTrack } from '../../pipeline/alerting/testing.ts';
import { aWorld, GUILD, OTHER_GUILD, textOf } from '../testing/world.ts';

async function aMarkingWorld(...channels: readonly string[]) {
  const made = aWorld();
  for (const channel of channels) await made.world.tracks.put(aTrack({ id: channel, channel }));
  const mark = (note: string, channel?: string) =>
    made.say('mark', { userName: 'Ann', options: { note, ...(channel !== undefined && { channel }) } });
  return { ...made, mark };
}

describe('/mark', () => {
  test('keeps the note with who, where and when', async () => {
    const { mark, world } = await aMarkingWorld('ninja');
    expect(textOf(await mark('what a save'))).toContain('Marked in **ninja**: what a save');
    expect(world.marked).toMatchObject([
      {
        channel: 'ninja',
        source: 'discord',
        guildId: GUILD,
        authorId: '300',
        authorName: 'Ann',
        note: 'what a save',
        at: world.now,
        momentId: null,
      },
    ]);
  });

  test('tells how many marked it and what chat made of it', async () => {
    const { mark, world } = await aMarkingWorld('ninja');
    world.moments.moments.push(aMoment({ id: 'm1' }));
    world.markOutcome = { kind: 'stored', merged: 3, momentId: 'm1' };
    const said = textOf(await mark('x'));
    expect(said).toContain('Marked ×3');
    expect(said).toContain('4.2× usual');
  });

  test('without a channel it is the one that is live; otherwise it asks', async () => {
    const { mark, world } = await aMarkingWorld('ninja', 'shroud');
    await expect(mark('x')).rejects.toThrow('**ninja**, **shroud**');
    world.live.streamOf.set('shroud', aStream({ channel: 'shroud' }));
    await mark('x');
    expect(world.marked.map(({ channel }) => channel)).toEqual(['shroud']);
    world.live.streamOf.set('ninja', aStream());
    await expect(mark('x')).rejects.toThrow('Which channel');
    await mark('x', 'ninja');
    expect(world.marked.map(({ channel }) => channel)).toEqual(['shroud', 'ninja']);
  });

  test('a note cannot format, mention or link', async () => {
    const { mark } = await aMarkingWorld('ninja');
    const said = textOf(await mark('@everyone **hi** [a](http://evil.example) <@1>'));
    expect(said).not.toMatch(/@everyone|\*\*hi|\]\(http|<@1>|evil\.example/);
  });

  test.each([
    ['a channel tracked by another server only', 'shroud'],
    ['no Twitch name', 'not a name!'],
  ])('refuses %s', async (_, channel) => {
    const { mark, world } = await aMarkingWorld('ninja');
    await world.tracks.put(aTrack({ id: 'other', guildId: OTHER_GUILD, channel: 'shroud' }));
    await expect(mark('x', channel)).rejects.toThrow();
    expect(world.marked).toEqual([]);
  });

  test('says what to do where nothing is tracked and when there are too many', async () => {
    await expect((await aMarkingWorld()).mark('x')).rejects.toThrow('/track add');
    const { mark, world } = await aMarkingWorld('ninja');
    world.markOutcome = { kind: 'refused', reason: 'too-many' };
    await expect(mark('x')).rejects.toThrow('in a minute');
  });
});

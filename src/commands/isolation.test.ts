import { describe, expect, test } from 'vitest';
import { aMoment, aStream, aTrack, NOON } from '../pipeline/alerting/testing.ts';
import { createGuildView } from './guild-view.ts';
import { FakeClips, FakeMarks, FakeMessages } from './testing/desk.ts';
import { FakeChatters, FakeLabels } from './testing/people.ts';
import { FakeDecisions, FakeMoments, FakeTracks } from './testing/stores.ts';
import { aWorld, GUILD, OTHER_GUILD, textOf } from './testing/world.ts';

/** Guild A tracks ninja and has moments and a log; guild B tracks shroud only. */
async function twoGuilds() {
  const app = aWorld();
  const { world } = app;
  await world.tracks.put(aTrack({ id: 'a', guildId: GUILD, channel: 'ninja' }));
  await world.tracks.put(aTrack({ id: 'b', guildId: OTHER_GUILD, channel: 'shroud' }));
  world.moments.moments.push(
    aMoment({ id: 'ma', channel: 'ninja', detectedAt: NOON - 60_000 }),
    aMoment({ id: 'mb', channel: 'shroud', detectedAt: NOON - 30_000 }),
  );
  world.decisions.decisions.push({
    guildId: GUILD,
    trackId: 'a',
    channel: 'ninja',
    momentId: 'ma',
    at: NOON,
    kind: 'posted',
    reason: 'alert',
    detail: 'secret of guild A',
  });
  return app;
}
const asB = { guildId: OTHER_GUILD };

describe('guild B never sees what belongs to guild A', () => {
  test.each([
    ['track edit', { channel: 'ninja', pause: true }],
    ['track remove', { channel: 'ninja' }],
    ['track test', { channel: 'ninja' }],
    ['track log', { channel: 'ninja' }],
    ['track preview', { channel: 'ninja' }],
    ['stats', { channel: 'ninja' }],
    ['history', { channel: 'ninja' }],
    ['export', { channel: 'ninja' }],
  ])('/%s %o', async (path, options) => {
    const { say, world } = await twoGuilds();
    await expect(say(path, { ...asB, options })).rejects.toThrow(/does not track \*\*ninja\*\*/);
    expect(world.tested).toEqual([]);
  });

  test('a moment by its id, told apart from none at all by nothing', async () => {
    const { say } = await twoGuilds();
    const error = async (moment: string): Promise<unknown> =>
      say('moment', { ...asB, options: { moment } }).catch((thrown: unknown) => String(thrown));
    expect(await error('ma')).toBe(await error('does-not-exist'));
    expect(textOf(await say('moment', { options: { moment: 'ma' } }))).toContain('ninja');
  });

  test('lists, logs, overviews and status', async () => {
    const { say } = await twoGuilds();
    for (const path of ['track list', 'track log', 'history', 'stats', 'status', 'moment']) {
      const text = textOf(await say(path, asB));
      expect(text, path).not.toContain('ninja');
      expect(text, path).not.toContain('secret');
    }
    const file = (await say('export', asB)).files?.[0];
    expect(new TextDecoder().decode(file?.bytes)).not.toContain('ninja');
  });

  test('suggestions', async () => {
    const { suggest } = await twoGuilds();
    for (const path of ['track edit', 'track remove', 'track test', 'track log', 'stats', 'history', 'export']) {
      expect(await suggest(path, 'channel', '', asB), path).toEqual(['shroud']);
    }
    expect(await suggest('moment', 'moment', '', asB)).toEqual(['mb']);
    expect(await suggest('moment', 'moment', 'ma', asB)).toEqual([]);
  });

  test('presses with forged arguments', async () => {
    const { pressRoute, world } = await twoGuilds();
    const removed = await pressRoute({ command: 'track', action: 'remove', args: ['a'] }, asB);
    expect(textOf(removed.reply)).toContain('no longer tracked here');
    expect(await world.tracks.get(GUILD, 'a')).not.toBeNull();
    const kept = await pressRoute({ command: 'track', action: 'keep', args: ['a'] }, asB);
    expect(textOf(kept.reply)).not.toContain('ninja');
    await expect(pressRoute({ command: 'track', action: 'test', args: ['a'] }, asB)).rejects.toThrow(
      /no longer tracked/,
    );
    expect(world.tested).toEqual([]);
    const page = await pressRoute({ command: 'history', action: 'page', args: ['0', 'ninja', '320000', '300'] }, asB);
    expect(textOf(page.reply)).toContain('No hype moments');
  });

  test.each([['vote', 'clip'], ['claim'], ['release'], ['done'], ['drop'], ['transcript'], ['clip']])(
    'a forged press on the desk: %s',
    async (action, ...args) => {
      const { pressRoute, world } = await twoGuilds();
      const error = async (momentId: string): Promise<unknown> =>
        pressRoute({ command: 'moment', action, args: [momentId, ...args] }, asB).catch((thrown) => String(thrown));
      expect(await error('ma')).toContain('not kept here any more');
      expect(await error('ma')).toBe(await error('does-not-exist'));
      expect(world.moments.desk.revisions + world.deskChanges + world.messages.asked).toBe(0);
      expect(world.clipsAsked).toEqual([]);
    },
  );

  test('votes and claims stay in their guild, also for a channel both track', async () => {
    const { pressRoute, say, world } = await twoGuilds();
    await world.tracks.put(aTrack({ id: 'b2', guildId: OTHER_GUILD, channel: 'ninja' }));
    await pressRoute({ command: 'moment', action: 'vote', args: ['ma', 'clip'] });
    await pressRoute({ command: 'moment', action: 'claim', args: ['ma'] });
    const history = (invoker = {}) => say('history', { ...invoker, options: { channel: 'ninja' } });
    expect(textOf(await history())).toContain('1 clip it · Claimed by <@300>');
    expect(textOf(await history(asB))).not.toMatch(/clip it|Claimed/);
    expect(textOf(await say('history', { ...asB, options: { voted: 'any' } }))).toContain('No hype moments');
    expect(textOf(await say('stats', { ...asB, options: { channel: 'ninja' } }))).not.toContain('judged');
    const claimed = await pressRoute({ command: 'moment', action: 'claim', args: ['ma'] }, asB);
    expect(textOf(claimed.reply)).toContain('It is yours');
  });

  test('a stream of a channel that is not tracked here', async () => {
    const { say, suggest, pressRoute, world } = await twoGuilds();
    world.streams.streams.push(aStream({ id: 'sa', channel: 'ninja', title: 'secret' }));
    expect(await suggest('history', 'stream', '', asB)).toEqual([]);
    expect(await suggest('history', 'stream')).toEqual(['sa']);
    await expect(say('history', { ...asB, options: { stream: 'sa' } })).rejects.toThrow(/no such stream/);
    const page = await pressRoute({ command: 'history', action: 'page', args: ['0', '*sa', '320000', '300'] }, asB);
    expect(textOf(page.reply)).toContain('No hype moments of a stream that is not known here');
  });

  test('a request kept for another guild or person', async () => {
    const { say, pressRoute, world } = await twoGuilds();
    world.check = { ok: false, missing: ['Attach Files'] };
    await say('track add', { options: { channel: 'pokimane' } });
    const route = { command: 'track', action: 'retry', args: ['add', 'pokimane'] };
    world.check = { ok: true, missing: [] };
    await expect(pressRoute(route, asB)).rejects.toThrow(/over an hour old or somebody else's/);
    await expect(pressRoute(route, { userId: '999' })).rejects.toThrow(/over an hour old or somebody else's/);
    expect(textOf((await pressRoute(route)).reply)).toContain('Tracking **pokimane**');
  });
});

test('a track of another guild cannot be stored through the view', async () => {
  const moments = new FakeMoments();
  const stores = {
    ...{ tracks: new FakeTracks(), decisions: new FakeDecisions(), moments, desk: moments.desk },
    ...{ marks: new FakeMarks(), clips: new FakeClips(), messages: new FakeMessages() },
    ...{ chatters: new FakeChatters(), labels: new FakeLabels() },
  };
  await expect(createGuildView(stores, GUILD).put(aTrack({ guildId: OTHER_GUILD }))).rejects.toThrow('another guild');
});

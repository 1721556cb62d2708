import { describe, expect, test } from 'vitest';
import { aMoment, aTrack, NOON } from '../pipeline/alerting/testing.ts';
import { createGuildView } from './guild-view.ts';
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
    const page = await pressRoute(
      { command: 'history', action: 'page', args: ['0', 'ninja', '7d', 'all', '300'] },
      asB,
    );
    expect(textOf(page.reply)).toContain('No hype moments');
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
  const stores = { tracks: new FakeTracks(), moments: new FakeMoments(), decisions: new FakeDecisions() };
  await expect(createGuildView(stores, GUILD).put(aTrack({ guildId: OTHER_GUILD }))).rejects.toThrow('another guild');
});

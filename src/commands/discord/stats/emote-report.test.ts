import { describe, expect, test } from 'vitest';
import type { Emote, EmoteProvider } from '../../../domain/emote.ts';
import { aTrack, NOON } from '../../../pipeline/alerting/testing.ts';
import { aWorld, anInvoker, GUILD, OTHER_GUILD, textOf } from '../../testing/world.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const options = { channel: 'ninja', emotes: true };

const own = (names: readonly string[], provider: EmoteProvider = '7tv'): Emote[] =>
  names.map((name) => {
    return { id: name, name, provider, imageUrl: '', animated: false, zeroWidth: false, scope: 'channel' };
  });

async function withNinja() {
  const app = aWorld();
  await app.world.tracks.put(aTrack({ guildId: GUILD }));
  const used = (ago: number, uses: Record<string, number>, channel = 'ninja') => {
    const list = Object.entries(uses).map(([name, times]) => ({ name, uses: times }));
    app.world.emoteHours.push({ channel, hour: NOON - ago, uses: list });
  };
  return { ...app, used };
}

describe('/stats emotes', () => {
  test('rising, most and least used, and how long was looked', async () => {
    const { say, world, used } = await withNinja();
    used(0, { KEKW: 300, ninjaRun: 80, 'b*ld': 2 });
    used(8 * DAY_MS, { KEKW: 400, ninjaRun: 5 });
    world.emotes.set('ninja', [...own(['ninjaRun', 'b*ld', 'ninjaOld', 'ninjaDead']), ...own(['Ttv'], 'bttv')]);
    expect(textOf(await say('stats', { options }))).toMatchInlineSnapshot(`
      "### Emotes of **ninja**, last 7 days
      **Most used**: KEKW 300 · ninjaRun 80 · b\\*ld 2
      **Rising** as a part of all emotes, against the 7 days before: ninjaRun 80 (5 before)
      **Least used of its own**
      7TV, of 4: 2 not used at all: ninjaDead, ninjaOld. Fewest uses: b\\*ld 2
      BetterTTV, of 1: 1 not used at all: Ttv.
      -# Counted over 60 min of chat that I watched, 12,345 messages. An emote that was added lately had less time. A long window also keeps dead fashions alive: what everybody used on one evening looks well used for weeks, so look at a shorter one too before you remove anything."
    `);
  });

  test('the window is chosen, in whole hours, the last of them still filling', async () => {
    const { say, used } = await withNinja();
    used(0, { Now: 1 });
    used(23 * HOUR_MS, { Edge: 1 });
    used(24 * HOUR_MS, { Earlier: 1 });
    const shown = textOf(await say('stats', { options: { ...options, window: '24h' } }));
    expect(shown).toContain('last 24 hours');
    expect(shown).toMatch(/Now 1/);
    expect(shown).toMatch(/Edge 1/);
    expect(shown).not.toContain('Earlier');
    expect(shown).toContain('too few emotes were counted');
  });

  test('nothing counted, and no providers', async () => {
    const { say, used } = await withNinja();
    expect(textOf(await say('stats', { options }))).toContain('No emote was counted, in 12,345 messages');
    used(0, { KEKW: 5 });
    expect(textOf(await say('stats', { options }))).toContain('I know no BetterTTV, FrankerFaceZ or 7TV emotes');
  });

  test('many unused emotes stay within one message', async () => {
    const { say, world, used } = await withNinja();
    used(0, { KEKW: 5 });
    const names = Array.from({ length: 900 }, (_, i) => `emote_with_a_long_name_${i}`);
    world.emotes.set('ninja', [...own(names), ...own(names, 'bttv'), ...own(names, 'ffz')]);
    const shown = textOf(await say('stats', { options }));
    expect(shown).toMatch(/of 900: 900 not used at all: .+ and \d+ more\./);
    expect(shown.length).toBeLessThan(3_900);
  });

  test('one channel at a time: the only one, or the one chosen', async () => {
    const { say, world, used } = await withNinja();
    used(0, { KEKW: 5 });
    expect(textOf(await say('stats', { options: { emotes: true } }))).toContain('### Emotes of **ninja**, last 7 days');
    await world.tracks.put(aTrack({ id: 't2', guildId: GUILD, channel: 'abc' }));
    await expect(say('stats', { options: { emotes: true } })).rejects.toThrow(/Choose one with the \*\*channel\*\*/);
    expect(textOf(await say('stats', { options: { emotes: false } }))).toContain('Chats tracked here');
  });

  test('a guild that does not track the channel learns nothing', async () => {
    const { say, used } = await withNinja();
    used(0, { KEKW: 5 });
    await expect(say('stats', { guildId: OTHER_GUILD, options })).rejects.toThrow(/does not track \*\*ninja\*\*/);
    expect(textOf(await say('stats', { guildId: OTHER_GUILD, options: { emotes: true } }))).toContain('no channel yet');
  });

  test('only for the invoker where wished', () => {
    const { handlers } = aWorld();
    const input = { ...anInvoker(), command: 'stats', subcommand: null };
    expect(handlers.defer({ ...input, options: { ...options, private: true } })).toEqual({ ephemeral: true });
    expect(handlers.defer({ ...input, options })).toEqual({ ephemeral: false });
  });
});

test('a window of 30 days is drawn as its last week', async () => {
  const drawn: number[] = [];
  const app = aWorld({ drawHistory: async (_channel, hours) => (drawn.push(hours), null) });
  await app.world.tracks.put(aTrack({ guildId: GUILD }));
  await app.say('stats', { options: { channel: 'ninja', window: '30d' } });
  expect(drawn).toEqual([7 * 24]);
});

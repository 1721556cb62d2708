import { describe, expect, test } from 'vitest';
import type { CommandReply } from '../../domain/command.ts';
import { aStream, aTrack, NOON } from '../../pipeline/alerting/testing.ts';
import { aMinuteMood, someMood } from '../testing/live.ts';
import { aWorld, GUILD, OTHER_GUILD, textOf as rawTextOf } from '../testing/world.ts';

const HOUR = 3_600_000;

/** The zero-width spaces that defuse links and mentions, made visible. */
const textOf = (reply: CommandReply): string => rawTextOf(reply).replaceAll('\u200b', '¦');

async function withNinja(overrides: Parameters<typeof aWorld>[0] = {}) {
  const app = aWorld(overrides);
  await app.world.tracks.put(aTrack({ guildId: GUILD }));
  app.world.live.moodOf.set('ninja', someMood());
  return app;
}

describe('/mood', () => {
  test('the mood now, what drives it, against its usual, with a picture and its colour', async () => {
    const chart = { png: new Uint8Array([1]), name: 'mood.png', altText: 'Mood over time' };
    const asked: unknown[] = [];
    const { say, world } = await withNinja({
      drawMood: async (...question) => {
        asked.push(question);
        return chart;
      },
    });
    world.live.streamOf.set('ninja', aStream({ startedAt: NOON - 2 * HOUR }));
    for (let minute = 10; minute < 100; minute++) {
      world.moods.rows.push(aMinuteMood(NOON - minute * 60_000, { score: 0.1 }));
      world.moods.rows.push(aMinuteMood(NOON - 5 * HOUR - minute * 60_000, { score: 0.4 }));
    }
    const reply = await say('mood', { options: { channel: 'ninja', window: '24h' } });
    expect(textOf(reply)).toMatchInlineSnapshot(`
      "### ninja · 🔥 Hyped
      **78% sure**, by the last 144 messages or so · score +0.42
      🟦🟦🟦🟦🟦🟦🟦⬜⬜⬜⬜🟧
      62% positive · 29% neutral · 9% negative
      hype 41% · calm 28% · joy 22% · anger 6%
      **What drives it**
      🟦 KEKW ×41 · +0.70
      🟧 trash ×12 · −0.80 · word
      🟦 Pog ×9 · +0.90
      🟦 ninjaPyramid ×6 · +0.40 · learned from the company it keeps here
      🟧 😭 ×3 · −0.50
      **Against its usual**
      This stream so far: +0.10, so chat is brighter than usual
      The 24 hours before the stream: +0.40, so chat is about as usual
      -# Judged by lexicon. The latest messages count most; one person or one pasted text counts little."
    `);
    expect(reply.accent).toBe(0xd4956c);
    expect(asked).toEqual([['ninja', 24]]);
    expect(reply.blocks.find((block) => block.kind === 'image')).toMatchObject({ altText: 'Mood over time' });
    expect(reply.files).toEqual([{ name: 'mood.png', bytes: chart.png }]);
  });

  test('the only channel needs no name, and the last hour is shown', async () => {
    const asked: unknown[] = [];
    const { say } = await withNinja({ drawMood: async (_, hours) => (asked.push(hours), null) });
    const reply = await say('mood');
    expect(textOf(reply)).toContain('### ninja · 🔥 Hyped');
    expect(asked).toEqual([1]);
    expect(reply.files).toEqual([]);
  });

  test.each([
    ['few messages', { messages: 3 }],
    ['nothing to judge by', { confidence: 0.05 }],
  ])('%s: says so instead of naming a mood', async (_, mood) => {
    const { say, world } = await withNinja();
    world.live.moodOf.set('ninja', someMood(mood));
    const reply = await say('mood');
    expect(textOf(reply)).toContain('### ninja · not enough chat to tell');
    expect(textOf(reply)).not.toMatch(/Hyped|sure|Against/);
    expect(reply.accent).toBeUndefined();
  });

  test('no chat at all: why', async () => {
    const { say, world } = await withNinja();
    world.live.moodOf.clear();
    world.channels = [{ channel: 'ninja', state: 'failed', failure: 'suspended', lastMessageAt: null }];
    expect(textOf(await say('mood'))).toContain('cannot join: Twitch has suspended');
    expect(textOf(await aWorld().say('mood'))).toContain('tracks no channel yet');
  });

  test('several channels: a line each, the surest first', async () => {
    const { say, world } = await withNinja();
    for (const channel of ['abc', 'quiet']) await world.tracks.put(aTrack({ id: channel, guildId: GUILD, channel }));
    world.live.moodOf.set('abc', someMood({ channel: 'abc', dominant: 'sad', confidence: 0.9 }));
    expect(textOf(await say('mood'))).toMatchInlineSnapshot(`
      "### How the chats tracked here feel
      **abc**: 😢 sad, 90% sure · 62% positive, 9% negative
      **ninja**: 🔥 hyped, 78% sure · 62% positive, 9% negative
      **quiet**: no chat seen yet
      -# \`/mood\` with a **channel** tells more about one."
    `);
  });

  test('what chat calls its emotes is harmless in markdown', async () => {
    const { say, world } = await withNinja();
    const driver = { kind: 'emote', uses: 5, valence: 0.5, learned: false } as const;
    world.live.moodOf.set(
      'ninja',
      someMood({
        drivers: [
          { ...driver, token: '**@everyone**' },
          { ...driver, token: 'https://evil.example' },
        ],
      }),
    );
    const text = textOf(await say('mood'));
    expect(text).not.toMatch(/@everyone|https:\/\/|[^\\]\*\*@/);
  });

  test('compares with nothing that hardly was', async () => {
    const { say, world } = await withNinja();
    world.moods.rows.push(aMinuteMood(NOON - HOUR, { messages: 20 }));
    expect(textOf(await say('mood'))).not.toContain('Against');
    world.moods.rows.push(aMinuteMood(NOON - 2 * HOUR, { messages: 90, score: 0.9 }));
    expect(textOf(await say('mood'))).toMatch(/The 24 hours before: \+0\.\d\d, so chat is gloomier than usual/);
  });

  test('a channel of another server is not told', async () => {
    const { say, suggest } = await withNinja();
    const theirs = { guildId: OTHER_GUILD };
    await expect(say('mood', { ...theirs, options: { channel: 'ninja' } })).rejects.toThrow(/does not track/);
    expect(textOf(await say('mood', theirs))).not.toContain('ninja');
    expect(await suggest('mood', 'channel', '', theirs)).toEqual([]);
    expect(await suggest('mood', 'channel')).toEqual(['ninja']);
  });

  test('only for the invoker where asked for', async () => {
    const { handlers } = await withNinja();
    const asked = (options: Record<string, boolean>) =>
      handlers.defer({
        ...{ guildId: GUILD, channelId: '1', userId: '2', canManageServer: false, locale: 'en' },
        ...{ command: 'mood', subcommand: null, options },
      });
    expect([asked({}), asked({ private: true })]).toEqual([{ ephemeral: false }, { ephemeral: true }]);
  });
});

import { describe, expect, test } from 'vitest';
import type { Summary } from '../../domain/headline.ts';
import { aStream, aTrack, NOON } from '../../pipeline/alerting/testing.ts';
import { aWorld, GUILD, OTHER_GUILD, textOf } from '../testing/world.ts';

const MINUTE_MS = 60_000;
const SUMMARY: Summary = {
  ...{ channel: 'ninja', from: NOON - 10 * MINUTE_MS, to: NOON, messages: 1_204, chatters: 212 },
  overview: 'Chat argued about *the* mod.',
  points: [
    { text: 'Which mod is this', at: NOON - 5 * MINUTE_MS, messages: 34, messageIds: ['m1'] },
    { text: 'He fell', at: NOON - MINUTE_MS, messages: 1, messageIds: ['m2'] },
  ],
  ...{ sentiment: 0.3, model: 'small-model', fallback: null },
};

async function setUp(summaries = true) {
  const { world, say, suggest } = aWorld();
  await world.tracks.put(aTrack({ guildId: GUILD, channel: 'ninja', summaries }));
  world.summary = SUMMARY;
  return { world, say, suggest };
}

describe('/summary', () => {
  test('says the window, the counts, the times and who wrote it, with markup made harmless', async () => {
    const { say, world } = await setUp();
    const said = textOf(await say('summary'));
    expect(said).toContain('1,204 messages of 212 chatters');
    expect(said).toContain('Chat argued about \\*the\\* mod.');
    expect(said).toContain(`- <t:${(NOON - 5 * MINUTE_MS) / 1000}:t> Which mod is this (34 messages)`);
    expect(said).toContain('Written by small-model from chat messages; it may be wrong.');
    expect(world.summaryOrders).toEqual([
      { channel: 'ninja', from: NOON - 10 * MINUTE_MS, to: NOON, mayAskModel: true, keep: true },
    ]);
  });

  test('leads into the video where there is one', async () => {
    const { say, world } = await setUp();
    world.streams.streams.push(
      aStream({ startedAt: NOON - 60 * MINUTE_MS, endedAt: null, vodId: '77', channel: 'ninja' }),
    );
    expect(textOf(await say('summary', { options: { window: 'stream' } }))).toContain(
      '- [54:30](https://www.twitch.tv/videos/77?t=54m30s) Which mod is this',
    );
    expect(world.summaryOrders[0]?.from).toBe(NOON - 60 * MINUTE_MS);
  });

  test('is off until somebody who manages the server turns it on', async () => {
    const { say, world } = await setUp(false);
    await expect(say('summary')).rejects.toThrow(/off for \*\*ninja\*\*.*summaries: True/);
    expect(world.summaryOrders).toEqual([]);
  });

  test('says why it is not a model that wrote it', async () => {
    const { say, world } = await setUp();
    world.summary = { ...SUMMARY, model: 'extractive', fallback: 'no-budget' };
    expect(textOf(await say('summary'))).toContain("own words: today's budget is spent.");
  });

  test('says when chat said too little', async () => {
    const { say, world } = await setUp();
    world.summary = null;
    expect(textOf(await say('summary', { options: { window: '5m' } }))).toContain('too little in the last 5 minutes');
  });

  test('knows only channels of its own server, and streams that run', async () => {
    const { say } = await setUp();
    await expect(say('summary', { guildId: OTHER_GUILD })).rejects.toThrow('tracks no channel yet');
    await expect(say('summary', { guildId: OTHER_GUILD, options: { channel: 'ninja' } })).rejects.toThrow('not track');
    await expect(say('summary', { options: { window: 'stream' } })).rejects.toThrow('is not live');
  });
});

describe('/track and summaries', () => {
  test('a schedule needs summaries and a sensible expression', async () => {
    const { say } = await setUp(false);
    const edit = (options: Record<string, string | boolean>) =>
      say('track edit', { options: { channel: 'ninja', ...options } });
    await expect(edit({ summary_schedule: '*/30 * * * *' })).rejects.toThrow('needs summaries');
    await expect(edit({ summaries: true, summary_schedule: 'often' })).rejects.toThrow('it is no cron expression');
    await expect(edit({ summaries: true, summary_schedule: '* * * * *' })).rejects.toThrow('more often than once');
    const said = textOf(await edit({ summaries: true, summary_schedule: '*/30 * * * *', time_zone: 'Europe/Berlin' }));
    expect(said).toContain('by the schedule `*/30 * * * *` (Europe/Berlin)');
    expect(textOf(await edit({ summary_schedule: 'off' }))).toContain('summed up on cards, in recaps and when asked');
  });

  test('common schedules are suggested', async () => {
    const { suggest } = await setUp();
    expect(await suggest('track edit', 'summary_schedule')).toContain('*/30 * * * *');
    expect(await suggest('track edit', 'summary_schedule', '0 5 * * *')).toContain('0 5 * * *');
  });
});

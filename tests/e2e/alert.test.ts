import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { textOf } from '../fakes/discord/driver/components.ts';
import type { FakeMessage } from '../fakes/discord/model.ts';
import { BotProcess } from './bot-process.ts';
import { CHANNEL, expectCleanRequests, SETTLE_MS, setStage, STREAM_STARTED_AT } from './stage.ts';

/** How long Discord stays away; minutes take the variable. */
const OUTAGE_MS = Number(process.env['HYPEWIRE_TEST_OUTAGE_MS'] ?? 3_000);

/** Seconds into the VOD that the card's button leads to; null while it has none. */
function vodOffsetOf(card: FakeMessage): number | null {
  const link = /videos\/987654321\?t=(?:(\d+)h)?(?:(\d+)m)?(\d+)s/.exec(JSON.stringify(card.components));
  if (link === null) return null;
  const [, hours = '0', minutes = '0', seconds = '0'] = link;
  return Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds);
}

describe('from an eruption in chat to a card in Discord', () => {
  test('exactly one card with a chart, in seconds, and the commands know the moment', { timeout: 90_000 }, async () => {
    await using stage = await setStage();
    await using bot = await stage.startBot();
    await stage.track();
    await delay(SETTLE_MS);
    const erupted = await stage.erupt();
    const card = await stage.discord.waitFor('a card', () => stage.cards()[0], 5_000);
    expect(card.createdAt - erupted).toBeLessThan(8_000);
    expect(card.attachments.map((file) => file.name)).toEqual(['chart.png']);
    await stage.discord.waitFor('the VOD link', () => vodOffsetOf(stage.cards()[0]!) ?? undefined, 45_000);
    const reached = STREAM_STARTED_AT + vodOffsetOf(stage.cards()[0]!)! * 1_000;
    expect(erupted - reached).toBeGreaterThan(25_000);
    expect(erupted - reached).toBeLessThan(36_000);
    expect(card.pings).toEqual({ everyone: false, roles: [], users: [] });
    await stage.discord.waitFor(
      'the end of the moment',
      () => (textOf(stage.cards()[0]!).includes('lasted') ? true : undefined),
      40_000,
    );
    for (const command of ['/history', '/moment', '/stats', '/status', '/help', '/track list', '/track log'] as const) {
      const handle = stage.discord.slash(
        stage.admin,
        stage.clipsId,
        command,
        command === '/stats' ? { channel: CHANNEL } : {},
      );
      const reply = await handle.reply();
      expect(handle.ackMs).toBeLessThan(300);
      if (command !== '/help' && command !== '/status') expect(textOf(reply)).toContain(CHANNEL);
    }
    const exported = await stage.discord.slash(stage.admin, stage.clipsId, '/export', { format: 'csv' }).reply();
    const csv = Buffer.from(exported.attachments[0]!.bytes).toString('utf8');
    expect(csv.split('\n')[0]).toMatch(/^channel,timestamp,velocity,baseline_mean,baseline_std,multiplier/);
    expect(csv).toContain(`\n${CHANNEL},`);
    expect(stage.cards()).toHaveLength(1);
    expect(await bot.stop()).toBe(0);
    expectCleanRequests(stage);
  });

  test(
    'an outage of Discord and a kill in between: still exactly one card',
    { timeout: 150_000 + OUTAGE_MS },
    async () => {
      await using stage = await setStage();
      {
        await using bot = await stage.startBot();
        await stage.track();
        await delay(SETTLE_MS);
        await stage.discord.down();
        await stage.erupt();
        await bot.waitForOutput(/moment detected/, 5_000);
        await delay(1_500);
        await bot.kill();
      }
      const again = BotProcess.start({ cwd: path.dirname(stage.env['DATABASE_URL']!.slice(7)), env: stage.env });
      await using bot = await again;
      await delay(OUTAGE_MS);
      await stage.discord.up();
      await stage.discord.waitFor('the card', () => stage.cards()[0], 70_000);
      await delay(3_000);
      expect(stage.cards()).toHaveLength(1);
      expect(await bot.stop()).toBe(0);
      expectCleanRequests(stage);
    },
  );
});

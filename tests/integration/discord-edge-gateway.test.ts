import { describe, expect, test } from 'vitest';
import { createDiscordBot, type DiscordBot, type DiscordBotOptions } from '../../src/bot/discord/discord-bot.ts';
import { FakeObserver } from '../../src/bot/discord/delivery/testing.ts';
import type { InteractionHandlers } from '../../src/bot/discord/interactions/handlers.ts';
import type { Clock } from '../../src/domain/ports/clock.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { createFakeDiscord, type FakeDiscord } from '../fakes/discord/fake-discord.ts';

const HANDLERS: InteractionHandlers = {
  definitions: [{ name: 'help', description: 'What there is', access: 'everyone' }],
  defer: () => ({ ephemeral: true }),
  execute: async () => ({ blocks: [{ kind: 'text', markdown: 'Here.' }] }),
  press: async () => ({ reply: { blocks: [] }, how: 'update' }),
  autocomplete: async () => [],
};

function aBot(fake: FakeDiscord, over: Partial<DiscordBotOptions> = {}): DiscordBot {
  return createDiscordBot({
    token: fake.token,
    apiUrl: fake.apiUrl,
    logger: createLogger('silent'),
    observer: new FakeObserver(),
    clock: systemClock,
    registerCommands: true,
    ...over,
  });
}

async function started(bot: DiscordBot): Promise<void> {
  bot.start(HANDLERS);
  await expect.poll(() => bot.status().state, { timeout: 10_000 }).toBe('ok');
}

describe('the connection to Discord', () => {
  test('asks for the Guilds intent only, knows its servers and registers its commands once', async () => {
    await using fake = await createFakeDiscord();
    const guild = fake.addGuild();
    {
      await using bot = aBot(fake);
      expect(bot.status().state).toBe('off');
      await started(bot);
      expect(fake.gateway.identifies.map((identify) => identify['intents'])).toEqual([1]);
      expect(bot.guildIds()).toEqual([guild.id]);
      expect(bot.status().detail).toMatch(/in 1 server\.$/);
      await expect.poll(() => [...bot.commandIds().keys()]).toEqual(['help']);
    }
    await using again = aBot(fake);
    await started(again);
    await expect.poll(() => again.commandIds().size).toBe(1);
    expect(fake.requests.filter((request) => request.method === 'PUT')).toHaveLength(1);
    expect(fake.violations).toEqual([]);
  });

  test('a refused token is said once, in words that help, and is not tried in a loop', async () => {
    await using fake = await createFakeDiscord();
    await using bot = aBot(fake, { token: 'wrong.bot.token' });
    bot.start(HANDLERS);
    await expect.poll(() => bot.status().state).toBe('down');
    expect(bot.status().detail).toMatch(/refused DISCORD_TOKEN.*restart/);
    expect(fake.requests).toHaveLength(1);
    expect(bot.guildIds()).toEqual([]);
  });

  test.each([
    [4004, /refused DISCORD_TOKEN/],
    [4014, /refused the gateway intents/],
  ])('close code %i of the gateway is explained', async (code, sentence) => {
    await using fake = await createFakeDiscord();
    await using bot = aBot(fake);
    await started(bot);
    fake.gateway.close(code);
    await expect.poll(() => bot.status().state).toBe('down');
    expect(bot.status().detail).toMatch(sentence);
  });

  test('a Discord that is not there at the start is found when it comes', async () => {
    await using fake = await createFakeDiscord();
    await fake.down();
    await using bot = aBot(fake);
    bot.start(HANDLERS);
    await expect.poll(() => bot.status().state).toBe('down');
    expect(bot.status().detail).toMatch(/cannot be reached \(network\)/);
    await fake.up();
    await expect.poll(() => bot.status().state, { timeout: 10_000 }).toBe('ok');
  });

  test('a gateway that greets nobody keeps the bot connecting, and stopping stays quick', async () => {
    await using fake = await createFakeDiscord();
    fake.gateway.isDeaf = true;
    const bot = aBot(fake);
    bot.start(HANDLERS);
    await expect.poll(() => fake.requests.some((request) => request.path.startsWith('/gateway/bot'))).toBe(true);
    expect(bot.status()).toMatchObject({ state: 'degraded', detail: 'Connecting to Discord.' });
    const before = Date.now();
    await bot[Symbol.asyncDispose]();
    expect(Date.now() - before).toBeLessThan(4_000);
  });

  test('a lost connection is resumed, without a second identify', async () => {
    await using fake = await createFakeDiscord();
    fake.addGuild();
    await using bot = aBot(fake);
    await started(bot);
    fake.gateway.drop();
    await fake.waitFor('a resume', () => (fake.gateway.resumes.length > 0 ? true : undefined));
    await expect.poll(() => bot.status().state).toBe('ok');
    expect(fake.gateway.identifies).toHaveLength(1);
  });

  test('an outage of the gateway is met with growing pauses', async () => {
    await using fake = await createFakeDiscord();
    const pauses: number[] = [];
    const clock: Clock = {
      now: () => systemClock.now(),
      sleep: async (ms) => void pauses.push(ms),
    };
    await using bot = aBot(fake, { clock });
    await started(bot);
    fake.acceptAndClose = true;
    await expect.poll(() => bot.status().detail).toMatch(/reconnecting/);
    await expect.poll(() => pauses.length, { timeout: 10_000 }).toBeGreaterThanOrEqual(4);
    for (const [index, full] of [1_000, 2_000, 4_000, 8_000].entries()) {
      expect(pauses[index]).toBeGreaterThanOrEqual(full * 0.8);
      expect(pauses[index]).toBeLessThanOrEqual(full);
    }
    fake.acceptAndClose = false;
    await expect.poll(() => bot.status().state, { timeout: 10_000 }).toBe('ok');
  });

  test('a bot that stops while it reconnects does not come back', async () => {
    await using fake = await createFakeDiscord();
    const bot = aBot(fake);
    await started(bot);
    fake.gateway.drop();
    await expect.poll(() => bot.status().state).toBe('degraded');
    await bot[Symbol.asyncDispose]();
    expect(bot.status().state).toBe('off');
    await expect(fake.waitForBot(1_500)).rejects.toThrow('a bot on the gateway');
  });
});

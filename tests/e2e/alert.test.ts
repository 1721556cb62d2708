import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { textOf } from '../fakes/discord/driver/components.ts';
import { createFakeDiscord, type FakeDiscord } from '../fakes/discord/fake-discord.ts';
import type { FakeMessage, FakeUser } from '../fakes/discord/model.ts';
import { FakeTwitchApi } from '../fakes/twitch/api-server.ts';
import { FakeIrcServer } from '../fakes/twitch/irc-server.ts';
import { BotProcess } from './bot-process.ts';
import { seedBaseline } from './seeded-baseline.ts';

const CHANNEL = 'aurora';
const LAUGHTER = ['KEKW', 'LUL LUL', 'OMEGALUL', 'hahaha', 'NO WAY', 'KEKW KEKW KEKW', 'WHAT LUL'];

const CHATTER = ['that was close', 'which build is that', 'he went left again', 'hello everyone'];
/** After a restart a channel settles for a while before it is judged. */
const STREAM_STARTED_AT = Math.floor(Date.now() / 1_000) * 1_000 - 3_600_000;
const SETTLE_MS = 12_000;

interface Stage extends AsyncDisposable {
  readonly discord: FakeDiscord;
  readonly irc: FakeIrcServer;
  readonly clipsId: string;
  readonly admin: FakeUser;
  readonly env: Readonly<Record<string, string>>;
  startBot(): Promise<BotProcess>;
  track(): Promise<void>;
  /** Tells when the first message of the eruption was sent. */
  erupt(seconds?: number): Promise<number>;
  cards(): readonly FakeMessage[];
}

async function setStage(): Promise<Stage> {
  await using stack = new AsyncDisposableStack();
  const discord = stack.use(await createFakeDiscord());
  const irc = stack.use(await FakeIrcServer.start());
  const twitch = stack.use(await FakeTwitchApi.start());
  twitch.users.add(CHANNEL);
  twitch.streams.set(CHANNEL, { id: 'stream-1', login: CHANNEL, startedAt: STREAM_STARTED_AT });
  twitch.videos.push({ id: '987654321', login: CHANNEL, streamId: 'stream-1' });
  const folder = mkdtempSync(path.join(os.tmpdir(), 'hypewire-e2e-'));
  stack.defer(() => rmSync(folder, { recursive: true, force: true }));
  const guild = discord.addGuild();
  const clips = discord.addChannel(guild.id, { name: 'clips' });
  const admin = discord.user(guild.id, { permissions: ['ManageGuild'] });
  const databaseUrl = `sqlite:${path.join(folder, 'bot.db')}`;
  const env = {
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    TWITCH_IRC_URL: irc.url,
    DATABASE_URL: databaseUrl,
    TWITCH_CLIENT_ID: twitch.clientId,
    TWITCH_CLIENT_SECRET: twitch.clientSecret,
    TWURPLE_MOCK_API_PORT: String(twitch.port),
  };
  await seedBaseline(databaseUrl, [CHANNEL], 2);
  let said = 0;
  const background = setInterval(
    () => irc.say(CHANNEL, `regular${said % 40}`, CHATTER[said++ % CHATTER.length] ?? ''),
    500,
  );
  stack.defer(() => clearInterval(background));
  const owned = stack.move();
  return {
    discord,
    irc,
    clipsId: clips.id,
    admin,
    env,
    async startBot() {
      const bot = await BotProcess.start({ cwd: folder, env });
      await discord.waitForBot(10_000);
      await discord.waitFor('the commands', () => (discord.world.commands.length > 0 ? true : undefined), 10_000);
      return bot;
    },
    async track() {
      const reply = await discord.slash(admin, clips.id, '/track add', { channel: CHANNEL, target: clips.id }).reply();
      expect(textOf(reply)).toContain(CHANNEL);
      await irc.until('the channel to be joined', () => irc.joinedChannels.has(CHANNEL), 10_000);
    },
    async erupt(seconds = 8) {
      const startedAt = Date.now();
      for (let round = 0; round < seconds * 5; round++) {
        for (let i = 0; i < 5; i++)
          irc.say(CHANNEL, `viewer${round * 5 + i}`, LAUGHTER[(round + i) % LAUGHTER.length] ?? '');
        await delay(200);
      }
      return startedAt;
    },
    cards: () => discord.messagesIn(clips.id).filter((message) => message.interactionId === null),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** Seconds into the VOD that the card's button leads to; null while it has none. */
function vodOffsetOf(card: FakeMessage): number | null {
  const link = /videos\/987654321\?t=(?:(\d+)h)?(?:(\d+)m)?(\d+)s/.exec(JSON.stringify(card.components));
  if (link === null) return null;
  const [, hours = '0', minutes = '0', seconds = '0'] = link;
  return Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds);
}

function expectCleanRequests({ discord }: Stage): void {
  expect(discord.violations.map(({ operation, message }) => `${operation}: ${message}`)).toEqual([]);
  expect(discord.crashes).toEqual([]);
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

  test('an outage of Discord and a kill in between: still exactly one card', { timeout: 120_000 }, async () => {
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
    await delay(3_000);
    await stage.discord.up();
    await stage.discord.waitFor('the card', () => stage.cards()[0], 70_000);
    await delay(3_000);
    expect(stage.cards()).toHaveLength(1);
    expect(await bot.stop()).toBe(0);
    expectCleanRequests(stage);
  });
});

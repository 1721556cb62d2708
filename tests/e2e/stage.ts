import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'vitest';
import { textOf } from '../fakes/discord/driver/components.ts';
import { createFakeDiscord, type FakeDiscord } from '../fakes/discord/fake-discord.ts';
import type { FakeMessage, FakeUser } from '../fakes/discord/model.ts';
import { FakeTwitchApi } from '../fakes/twitch/api-server.ts';
import { FakeIrcServer } from '../fakes/twitch/irc-server.ts';
import { BotProcess } from './bot-process.ts';
import { seedBaseline } from './seeded-baseline.ts';

export const CHANNEL = 'aurora';
const LAUGHTER = ['KEKW', 'LUL LUL', 'OMEGALUL', 'hahaha', 'NO WAY', 'KEKW KEKW KEKW', 'WHAT LUL'];
const CHATTER = ['that was close', 'which build is that', 'he went left again', 'hello everyone'];
export const STREAM_STARTED_AT = Math.floor(Date.now() / 1_000) * 1_000 - 3_600_000;
/** After a restart a channel settles for a while before it is judged. */
export const SETTLE_MS = 12_000;

/** The fakes, a database with ordinary chat in it, and the hands to drive them. */
export interface Stage extends AsyncDisposable {
  readonly discord: FakeDiscord;
  readonly irc: FakeIrcServer;
  readonly twitch: FakeTwitchApi;
  readonly guildId: string;
  readonly clipsId: string;
  readonly admin: FakeUser;
  readonly env: Readonly<Record<string, string>>;
  startBot(env?: Readonly<Record<string, string>>): Promise<BotProcess>;
  track(options?: Readonly<Record<string, string | number | boolean>>): Promise<void>;
  /** Tells when the first message of the eruption was sent. */
  erupt(seconds?: number): Promise<number>;
  cards(): readonly FakeMessage[];
}

export async function setStage(): Promise<Stage> {
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
    twitch,
    guildId: guild.id,
    clipsId: clips.id,
    admin,
    env,
    async startBot(more = {}) {
      const bot = await BotProcess.start({ cwd: folder, env: { ...env, ...more } });
      await discord.waitForBot(10_000);
      await discord.waitFor('the commands', () => (discord.world.commands.length > 0 ? true : undefined), 10_000);
      return bot;
    },
    async track(options = {}) {
      const reply = await discord
        .slash(admin, clips.id, '/track add', { channel: CHANNEL, target: clips.id, ...options })
        .reply();
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

/** Nothing was sent that the published API descriptions forbid. */
export function expectCleanRequests({ discord }: Stage): void {
  expect(discord.violations.map(({ operation, message }) => `${operation}: ${message}`)).toEqual([]);
  expect(discord.crashes).toEqual([]);
}

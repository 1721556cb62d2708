import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { BotProcess } from '../e2e/bot-process.ts';
import { textOf } from '../fakes/discord/driver/components.ts';
import { createFakeDiscord } from '../fakes/discord/fake-discord.ts';
import { FakeTwitchApi } from '../fakes/twitch/api-server.ts';
import { FakeIrcServer } from '../fakes/twitch/irc-server.ts';

const CHANNEL = 'aurora';

test(
  'marks from Twitch chat and Discord are one entry of the recap, with every note',
  { timeout: 60_000 },
  async () => {
    await using stack = new AsyncDisposableStack();
    const discord = stack.use(await createFakeDiscord());
    const irc = stack.use(await FakeIrcServer.start());
    const twitch = stack.use(await FakeTwitchApi.start());
    twitch.users.add(CHANNEL);
    twitch.streams.set(CHANNEL, { id: 'stream-1', login: CHANNEL, startedAt: Date.now() - 600_000 });
    const folder = mkdtempSync(path.join(os.tmpdir(), 'hypewire-marks-'));
    stack.defer(() => rmSync(folder, { recursive: true, force: true }));
    const guild = discord.addGuild();
    const clips = discord.addChannel(guild.id, { name: 'clips' });
    const admin = discord.user(guild.id, { permissions: ['ManageGuild'] });
    const bot = stack.use(
      await BotProcess.start({
        cwd: folder,
        env: {
          DISCORD_TOKEN: discord.token,
          DISCORD_API_URL: discord.apiUrl,
          TWITCH_IRC_URL: irc.url,
          DATABASE_URL: `sqlite:${path.join(folder, 'bot.db')}`,
          TWITCH_CLIENT_ID: twitch.clientId,
          TWITCH_CLIENT_SECRET: twitch.clientSecret,
          TWURPLE_MOCK_API_PORT: String(twitch.port),
        },
      }),
    );
    await discord.waitForBot(10_000);
    await discord.waitFor('the commands', () => (discord.world.commands.length > 0 ? true : undefined), 10_000);
    const slash = async (command: `/${string}`, options: Record<string, string> = {}): Promise<string> =>
      textOf(await discord.slash(admin, clips.id, command, options).reply());
    await slash('/track add', { channel: CHANNEL, target: clips.id });
    await irc.until('the channel to be joined', () => irc.joinedChannels.has(CHANNEL), 10_000);

    irc.say(CHANNEL, 'passerby', '!mark nobody may read this', { badges: 'subscriber/12' });
    irc.say(CHANNEL, 'moddy', '!mark wut', { badges: 'moderator/1' });
    irc.say(CHANNEL, 'vippy', '!mark the **cat** walks over the keyboard', { badges: 'vip/1' });
    // The bot has no voice here: what chat said shows in what Discord is told.
    const seen = async (): Promise<string> => slash('/mark', { note: 'cat!', channel: CHANNEL });
    const recap = async (): Promise<string> => slash('/recap', { channel: CHANNEL });
    await expect.poll(recap, { timeout: 40_000, interval: 500 }).toContain('keyboard');
    expect(await seen()).toContain('Marked ×3');
    const text = await recap();
    expect(text).toContain('So far: **aurora**');
    expect(text).toContain('×3 the \\*\\*cat\\*\\* walks over the keyboard · cat! · wut');
    expect(text).not.toContain('nobody may read this');
    expect(await bot.stop()).toBe(0);
    expect(discord.violations.map(({ operation, message }) => `${operation}: ${message}`)).toEqual([]);
    expect(discord.crashes).toEqual([]);
  },
);

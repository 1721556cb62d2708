import { execFile } from 'node:child_process';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { FakeObserver } from '../../src/bot/discord/delivery/testing.ts';
import { createDiscordBot, type DiscordBot } from '../../src/bot/discord/discord-bot.ts';
import type { PickedChannel } from '../../src/domain/command.ts';
import type { TargetCheck } from '../../src/domain/ports/delivery.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { createFakeDiscord, type FakeDiscord } from '../fakes/discord/fake-discord.ts';

async function aConnectedBot(fake: FakeDiscord): Promise<DiscordBot> {
  const bot = createDiscordBot({
    token: fake.token,
    apiUrl: fake.apiUrl,
    logger: createLogger('silent'),
    observer: new FakeObserver(),
    clock: systemClock,
    registerCommands: false,
  });
  bot.start({
    definitions: [],
    defer: () => ({ ephemeral: true }),
    execute: () => Promise.reject(new Error('not used')),
    press: () => Promise.reject(new Error('not used')),
    autocomplete: async () => [],
  });
  await expect.poll(() => bot.status().state).toBe('ok');
  return bot;
}

describe('what the bot may do in a place', () => {
  async function check(
    furnish: (fake: FakeDiscord, guildId: string) => { id: string; kind: PickedChannel['kind']; pingRoleId?: string },
    options: Parameters<FakeDiscord['addGuild']>[0] = {},
  ): Promise<TargetCheck> {
    await using fake = await createFakeDiscord();
    const guildId = fake.addGuild(options).id;
    const place = furnish(fake, guildId);
    await using bot = await aConnectedBot(fake);
    const picked = { id: place.id, name: 'alerts', kind: place.kind };
    return bot.targets.check(guildId, picked, { pingRoleId: place.pingRoleId ?? null, crosspost: false });
  }

  test.each([
    ['text', []],
    ['announcement', []],
    ['forum', []],
  ] as const)('a plain %s channel is fine', async (kind, missing) => {
    expect(await check((fake, guildId) => ({ id: fake.addChannel(guildId, { kind }).id, kind }))).toEqual({
      ok: true,
      missing,
    });
  });

  test.each([
    ['text', ['SendMessages', 'AttachFiles'], ['Send Messages', 'Attach Files']],
    ['text', ['EmbedLinks', 'ReadMessageHistory'], ['Embed Links', 'Read Message History']],
    ['forum', ['SendMessages'], ['Create Posts']],
  ] as const)('a %s channel without %s', async (kind, denyBot, missing) => {
    const result = await check((fake, guildId) => ({ id: fake.addChannel(guildId, { kind, denyBot }).id, kind }));
    expect(result).toEqual({ ok: false, missing });
  });

  test('a private channel lacks the right to see it', async () => {
    const result = await check((fake, guildId) => ({
      id: fake.addChannel(guildId, { denyBot: ['ViewChannel'] }).id,
      kind: 'text',
    }));
    expect(result.missing).toContain('View Channel');
  });

  test("a thread has its channel's rights, and one of its own", async () => {
    const thread = (denyBot: ('SendMessages' | 'SendMessagesInThreads')[]) => (fake: FakeDiscord, guildId: string) => {
      const parentId = fake.addChannel(guildId, { denyBot }).id;
      return { id: fake.addChannel(guildId, { kind: 'thread', parentId }).id, kind: 'thread' } as const;
    };
    expect((await check(thread(['SendMessages']))).missing).toEqual([]);
    expect((await check(thread(['SendMessagesInThreads']))).missing).toEqual(['Send Messages in Threads']);
  });

  test.each([
    [true, []],
    [false, ['Mention @everyone, @here, and All Roles']],
  ])('a role that is mentionable: %s', async (mentionable, missing) => {
    const result = await check((fake, guildId) => ({
      id: fake.addChannel(guildId).id,
      kind: 'text',
      pingRoleId: fake.addRole(guildId, { mentionable }).id,
    }));
    expect(result.missing).toEqual(missing);
  });

  test('an administrator may all, whatever a channel denies', async () => {
    const result = await check(
      (fake, guildId) => ({
        id: fake.addChannel(guildId, { denyBot: ['ViewChannel', 'SendMessages'] }).id,
        kind: 'text',
      }),
      {
        botPermissions: ['Administrator'],
      },
    );
    expect(result).toEqual({ ok: true, missing: [] });
  });

  test('a channel that does not exist cannot be seen', async () => {
    expect(await check(() => ({ id: '123456789012345678', kind: 'text' }))).toEqual({
      ok: false,
      missing: ['View Channel'],
    });
  });

  test('without a connection it says so', async () => {
    await using fake = await createFakeDiscord();
    await using bot = await aConnectedBot(fake);
    const picked = { id: '1', name: 'x', kind: 'text' } as const;
    await expect(bot.targets.check('404', picked, { pingRoleId: null, crosspost: false })).rejects.toThrow(
      /not fully connected/,
    );
  });
});

describe('npm run deploy-commands', () => {
  interface Run {
    readonly code: number;
    readonly out: string;
    readonly err: string;
  }

  function run(env: Record<string, string>, ...args: string[]): Promise<Run> {
    const root = path.resolve(import.meta.dirname, '../..');
    return new Promise((resolve) => {
      execFile(
        process.execPath,
        ['src/cli/deploy-commands.ts', ...args],
        { cwd: root, env: { PATH: process.env['PATH'] ?? '', ...env } },
        (error, out, err) => {
          resolve({ code: error === null ? 0 : Number(error.code), out, err });
        },
      );
    });
  }

  test('registers what differs, and then nothing', async () => {
    await using fake = await createFakeDiscord();
    const guildId = fake.addGuild().id;
    const env = { DISCORD_TOKEN: fake.token, DISCORD_API_URL: fake.apiUrl };
    const puts = (): number => fake.requests.filter(({ method }) => method === 'PUT').length;

    const look = await run(env, '--dry-run');
    expect(look).toMatchObject({ code: 0, err: '' });
    expect(look.out).toMatch(/\+ \/track is new[^]*Nothing was changed/);
    expect(puts()).toBe(0);

    expect((await run(env)).out).toMatch(/Registered \d+ commands for all servers/);
    expect((await run(env)).out).toMatch(/nothing to do/);
    expect(puts()).toBe(1);

    expect((await run(env, '--guild', guildId)).out).toMatch(
      new RegExp(`Registered \\d+ commands in server ${guildId}`),
    );
    expect(puts()).toBe(2);
    expect(fake.violations.map(({ operation, message }) => `${operation}: ${message}`)).toEqual([]);
  });

  test.each([
    ['a refused token', { DISCORD_TOKEN: 'wrong.bot.token' }, [], 1, /refused DISCORD_TOKEN/],
    ['no token', { DISCORD_TOKEN: '' }, [], 2, /DISCORD_TOKEN is not set/],
    [
      'a server it is not in',
      {},
      ['--guild', '123456789012345678'],
      1,
      /cannot register commands in server 123456789012345678/,
    ],
    ['no server id', {}, ['--guild', 'here'], 2, /no server id/],
    ['an option nobody knows', {}, ['--force'], 2, /--force[^]*npm run deploy-commands/],
    ['nobody there', { DISCORD_API_URL: 'http://127.0.0.1:9/api' }, [], 1, /could not be reached/],
  ])('%s is said in words', async (_, env, args, code, sentence) => {
    await using fake = await createFakeDiscord();
    const result = await run({ DISCORD_TOKEN: fake.token, DISCORD_API_URL: fake.apiUrl, ...env }, ...args);
    expect(result.err).toMatch(sentence);
    expect(result).toMatchObject({ code, out: '' });
    expect(result.err).not.toMatch(/\n\s+at /);
  });
});

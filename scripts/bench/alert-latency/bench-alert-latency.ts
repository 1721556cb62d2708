import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { BotProcess } from '../../../tests/e2e/bot-process.ts';
import { seedBaseline } from '../../../tests/e2e/seeded-baseline.ts';
import { createFakeDiscord } from '../../../tests/fakes/discord/fake-discord.ts';
import { FakeIrcServer } from '../../../tests/fakes/twitch/irc-server.ts';
import type { Measure } from '../lib/benchmark.ts';
import { atMost, sampled, single } from '../lib/figure.ts';
import { Crowd } from './crowd.ts';
import { alertsQueuedAt, prepareTracks } from './stored.ts';

const REQUEST_MS_MAX = 1_000;
/** A channel that was just joined settles for a while before it is judged. */
const SETTLE_MS = 12_000;
const BETWEEN_FLOODS_MS = 600;
const FLOOD_MS = 6_000;
const JOINED_WITHIN_MS = 60_000;
const POSTED_WITHIN_MS = 30_000;

/**
 * The program as `npm start` runs it, with its database on disk, between a fake Twitch chat and a fake Discord on
 * loopback sockets: chat erupts in one tracked channel after the other, and each alert's request is awaited. All of it
 * shares this machine, so the fakes' own work is in the figures.
 */
export const measure: Measure = async (quick) => {
  const channels = Array.from({ length: quick ? 6 : 30 }, (_, i) => `aurora${i}`);
  await using stack = new AsyncDisposableStack();
  const discord = stack.use(await createFakeDiscord());
  const irc = stack.use(await FakeIrcServer.start());
  const folder = await mkdtemp(path.join(os.tmpdir(), 'hypewire-bench-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const databaseUrl = `sqlite:${path.join(folder, 'bot.db')}`;
  const guild = discord.addGuild();
  const targets = new Map(channels.map((channel) => [discord.addChannel(guild.id, { name: channel }).id, channel]));
  await seedBaseline(databaseUrl, channels, 2);
  await prepareTracks(databaseUrl, guild.id, targets);

  const crowd = stack.use(new Crowd(irc, channels));
  const bot = stack.use(
    await BotProcess.start({
      cwd: folder,
      env: {
        DISCORD_TOKEN: discord.token,
        DISCORD_API_URL: discord.apiUrl,
        TWITCH_IRC_URL: irc.url,
        DATABASE_URL: databaseUrl,
        LOG_LEVEL: 'warn',
      },
    }),
  );
  await irc.until('all channels to be joined', () => irc.joinedChannels.size === channels.length, JOINED_WITHIN_MS);
  await delay(SETTLE_MS);
  for (const channel of channels) {
    crowd.erupt(channel, FLOOD_MS);
    await delay(BETWEEN_FLOODS_MS);
  }
  const arrivals = (): ReadonlyMap<string, { readonly at: number; readonly chart: boolean }> =>
    firstPosts(discord.requests, targets);
  await discord.waitFor(
    'an alert of every channel',
    () => (arrivals().size === channels.length ? true : undefined),
    POSTED_WITHIN_MS,
  );
  const posted = arrivals();
  await bot.stop();
  const queued = alertsQueuedAt(databaseUrl);
  const since = (from: ReadonlyMap<string, number>): number[] =>
    [...posted].map(([channel, { at }]) => at - (from.get(channel) ?? Number.NaN));
  const withChart = [...posted.values()].filter(({ chart }) => chart).length;
  return [
    sampled('from the tick that crossed the threshold to the request', 'ms', since(queued), {
      bar: atMost(REQUEST_MS_MAX, 'p95'),
    }),
    sampled('from the first message of the eruption to the request', 'ms', since(crowd.eruptedAt)),
    single('eruptions', '', channels.length),
    single('alerts that carried their chart', '', withChart),
  ];
};

interface Posted {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly files: readonly unknown[];
}

/** The first message posted to each target, by Twitch channel. */
function firstPosts(requests: readonly Posted[], targets: ReadonlyMap<string, string>) {
  const first = new Map<string, { readonly at: number; readonly chart: boolean }>();
  for (const { at, method, path: where, files } of requests) {
    const id = method === 'POST' ? /^\/channels\/(\d+)\/messages$/.exec(where)?.[1] : undefined;
    const channel = targets.get(id ?? '');
    if (channel !== undefined && !first.has(channel)) first.set(channel, { at, chart: files.length > 0 });
  }
  return first;
}

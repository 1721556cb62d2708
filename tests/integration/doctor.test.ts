import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { text as readAll } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { createDiscordRest } from '../../src/bot/discord/rest/discord-rest.ts';
import { checkChat } from '../../src/cli/doctor/check-chat.ts';
import { checkGateway } from '../../src/cli/doctor/check-gateway.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { aTrack } from '../../src/pipeline/alerting/testing.ts';
import { openSettings } from '../../src/storage/settings/settings.ts';
import { openStorage } from '../../src/storage/storage.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { BotProcess } from '../e2e/bot-process.ts';
import { createFakeDiscord } from '../fakes/discord/fake-discord.ts';
import { startFakeQuickChart } from '../fakes/quickchart/fake-quickchart.ts';
import { FakeTwitchApi } from '../fakes/twitch/api-server.ts';
import { FakeIrcServer } from '../fakes/twitch/irc-server.ts';
import { RecordingObserver } from '../fakes/twitch/recording-observer.ts';

const DOCTOR = path.resolve(import.meta.dirname, '../../src/cli/doctor.ts');
type Env = Readonly<Record<string, string>>;

/** The doctor in a process of its own, with nothing of this process's environment. */
async function doctor(folder: string, env: Env): Promise<{ readonly code: number | null; readonly report: string }> {
  const child = spawn(process.execPath, [DOCTOR], {
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', HOME: folder, WEB_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr] = await Promise.all([readAll(child.stdout), readAll(child.stderr), once(child, 'exit')]);
  expect(stderr).toBe('');
  return { code: child.exitCode, report: stdout };
}

/** A temporary folder with a database that a bot has used, and tracks in it. */
async function aBotFolder(...tracks: readonly Parameters<typeof aTrack>[0][]) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'hypewire-doctor-test-'));
  const databaseUrl = `sqlite:${path.join(folder, 'bot.db')}`;
  await using storage = await openStorage(databaseUrl, { clock: systemClock });
  await using settings = await openSettings(databaseUrl, { clock: systemClock, observer: new RecordingObserver() });
  for (const track of tracks) await settings.tracks.put(aTrack(track));
  void storage;
  return { folder, databaseUrl, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}

function filesIn(folder: string): ReadonlyMap<string, string> {
  return new Map(readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name)).toString('base64')]));
}

/** A server that answers everything with one status and body. */
async function answering(status: number, body: unknown) {
  const seen: { readonly url: string; readonly authorization: string }[] = [];
  const server = createServer((request, response) => {
    seen.push({ url: request.url ?? '', authorization: request.headers.authorization ?? '' });
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    seen,
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

describe('without any configuration', () => {
  test('says what the demo is, and that there is nothing to fix', async () => {
    using place = await aBotFolder();
    const { code, report } = await doctor(place.folder, {});
    expect(code, report).toBe(0);
    expect(report).toMatch(/✔ configuration +nothing is configured, so npm start runs the demo/);
    expect(report).toMatch(/✔ charts +a chart of \d+ kB was drawn on this machine with the bundled font/);
    expect(report).toMatch(/– discord +DISCORD_TOKEN is not set/);
    expect(report).toMatch(/– twitch chat +not needed/);
    expect(report).not.toContain('✘');
  });
});

describe('malformed settings', () => {
  test('are all named at once, and no secret is shown', async () => {
    using place = await aBotFolder();
    const { code, report } = await doctor(place.folder, {
      TWITCH_CHANNELS: 'fine,no good!',
      WEB_PORT: 'eighty',
      DATABASE_URL: 'mysql://root:hunter22@db/x',
      DISCORD_TOKEN: 'very-secret-discord-token',
      TWITCH_CLIENT_SECRET: 'very-secret-client-secret',
    });
    expect(code).toBe(1);
    expect(report.match(/✘ configuration/g)).toHaveLength(4);
    for (const name of ['TWITCH_CHANNELS', 'WEB_PORT', 'DATABASE_URL', 'TWITCH_CLIENT_SECRET'])
      expect(report).toMatch(new RegExp(`✘ configuration +${name} `));
    expect(report).not.toMatch(/very-secret|hunter22/);
  });
});

describe('a healthy set-up', () => {
  test('has nothing to fix, and looking changes nothing', { timeout: 30_000 }, async () => {
    await using discord = await createFakeDiscord();
    await using irc = await FakeIrcServer.start();
    await using twitch = await FakeTwitchApi.start();
    await using quickchart = await startFakeQuickChart();
    await using model = await answering(200, { data: [{ id: 'tiny' }, { id: 'large' }] });
    const guild = discord.addGuild({ name: 'Clip team' });
    const clips = discord.addChannel(guild.id, { name: 'clips' });
    const role = discord.addRole(guild.id, { mentionable: true });
    const thread = discord.addChannel(guild.id, { name: 'night', kind: 'thread', parentId: clips.id });
    twitch.tokens.set('user-token-of-hypebot', { login: 'hypebot', scopes: ['user:write:chat'] });
    using place = await aBotFolder(
      { id: 'a', guildId: guild.id, channel: 'ninja', target: { kind: 'text', id: clips.id }, pingRoleId: role.id },
      { id: 'b', guildId: guild.id, channel: 'mia', target: { kind: 'thread', id: thread.id } },
    );
    const before = filesIn(place.folder);
    const env = {
      DATABASE_URL: place.databaseUrl,
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.apiUrl,
      TWITCH_IRC_URL: irc.url,
      TWITCH_CLIENT_ID: twitch.clientId,
      TWITCH_CLIENT_SECRET: twitch.clientSecret,
      TWITCH_ACCESS_TOKEN: 'oauth:user-token-of-hypebot',
      TWURPLE_MOCK_API_PORT: String(twitch.port),
      CHART_RENDERER: 'quickchart',
      QUICKCHART_URL: quickchart.url,
      OPENAI_BASE_URL: `http://127.0.0.1:${model.port}/v1`,
      OPENAI_API_KEY: 'key-of-the-model',
      OPENAI_MODEL: 'tiny',
    };
    const { code, report } = await doctor(place.folder, env);
    expect(code, report).toBe(0);
    for (const line of [
      /✔ node +24\./,
      /✔ database +\S+bot\.db, [\d.]+ MB, schema \d{4}-/,
      /✔ settings +2 tracks of 2 channels/,
      /✔ quickchart +a chart .* was drawn by http:\/\/127\.0\.0\.1/,
      /✔ twitch chat +logged in anonymously at ws:\/\/127\.0\.0\.1/,
      /✔ twitch app +a token was granted and works/,
      /✔ twitch user +the token of hypebot works; scopes: user:write:chat, ends in 3\.9 h/,
      /✔ discord token +accepted: application /,
      /✔ servers +in /,
      /✔ gateway +ws:\/\/127\.0\.0\.1:\d+\/gw greets; 1000 of 1000 logins/,
      /– commands +\d+ differ from this version; npm start registers them: \+ \/track is new/,
      /✔ permissions +2 of 2 places/,
      /✔ language model .* has tiny/,
      /✔ web port +any free port/,
      /Nothing to fix\.\n$/,
    ])
      expect(report).toMatch(line);
    for (const secret of [discord.token, twitch.clientSecret, 'user-token-of-hypebot', 'key-of-the-model'])
      expect(report).not.toContain(secret);
    expect(model.seen).toEqual([{ url: '/v1/models', authorization: 'Bearer key-of-the-model' }]);
    expect(discord.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
    expect(discord.violations).toEqual([]);
    expect(discord.gateway.identifies).toEqual([]);
    expect(irc.joins).toEqual([]);
    expect(filesIn(place.folder)).toEqual(before);
  });

  test('a running bot is not disturbed and recognised', { timeout: 40_000 }, async () => {
    await using discord = await createFakeDiscord();
    await using irc = await FakeIrcServer.start();
    discord.addGuild();
    using place = await aBotFolder();
    const env = {
      DATABASE_URL: place.databaseUrl,
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.apiUrl,
      TWITCH_IRC_URL: irc.url,
      TWITCH_CHANNELS: 'aurora',
    };
    await using bot = await BotProcess.start({ cwd: place.folder, env });
    await discord.waitFor('the commands', () => (discord.world.commands.length > 0 ? true : undefined), 10_000);
    await irc.until('the channel to be joined', () => irc.joinedChannels.has('aurora'));
    const { code, report } = await doctor(place.folder, { ...env, WEB_PORT: new URL(bot.webUrl).port });
    expect(code, report).toBe(0);
    expect(report).toMatch(/✔ database .*A Hypewire is running on it; this only looked/);
    expect(report).toMatch(/✔ web port .*served by the Hypewire that is running/);
    expect(report).toMatch(/✔ commands +all \d+ are registered/);
    expect(discord.gateway.isConnected).toBe(true);
    expect(discord.gateway.identifies).toHaveLength(1);
    expect(irc.joins).toHaveLength(1);
    expect(await bot.stop()).toBe(0);
    expect(bot.output).not.toMatch(/"level":"(error|fatal)"/);
  });
});

describe('Discord', () => {
  test('a refused token: one request, and what to do', async () => {
    await using discord = await createFakeDiscord();
    using place = await aBotFolder();
    const token = 'wrong-discord-token';
    const { code, report } = await doctor(place.folder, {
      DISCORD_TOKEN: token,
      DISCORD_API_URL: discord.apiUrl,
      TWITCH_IRC_URL: 'ws://127.0.0.1:1',
      DATABASE_URL: place.databaseUrl,
    });
    expect(code).toBe(1);
    expect(report).toMatch(/✘ discord token +Discord refused DISCORD_TOKEN\. Copy the bot token from/);
    expect(report).toMatch(/✘ twitch chat +ws:\/\/127\.0\.0\.1:1 let nobody in/);
    expect(report).not.toContain(token);
    expect(discord.requests).toHaveLength(1);
  });

  test('out of reach', async () => {
    await using discord = await createFakeDiscord();
    await using irc = await FakeIrcServer.start();
    using place = await aBotFolder();
    await discord.down();
    const { code, report } = await doctor(place.folder, {
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.apiUrl,
      TWITCH_IRC_URL: irc.url,
      DATABASE_URL: place.databaseUrl,
    });
    expect(code).toBe(1);
    expect(report).toMatch(/✘ discord token +Discord could not be reached \(network\)/);
    expect(report).toMatch(/✔ twitch chat/);
  });

  test('an address that is not Discord’s API, and one that speaks differently', async () => {
    using place = await aBotFolder();
    const env = {
      DISCORD_TOKEN: 'some-discord-token',
      TWITCH_IRC_URL: 'ws://127.0.0.1:1',
      DATABASE_URL: place.databaseUrl,
    };
    await using nowhere = await answering(404, { message: '404: Not Found', code: 0 });
    const lost = await doctor(place.folder, { ...env, DISCORD_API_URL: `http://127.0.0.1:${nowhere.port}/api` });
    expect(lost.report).toMatch(/✘ discord token +Discord refused to answer \(not-found\)\. Check DISCORD_API_URL/);
    await using other = await answering(200, { hello: 'world' });
    const odd = await doctor(place.folder, { ...env, DISCORD_API_URL: `http://127.0.0.1:${other.port}/api` });
    expect(odd.report).toMatch(/✘ discord token +Discord answered in a form Hypewire does not know/);
    expect(odd.code).toBe(1);
  });

  test('in no server, and no logins left', async () => {
    using place = await aBotFolder();
    const env = { DATABASE_URL: place.databaseUrl, TWITCH_IRC_URL: 'ws://127.0.0.1:1' };
    await using used = await createFakeDiscord({ rest: { sessionStartsRemaining: 0 } });
    const first = await doctor(place.folder, { ...env, DISCORD_TOKEN: used.token, DISCORD_API_URL: used.apiUrl });
    expect(first.report).toMatch(/✘ servers +the bot is in no server\. Invite it: https:\/\/discord\.com\/oauth2/);
    expect(first.report).toMatch(/✘ gateway +Discord allows no more logins/);
    expect(first.code).toBe(1);
  });

  test('a gateway that says nothing', async () => {
    await using discord = await createFakeDiscord();
    discord.gateway.isDeaf = true;
    const { token, apiUrl } = discord;
    const rest = createDiscordRest({ token, apiUrl, logger: createLogger('silent'), clock: systemClock });
    const finding = await checkGateway(rest, new AbortController().signal, 200);
    expect(finding).toMatchObject({ state: 'bad', name: 'gateway' });
    expect(finding.text).toContain('no word within 0.2 s');
  });

  test('names what is missing in each place, and the places that are gone', async () => {
    await using discord = await createFakeDiscord();
    const guild = discord.addGuild({ name: 'Clip team' });
    const open = discord.addChannel(guild.id, { name: 'open' });
    const bare = discord.addChannel(guild.id, { name: 'bare', denyBot: ['AttachFiles', 'EmbedLinks'] });
    const hidden = discord.addChannel(guild.id, { name: 'hidden', denyBot: ['ViewChannel'] });
    const gone = discord.addChannel(guild.id, { name: 'gone' });
    const role = discord.addRole(guild.id, { mentionable: false });
    const left = discord.addGuild();
    discord.removeChannel(gone.id);
    discord.removeGuild(left.id);
    const track = (id: string, channel: string, more = {}) => ({
      id: channel,
      guildId: guild.id,
      channel,
      target: { kind: 'text' as const, id },
      ...more,
    });
    using place = await aBotFolder(
      track(open.id, 'fine'),
      track(open.id, 'pinging', { pingRoleId: role.id }),
      track(bare.id, 'mia'),
      track(hidden.id, 'zoe'),
      track(gone.id, 'ada'),
      track(open.id, 'leo', { guildId: left.id, target: { kind: 'text' as const, id: '4711' } }),
    );
    const { code, report } = await doctor(place.folder, {
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.apiUrl,
      TWITCH_IRC_URL: 'ws://127.0.0.1:1',
      DATABASE_URL: place.databaseUrl,
    });
    expect(code).toBe(1);
    expect(report).toMatch(/✘ permissions +#bare in Clip team \(mia\): give Hypewire Embed Links, Attach Files\./);
    expect(report).toMatch(/✘ permissions +#open in Clip team \(pinging\): give Hypewire Mention @everyone/);
    expect(report).toMatch(/✘ permissions +the place of zoe \(\d+\) is hidden from Hypewire/);
    expect(report).toMatch(/✘ permissions +the place of ada \(\d+\) no longer exists/);
    expect(report).toMatch(/✘ permissions +Hypewire is no longer in server \d+, where leo is tracked/);
    expect(report).toMatch(/– permissions +1 of 6 places can be posted to/);
    expect(discord.violations).toEqual([]);
  });
});

describe('Twitch', () => {
  test.each([
    ['bad-auth', /let nobody in: it says "Improperly formatted auth"/],
    ['refuse', /let nobody in: /],
  ] as const)('chat that is %s', { timeout: 30_000 }, async (reception, expected) => {
    await using irc = await FakeIrcServer.start();
    irc.reception = reception;
    using place = await aBotFolder();
    const { code, report } = await doctor(place.folder, { TWITCH_IRC_URL: irc.url });
    expect(code).toBe(1);
    expect(report.split('\n').find((line) => line.includes('twitch chat'))).toMatch(expected);
  });

  test('chat that never says a word', async () => {
    await using irc = await FakeIrcServer.start();
    irc.reception = 'mute';
    const [finding] = await checkChat(irc.url, 200);
    expect(finding).toMatchObject({ state: 'bad', text: expect.stringContaining('no answer within 0.2 s') as string });
  });

  test('a wrong secret, a user token without the scope, one that has ended', async () => {
    await using twitch = await FakeTwitchApi.start();
    using place = await aBotFolder();
    twitch.tokens.set('reads-only', { login: 'hypebot', scopes: ['user:read:email'] });
    twitch.refreshTokens.set('renewing', { login: 'hypebot', scopes: [] });
    const env = { TWURPLE_MOCK_API_PORT: String(twitch.port), TWITCH_CLIENT_ID: twitch.clientId };
    const wrong = await doctor(place.folder, {
      ...env,
      TWITCH_CLIENT_SECRET: 'wrong-client-secret',
      TWITCH_ACCESS_TOKEN: 'reads-only',
    });
    expect(wrong.code).toBe(1);
    expect(wrong.report).toMatch(/✘ twitch app +Twitch refused TWITCH_CLIENT_ID and TWITCH_CLIENT_SECRET \(403\)/);
    expect(wrong.report).toMatch(/✘ twitch user +the token of hypebot lacks the scope user:write:chat/);
    expect(wrong.report).not.toContain('wrong-client-secret');
    const ended = await doctor(place.folder, {
      ...env,
      TWITCH_CLIENT_SECRET: twitch.clientSecret,
      TWITCH_ACCESS_TOKEN: 'long-ended',
      TWITCH_REFRESH_TOKEN: 'renewing',
    });
    expect(ended.code, ended.report).toBe(0);
    expect(ended.report).toMatch(/– twitch user +this access token has ended\. The bot renews it/);
    expect([...twitch.refreshTokens.keys()]).toEqual(['renewing']);
    twitch.authMode = 'server-error';
    const down = await doctor(place.folder, { ...env, TWITCH_CLIENT_SECRET: twitch.clientSecret });
    expect(down.report).toMatch(/✘ twitch app +Twitch granted no token \(503\)/);
  });
});

describe('the database', () => {
  const look = async (place: { readonly folder: string }, file: string) =>
    doctor(place.folder, { DATABASE_URL: `sqlite:${path.join(place.folder, file)}` });

  test('of another program, damaged, and locked by another program', async () => {
    using place = await aBotFolder();
    const other = new DatabaseSync(path.join(place.folder, 'other.db'));
    other.exec('CREATE TABLE invoices (id INTEGER)');
    const foreign = await look(place, 'other.db');
    expect(foreign.code).toBe(1);
    expect(foreign.report).toMatch(/✘ database +\S+other\.db belongs to another program/);
    other.exec('BEGIN EXCLUSIVE');
    const locked = await look(place, 'other.db');
    expect(locked.code).toBe(1);
    expect(locked.report).toMatch(/✘ database .*another program holds it locked/);
    other.close();
    writeFileSync(
      path.join(place.folder, 'text.db'),
      'this is no database, but long enough to be taken for one '.repeat(40),
    );
    const text = await look(place, 'text.db');
    expect(text.code).toBe(1);
    expect(text.report).toMatch(/✘ database .*not an SQLite database/);
  });

  test('from the future', async () => {
    using place = await aBotFolder();
    const database = new DatabaseSync(path.join(place.folder, 'bot.db'));
    database.exec("INSERT INTO schema_migrations (name, timestamp) VALUES ('9999-wings', '2030')");
    database.close();
    const { code, report } = await look(place, 'bot.db');
    expect(code).toBe(1);
    expect(report).toMatch(/✘ database .*newer Hypewire \(schema change "9999-wings"\)\. Update this one/);
  });

  test('that does not exist yet is not created', async () => {
    using place = await aBotFolder();
    const { code, report } = await look(place, 'new/folder/bot.db');
    expect(code).toBe(0);
    expect(report).toMatch(/✔ database .*does not exist yet; npm start creates it/);
    expect(readdirSync(place.folder)).not.toContain('new');
  });
});

describe('the rest', () => {
  test('a web port in use, a model that is not there, a QuickChart that fails', async () => {
    using place = await aBotFolder();
    await using busy = await answering(404, {});
    await using model = await answering(200, { data: [{ id: 'tiny' }] });
    const { code, report } = await doctor(place.folder, {
      WEB_PORT: String(busy.port),
      OPENAI_BASE_URL: `http://127.0.0.1:${model.port}/v1`,
      OPENAI_API_KEY: 'key-of-the-model',
      OPENAI_MODEL: 'huge',
      CHART_RENDERER: 'quickchart',
      QUICKCHART_URL: `http://127.0.0.1:${busy.port}`,
    });
    expect(code).toBe(1);
    expect(report).toMatch(/✘ web port .* is used by another program\. Set WEB_PORT/);
    expect(report).toMatch(/✘ quickchart +no chart could be drawn: QuickChart answered 404\. Check QUICKCHART_URL/);
    expect(report).toMatch(/✘ language model .* has no model "huge"\. Set OPENAI_MODEL to one it has: tiny\./);
    expect(report).not.toContain('key-of-the-model');
    expect(report).toMatch(/3 things to fix\.\n$/);
  });
});

import type { Config } from '../../config/config.ts';
import type { RawEnv } from '../../config/env.ts';
import { errorMessage } from '../../lib/error-message.ts';
import { DEMO_CHANNEL } from '../../replay/demo-round.ts';
import { checkCharts } from './check-charts.ts';
import { checkChat } from './check-chat.ts';
import { checkDatabase, type DatabaseReport } from './check-database.ts';
import { checkDiscord } from './check-discord.ts';
import { checkModel } from './check-model.ts';
import { checkTwitchApp, checkTwitchUser, twitchAddresses } from './check-twitch-api.ts';
import { checkWeb } from './check-web.ts';
import { bad, off, ok, type Finding } from './finding.ts';
import { readTracks } from './read-tracks.ts';

/** All checks at once, their findings in the order of the report. */
export async function* examine(config: Config, env: RawEnv): AsyncGenerator<Finding> {
  const database = lookAtDatabase(config.storage.url);
  const tracks = readTracks(config.storage.url, database.running);
  const twitch = twitchAddresses(env['TWURPLE_MOCK_API_PORT']?.trim());
  const { app, user, ircUrl } = config.twitch;
  const needsChat = config.mode === 'live' || ircUrl !== null;
  const parts = [
    guarded('database', async () => database.findings),
    guarded('settings', async () => describeTracks(await tracks)),
    guarded('charts', () => checkCharts(config.charts)),
    guarded('twitch chat', async () =>
      needsChat ? checkChat(ircUrl) : [off('twitch chat', 'not needed in the demo.')],
    ),
    guarded('twitch app', () => checkTwitchApp(app, twitch)),
    guarded('twitch user', () => checkTwitchUser(user, twitch)),
    guarded('discord', () => checkDiscord(config.discord, async () => (await tracks).tracks)),
    guarded('language model', () => checkModel(config.models.openai)),
    guarded('web port', () => checkWeb(config.web)),
  ];
  yield describeMode(config);
  for (const part of parts) yield* await part;
}

function lookAtDatabase(url: string): DatabaseReport {
  try {
    return checkDatabase(url);
  } catch (error) {
    return { running: false, findings: [broken('database', error)] };
  }
}

/** A check that breaks is a finding, and ends no other. */
async function guarded(name: string, check: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  try {
    return await check();
  } catch (error) {
    return [broken(name, error)];
  }
}

function broken(name: string, error: unknown): Finding {
  return bad(name, `this could not be checked: ${errorMessage(error)}`);
}

function describeMode({ mode, twitch, discord }: Config): Finding {
  if (mode === 'demo') {
    return ok(
      'configuration',
      `nothing is configured, so npm start runs the demo: a bundled stream (${DEMO_CHANNEL}) is played through the real pipeline, without any account. ` +
        'Set TWITCH_CHANNELS to watch real chat (needs no token), DISCORD_TOKEN to post alerts.',
    );
  }
  const watched = twitch.channels.length === 0 ? 'what is tracked in Discord' : twitch.channels.join(', ');
  return ok('configuration', `watches ${watched}; alerts go to ${discord === null ? 'the terminal' : 'Discord'}.`);
}

function describeTracks({ tracks, unreadable }: Awaited<ReturnType<typeof readTracks>>): readonly Finding[] {
  if (unreadable > 0)
    return [
      bad('settings', `${unreadable} stored tracks cannot be read and are skipped. Add them again with /track add.`),
    ];
  const channels = new Set(tracks.map(({ channel }) => channel));
  if (tracks.length === 0) return [];
  return [ok('settings', `${tracks.length} tracks of ${channels.size} channels.`)];
}

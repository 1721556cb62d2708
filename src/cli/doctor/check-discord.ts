import { z } from 'zod';
import { describeDiff, isEmptyDiff } from '../../bot/discord/registration/diff-commands.ts';
import { explainSyncFailure } from '../../bot/discord/registration/explain-sync-failure.ts';
import { syncCommands } from '../../bot/discord/registration/sync-commands.ts';
import { inviteUrl } from '../../bot/discord/permissions/needed.ts';
import { judgeError } from '../../bot/discord/rest/api-failure.ts';
import { createDiscordRest, type DiscordRest } from '../../bot/discord/rest/discord-rest.ts';
import { slashCommands } from '../../commands/index.ts';
import type { Config } from '../../config/config.ts';
import type { Track } from '../../domain/track.ts';
import { systemClock } from '../../lib/clock.ts';
import { createLogger } from '../../telemetry/logger.ts';
import { checkGateway } from './check-gateway.ts';
import { checkTargets } from './check-targets.ts';
import { bad, off, ok, type Finding } from './finding.ts';

const REQUEST_MS = 8_000;
const ALL_MS = 60_000;
const SHOWN_MAX = 10;

const applicationSchema = z.object({
  id: z.string(),
  name: z.string(),
  approximate_guild_count: z.number().optional(),
});
const guildsSchema = z.array(z.object({ name: z.string() }));

/** Token, servers, gateway, commands, permissions. After a refused token nothing else is asked. */
export async function checkDiscord(
  config: Config['discord'],
  tracks: () => Promise<readonly Track[]>,
): Promise<readonly Finding[]> {
  if (config === null) return [off('discord', 'DISCORD_TOKEN is not set; alerts are printed in the terminal.')];
  const { token, apiUrl } = config;
  const rest = createDiscordRest({
    token,
    logger: createLogger('silent'),
    clock: systemClock,
    requestTimeoutMs: REQUEST_MS,
    ...(apiUrl === null ? {} : { apiUrl }),
  });
  const signal = AbortSignal.timeout(ALL_MS);
  const application = await attempt('discord token', async () =>
    applicationSchema.parse(await rest.call('GET', '/applications/@me', { signal })),
  );
  if ('state' in application) return [application];
  const { id, name } = application;
  const parts = [
    await attempt('servers', () => checkServers(rest, application, signal)),
    await attempt('gateway', () => checkGateway(rest, signal)),
    await attempt('commands', () => checkCommands(rest, signal)),
    await attempt('permissions', async () => checkTargets(rest, await tracks(), signal)),
  ];
  return [ok('discord token', `accepted: application ${name} (${id}).`), ...parts.flat()];
}

/** What the work gives, or why Discord did not let it. */
async function attempt<T>(name: string, work: () => Promise<T>): Promise<T | Finding> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof z.ZodError)
      return bad(name, 'Discord answered in a form Hypewire does not know. Check DISCORD_API_URL, or update Hypewire.');
    return bad(name, explain(error));
  }
}

/** @throws the error itself when it is neither Discord's nor the network's */
function explain(error: unknown): string {
  const failure = judgeError(error);
  if (failure === null) throw error;
  const passing = failure.kind === 'temporary' || failure.kind === 'unauthorized' || failure.uncertain;
  const sentence = passing ? explainSyncFailure(error, null) : null;
  return sentence ?? `Discord refused to answer (${failure.reason}). Check DISCORD_API_URL, or leave it out.`;
}

async function checkServers(
  rest: DiscordRest,
  application: z.output<typeof applicationSchema>,
  signal: AbortSignal,
): Promise<Finding> {
  const names = await serverNames(rest, signal);
  const count = names?.length ?? application.approximate_guild_count ?? 0;
  if (count === 0) return bad('servers', `the bot is in no server. Invite it: ${inviteUrl(application.id)}`);
  const shown = names?.slice(0, SHOWN_MAX).join(', ');
  return ok(
    'servers',
    shown === undefined ? `in about ${count}.` : `in ${count}: ${shown}${count > SHOWN_MAX ? ', …' : ''}.`,
  );
}

/** Null where only their number is known. */
async function serverNames(rest: DiscordRest, signal: AbortSignal): Promise<readonly string[] | null> {
  try {
    const guilds = guildsSchema.parse(await rest.call('GET', '/users/@me/guilds', { signal }));
    return guilds.map(({ name }) => name);
  } catch (error) {
    if (judgeError(error)?.kind === 'gone') return null;
    throw error;
  }
}

async function checkCommands(rest: DiscordRest, signal: AbortSignal): Promise<Finding> {
  const definitions = slashCommands.map((command) => command.definition);
  const { diff } = await syncCommands(rest, { definitions, guildId: null, dryRun: true, signal });
  if (isEmptyDiff(diff)) return ok('commands', `all ${definitions.length} are registered.`);
  const changes = describeDiff(diff);
  return off(
    'commands',
    `${changes.length} differ from this version; npm start registers them: ${changes.join('; ')}.`,
  );
}

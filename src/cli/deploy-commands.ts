import { describeDiff, isEmptyDiff } from '../bot/discord/registration/diff-commands.ts';
import { explainSyncFailure } from '../bot/discord/registration/explain-sync-failure.ts';
import { syncCommands } from '../bot/discord/registration/sync-commands.ts';
import { createDiscordRest } from '../bot/discord/rest/discord-rest.ts';
import { slashCommands } from '../commands/index.ts';
import { ConfigError, loadConfig } from '../config/config.ts';
import { UserError } from '../domain/command.ts';
import { systemClock } from '../lib/clock.ts';
import { readCommandLine } from '../lib/command-line.ts';
import { createLogger } from '../telemetry/logger.ts';

const USAGE = `Registers the slash commands with Discord, if they differ from what is registered.

  npm run deploy-commands -- [--guild ID] [--dry-run]

  --guild ID   in one server only, where they appear at once (for development; also DISCORD_GUILD_ID)
  --dry-run    only say what would change`;

/** Exit codes: 0 registered or nothing to do, 1 Discord refused or is out of reach, 2 wrong arguments or settings. */
async function main(): Promise<number> {
  const given = readArguments();
  if (given.help) {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  const { discord } = loadConfig(process.env);
  if (discord === null) {
    process.stderr.write(
      'deploy-commands: DISCORD_TOKEN is not set. Copy the bot token from https://discord.com/developers/applications (Bot, Reset Token).\n',
    );
    return 2;
  }
  return deploy(discord, given.guildId, given.dryRun);
}

async function deploy(
  discord: { readonly token: string; readonly apiUrl: string | null },
  guildId: string | null,
  dryRun: boolean,
): Promise<number> {
  const { token, apiUrl } = discord;
  // The sentences below say what the log would.
  const logger = createLogger('silent');
  const rest = createDiscordRest({ token, logger, clock: systemClock, ...(apiUrl === null ? {} : { apiUrl }) });
  const definitions = slashCommands.map((command) => command.definition);
  const place = guildId === null ? 'for all servers' : `in server ${guildId}`;
  try {
    const { diff, applied } = await syncCommands(rest, { definitions, guildId, dryRun, signal: null });
    const lines = isEmptyDiff(diff)
      ? [`All ${definitions.length} commands are registered ${place} already; nothing to do.`]
      : [
          ...describeDiff(diff),
          applied ? `Registered ${definitions.length} commands ${place}.` : 'Nothing was changed (--dry-run).',
        ];
    process.stdout.write(`${lines.join('\n')}\n`);
    return 0;
  } catch (error) {
    const sentence = explainSyncFailure(error, guildId);
    if (sentence === null) throw error;
    process.stderr.write(`deploy-commands: ${sentence}\n`);
    return 1;
  }
}

/** @throws UserError for anything unclear */
function readArguments(): { readonly guildId: string | null; readonly dryRun: boolean; readonly help: boolean } {
  const { values } = readCommandLine({
    options: {
      guild: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const guildId = values.guild ?? (process.env['DISCORD_GUILD_ID']?.trim() || null);
  if (guildId !== null && !/^\d{15,20}$/.test(guildId)) {
    throw new UserError(`"${guildId}" is no server id. It is a number of 17 to 20 digits.`);
  }
  return { guildId, dryRun: values['dry-run'], help: values.help };
}

try {
  process.exitCode = await main();
} catch (error) {
  if (error instanceof ConfigError) process.stderr.write(`deploy-commands: ${error.message}\n`);
  else if (error instanceof UserError) process.stderr.write(`deploy-commands: ${error.message}\n\n${USAGE}\n`);
  else throw error;
  process.exitCode = 2;
}

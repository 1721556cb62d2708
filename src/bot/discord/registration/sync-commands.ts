import { Routes } from 'discord.js';
import type { CommandDefinition } from '../../../domain/command.ts';
import type { DiscordRest } from '../rest/discord-rest.ts';
import { commandsJson } from './command-json.ts';
import { diffCommands, isEmptyDiff, type CommandDiff } from './diff-commands.ts';

export interface SyncOptions {
  readonly definitions: readonly CommandDefinition[];
  /** One server, for development; null registers for all. */
  readonly guildId: string | null;
  /** Only look. */
  readonly dryRun: boolean;
  readonly signal: AbortSignal | null;
}

export interface SyncResult {
  readonly applicationId: string;
  readonly diff: CommandDiff;
  readonly applied: boolean;
  /** Of the registered commands, by name, for clickable mentions. */
  readonly ids: ReadonlyMap<string, string>;
}

/**
 * Makes Discord's list of our commands equal to `definitions`. Nothing is written when it is equal already: Discord limits
 * creations to 200 a day.
 * @throws what `DiscordRest.call` throws
 */
export async function syncCommands(rest: DiscordRest, options: SyncOptions): Promise<SyncResult> {
  const { definitions, guildId, dryRun, signal } = options;
  const { id: applicationId } = (await rest.call('GET', '/applications/@me', { signal })) as { id: string };
  const route =
    guildId === null
      ? Routes.applicationCommands(applicationId)
      : Routes.applicationGuildCommands(applicationId, guildId);
  const wanted = commandsJson(definitions, guildId === null ? 'global' : 'guild');
  const registered = (await rest.call('GET', route, { signal })) as readonly RegisteredCommand[];
  const diff = diffCommands(registered, wanted);
  if (dryRun || isEmptyDiff(diff)) return { applicationId, diff, applied: false, ids: idsOf(registered) };
  const answer = (await rest.call('PUT', route, { body: wanted, signal })) as readonly RegisteredCommand[];
  return { applicationId, diff, applied: true, ids: idsOf(answer) };
}

interface RegisteredCommand {
  readonly id: string;
  readonly name: string;
}

function idsOf(commands: readonly RegisteredCommand[]): ReadonlyMap<string, string> {
  return new Map(commands.map(({ name, id }) => [name, id] as const));
}

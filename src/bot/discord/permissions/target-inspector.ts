import type { Client, Guild, GuildBasedChannel } from 'discord.js';
import { UserError, type PickedChannel } from '../../../domain/command.ts';
import type { TargetCheck, TargetInspector } from '../../../domain/ports/delivery.ts';
import { judgeError } from '../rest/api-failure.ts';
import { missingPermissions, neededPermissions } from './needed.ts';

/**
 * Looks at what the gateway told: channel, thread parent, overwrites, roles.
 * @param currentClient null while there is no connection
 */
export function createTargetInspector(currentClient: () => Client<true> | null): TargetInspector {
  return {
    async check(guildId, picked, options) {
      const guild = currentClient()?.guilds.cache.get(guildId);
      if (guild === undefined) {
        throw new UserError(
          'I am not fully connected to Discord right now, so I cannot check my permissions. Try again in a minute.',
        );
      }
      return checkTarget(guild, picked, options);
    },
  };
}

async function checkTarget(
  guild: Guild,
  picked: PickedChannel,
  { pingRoleId, threads = false }: Parameters<TargetInspector['check']>[2],
): Promise<TargetCheck> {
  const needed = neededPermissions(
    picked.kind,
    pingRoleId !== null && guild.roles.cache.get(pingRoleId)?.mentionable !== true,
    threads,
  );
  const me = guild.members.me ?? (await guild.members.fetchMe());
  const channel = await findChannel(guild, picked.id);
  // A place the bot is not even told about: for people that is the missing right to see it.
  const granted = channel?.permissionsFor(me)?.bitfield ?? 0n;
  const missing =
    channel === null && !me.permissions.has('Administrator') ? ['View Channel'] : missingPermissions(granted, needed);
  return { ok: missing.length === 0, missing };
}

/** Archived threads are not in the cache; private ones the bot is not in cannot be asked for. */
async function findChannel(guild: Guild, id: string): Promise<GuildBasedChannel | null> {
  try {
    return guild.channels.cache.get(id) ?? (await guild.channels.fetch(id));
  } catch (error) {
    const failure = judgeError(error);
    if (failure?.kind === 'forbidden' || failure?.kind === 'gone') return null;
    if (failure !== null)
      throw new UserError('Discord did not answer when I checked my permissions there. Try again in a minute.', {
        cause: error,
      });
    throw error;
  }
}

import { DiscordAPIError } from 'discord.js';
import { errorMessage } from '../../../lib/error-message.ts';
import { judgeError } from '../rest/api-failure.ts';

/** Why the commands could not be registered and what to do; null for a bug. */
export function explainSyncFailure(error: unknown, guildId: string | null): string | null {
  const failure = judgeError(error);
  if (failure === null) return null;
  if (failure.kind === 'unauthorized') {
    return 'Discord refused DISCORD_TOKEN. Copy the bot token from https://discord.com/developers/applications (Bot, Reset Token), set DISCORD_TOKEN and run this again.';
  }
  if (error instanceof DiscordAPIError && error.code === 30034) {
    return 'Discord allows 200 new commands a day, and they are used up. Run this again tomorrow.';
  }
  if (guildId !== null && (failure.kind === 'forbidden' || failure.kind === 'gone')) {
    return `The bot cannot register commands in server ${guildId}. Check the id, and invite the bot there with the scope applications.commands.`;
  }
  if (failure.reason === 'rate-limited') {
    return `Discord asks to wait ${Math.ceil((failure.retryAfterMs ?? 0) / 1000)} s. Run this again after that.`;
  }
  if (failure.kind === 'temporary' || failure.uncertain) {
    return `Discord could not be reached (${failure.reason}). Check the network and https://discordstatus.com, and run this again.`;
  }
  return `Discord refused the commands (${failure.reason}): ${errorMessage(error)}`;
}

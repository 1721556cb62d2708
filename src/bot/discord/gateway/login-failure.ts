import { DiscordAPIError, DiscordjsError, DiscordjsErrorCodes, GatewayCloseCodes } from 'discord.js';
import { judgeError } from '../rest/api-failure.ts';

export interface LoginFailure {
  /** What is so and what to do about it. */
  readonly detail: string;
  /** Nothing changes until a person does something: look again rarely. */
  readonly needsPerson: boolean;
}

const TOKEN_REFUSED: LoginFailure = {
  detail:
    'Discord refused DISCORD_TOKEN. Copy the bot token from https://discord.com/developers/applications (Bot, Reset Token), set DISCORD_TOKEN and restart.',
  needsPerson: true,
};
const INTENTS_REFUSED: LoginFailure = {
  detail:
    'Discord refused the gateway intents, although Hypewire asks only for "Guilds". Check at https://discord.com/developers/applications that the application is a bot and not disabled, then restart.',
  needsPerson: true,
};
const OUTDATED: LoginFailure = {
  detail: 'Discord no longer speaks the gateway version of this Hypewire. Update Hypewire.',
  needsPerson: true,
};

const WRONG_SHARDS: LoginFailure = {
  detail: 'Discord asks for another number of gateway connections; connecting again with what it recommends.',
  needsPerson: false,
};

/** Close codes after which Discord wants no reconnection. Source: Discord's "Opcodes and Status Codes". */
const BY_CLOSE_CODE: Readonly<Record<number, LoginFailure>> = {
  [GatewayCloseCodes.AuthenticationFailed]: TOKEN_REFUSED,
  [GatewayCloseCodes.InvalidShard]: WRONG_SHARDS,
  [GatewayCloseCodes.ShardingRequired]: WRONG_SHARDS,
  [GatewayCloseCodes.InvalidAPIVersion]: OUTDATED,
  [GatewayCloseCodes.InvalidIntents]: INTENTS_REFUSED,
  [GatewayCloseCodes.DisallowedIntents]: INTENTS_REFUSED,
};

/** @param closeCode of the gateway, when it ended the connection for good; null otherwise */
export function judgeLogin(error: unknown, closeCode: number | null): LoginFailure {
  const closed = closeCode === null ? undefined : BY_CLOSE_CODE[closeCode];
  if (closed !== undefined) return closed;
  if (error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid) return TOKEN_REFUSED;
  if (error instanceof DiscordAPIError && error.status === 401) return TOKEN_REFUSED;
  if (error instanceof Error && /sessions remaining/.test(error.message)) {
    return {
      detail:
        'Discord allows no more logins today, because there were too many. Hypewire waits; look in the log for what made it reconnect.',
      needsPerson: true,
    };
  }
  const failure = judgeError(error);
  const reason = failure?.reason ?? 'unknown';
  return {
    detail: `Discord cannot be reached (${reason}). Hypewire keeps trying; check the network and https://discordstatus.com.`,
    needsPerson: false,
  };
}

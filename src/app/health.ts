import type { DiscordBot } from '../bot/discord/discord-bot.ts';
import type { Config } from '../config/config.ts';
import type { ChatSource } from '../domain/ports/chat.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { HealthPart, HealthSource } from '../domain/ports/health.ts';
import { VERSION } from '../lib/version.ts';
import { chatHealth, fixedHealth } from '../runtime/health-parts.ts';
import { createHealth } from '../telemetry/health.ts';
import type { TwitchParts } from './twitch-api.ts';

export interface BotHealthDeps {
  readonly config: Config;
  readonly source: ChatSource;
  readonly twitch: TwitchParts;
  readonly discord: DiscordBot | null;
  readonly clock: Clock;
}

/** How every part of the bot is, for `/status`, `/api/health` and the container's health check. */
export function createBotHealth({ config, source, twitch, discord, clock }: BotHealthDeps): HealthSource {
  const parts: (() => HealthPart)[] = [
    () => chatHealth(source),
    () => twitch.status(),
    () =>
      discord?.status() ??
      fixedHealth('discord', false, 'set DISCORD_TOKEN to post alerts there; they are printed in the terminal'),
    () => fixedHealth('storage', true, config.storage.url),
  ];
  return createHealth({ version: VERSION, mode: config.mode, startedAt: clock.now(), now: () => clock.now() }, parts);
}

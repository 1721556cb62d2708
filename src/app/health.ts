import type { DiscordBot } from '../bot/discord/discord-bot.ts';
import type { Config } from '../config/config.ts';
import type { ChatSource } from '../domain/ports/chat.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { HealthPart, HealthSource } from '../domain/ports/health.ts';
import { VERSION } from '../lib/version.ts';
import type { Models } from '../models/models.ts';
import { chatHealth, emoteHealth, fixedHealth, modelHealth } from '../runtime/health-parts.ts';
import { createHealth } from '../telemetry/health.ts';
import type { Emotes } from './emotes.ts';
import type { TwitchParts } from './twitch-api.ts';

export interface BotHealthDeps {
  readonly config: Config;
  readonly source: ChatSource;
  readonly twitch: TwitchParts;
  readonly discord: DiscordBot | null;
  readonly emotes: Emotes;
  readonly models: Models;
  readonly clock: Clock;
}

/** How every part of the bot is, for `/status`, `/api/health` and the container's health check. */
export function createBotHealth(deps: BotHealthDeps): HealthSource {
  const { config, source, twitch, discord, emotes, models, clock } = deps;
  const parts: (() => HealthPart)[] = [
    () => chatHealth(source),
    () => twitch.status(),
    () =>
      discord?.status() ??
      fixedHealth('discord', false, 'set DISCORD_TOKEN to post alerts there; they are printed in the terminal'),
    () => emoteHealth(emotes.directory.status()),
    () => modelHealth(models.control.status()),
    () => fixedHealth('storage', true, config.storage.url),
  ];
  return createHealth({ version: VERSION, mode: config.mode, startedAt: clock.now(), now: () => clock.now() }, parts);
}

import type { Client } from 'discord.js';
import type { AnnouncementNotifier } from '../../domain/ports/announce.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { AlertNotifier, TargetInspector } from '../../domain/ports/delivery.ts';
import type { HealthPart } from '../../domain/ports/health.ts';
import type { Observer } from '../../domain/ports/observer.ts';
import type { Cache } from '../../domain/ports/stores.ts';
import type { Logger } from '../../telemetry/logger.ts';
import { createDiscordAnnouncer } from './announce/discord-announcer.ts';
import { createDiscordNotifier } from './delivery/discord-notifier.ts';
import { StreamThreads } from './delivery/stream-threads.ts';
import { TargetBreaker } from './delivery/target-breaker.ts';
import { Gateway } from './gateway/gateway.ts';
import type { InteractionHandlers } from './interactions/handlers.ts';
import { createInteractionRouter, type InteractionRouter } from './interactions/router.ts';
import { createOperators } from './operators.ts';
import { createTargetInspector } from './permissions/target-inspector.ts';
import { describeDiff } from './registration/diff-commands.ts';
import { syncCommands } from './registration/sync-commands.ts';
import { judgeError } from './rest/api-failure.ts';
import { createDiscordRest, type DiscordRest } from './rest/discord-rest.ts';

export interface DiscordBotOptions {
  readonly token: string;
  /** For example `http://127.0.0.1:3001/api`; Discord's own without it. */
  readonly apiUrl?: string;
  readonly logger: Logger;
  readonly observer: Observer;
  readonly clock: Clock;
  /** Bring Discord's list of commands up to date when connected, for all servers. Otherwise it is only read. */
  readonly registerCommands: boolean;
  /** Keeps which stream has which thread. Without it all cards stand in their channels themselves. */
  readonly threadCache?: Cache;
}

export interface DiscordBot extends AsyncDisposable {
  /**
   * Logs in and answers from then on. Never throws and never gives up: what is wrong stands in `status`.
   * The handlers come here because they themselves need `targets` and `commandIds`.
   */
  start(handlers: InteractionHandlers): void;
  status(): HealthPart;
  /** Servers the bot is in; empty while it is not connected. */
  guildIds(): readonly string[];
  /** Registered commands' ids by name; empty until they are known. */
  commandIds(): ReadonlyMap<string, string>;
  /** Works before `start` and while the gateway is down. */
  readonly notifier: AlertNotifier;
  /** As the notifier. */
  readonly announcer: AnnouncementNotifier;
  readonly targets: TargetInspector;
  /** Whether a Discord user owns the bot's application. @throws when Discord does not answer */
  isOperator(userId: string): Promise<boolean>;
}

const DRAIN_MS = 3_000;

export function createDiscordBot(options: DiscordBotOptions): DiscordBot {
  const { token, apiUrl, logger, observer, clock } = options;
  const rest = createDiscordRest({ token, logger, clock, ...(apiUrl === undefined ? {} : { apiUrl }) });
  const breaker = new TargetBreaker();
  const threadBreaker = new TargetBreaker();
  const stopping = new AbortController();
  let router: InteractionRouter | null = null;
  let handlers: InteractionHandlers | null = null;
  let commandIds: ReadonlyMap<string, string> = new Map();
  let registering: Promise<void> = Promise.resolve();

  const gateway = new Gateway({
    token,
    logger,
    clock,
    ...(apiUrl === undefined ? {} : { apiUrl }),
    onOddPacket: (error) => observer.stageFailed('discord-event', error),
    onInteraction: (interaction) => router?.handle(interaction),
    onPermissionsChanged: (channelId) => {
      for (const each of [breaker, threadBreaker]) {
        if (channelId === null) each.clearAll();
        else each.clear(channelId);
      }
    },
    onReady: () => {
      registering = registering.then(async () => {
        if (handlers !== null)
          commandIds = (await learnCommands(rest, options, handlers, stopping.signal)) ?? commandIds;
      });
    },
  });
  const cache = options.threadCache;
  const threads =
    cache === undefined ? {} : { threads: new StreamThreads({ rest, cache, breaker: threadBreaker, clock, logger }) };
  const client = (): Client<true> | null => gateway.client;

  return {
    start(given) {
      handlers = given;
      router = createInteractionRouter({ handlers: given, logger, observer, clock });
      gateway.start();
    },
    status: () => gateway.status(),
    guildIds: () => [...(client()?.guilds.cache.keys() ?? [])],
    commandIds: () => commandIds,
    notifier: createDiscordNotifier({ rest, breaker, clock, logger, ...threads }),
    announcer: createDiscordAnnouncer({ rest, breaker, clock, logger }),
    targets: createTargetInspector(client),
    isOperator: createOperators(rest, () => clock.now()),
    async [Symbol.asyncDispose]() {
      stopping.abort();
      // The answers under way still need the client's REST.
      await router?.drain(DRAIN_MS);
      await gateway[Symbol.asyncDispose]();
      await registering;
    },
  };
}

/** Null when Discord could not be asked: the bot works without, only mentions of its commands are not clickable. */
async function learnCommands(
  rest: DiscordRest,
  options: DiscordBotOptions,
  handlers: InteractionHandlers,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string> | null> {
  const { logger, registerCommands } = options;
  try {
    const result = await syncCommands(rest, {
      definitions: handlers.definitions,
      guildId: null,
      dryRun: !registerCommands,
      signal,
    });
    if (result.applied) logger.info({ changes: describeDiff(result.diff) }, 'Registered the slash commands');
    return result.ids;
  } catch (error) {
    if (judgeError(error) === null && !signal.aborted) options.observer.stageFailed('register-commands', error);
    else logger.warn({ error }, 'Could not bring the slash commands up to date; run "npm run deploy-commands"');
    return null;
  }
}

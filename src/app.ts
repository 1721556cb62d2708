/**
 * The one place that knows concrete classes, together with the files in `app/` that it is made of. Read from top to
 * bottom it is the flow: stores, alerts, core, chat, commands, health, web. Whatever is opened here is closed in
 * reverse order, also when a later step fails.
 */
import path from 'node:path';
import { createAlerting } from './app/alerting.ts';
import { openChat } from './app/chat.ts';
import { startSlashCommands } from './app/commands.ts';
import { createCore, DETECTOR } from './app/core.ts';
import { createBotHealth } from './app/health.ts';
import { openStores } from './app/stores.ts';
import { connectTwitch } from './app/twitch-api.ts';
import { createWatching } from './app/watching.ts';
import { createDiscordBot } from './bot/discord/discord-bot.ts';
import { createChartRenderer } from './charts/create-chart-renderer.ts';
import { chatCommands } from './commands/twitch/commands.ts';
import { createChatDispatcher } from './commands/twitch/dispatcher.ts';
import type { Config } from './config/config.ts';
import type { ChannelMetrics } from './domain/channel-metrics.ts';
import type { ChatEvent } from './domain/chat-event.ts';
import type { Clock } from './domain/ports/clock.ts';
import type { HealthSource } from './domain/ports/health.ts';
import { TRACK_DEFAULTS } from './domain/track.ts';
import { systemClock } from './lib/clock.ts';
import { createSteadyClock } from './lib/steady-clock.ts';
import { DEMO_CHANNEL } from './replay/demo-round.ts';
import { scoreThreshold } from './pipeline/hype/sensitivity.ts';
import { createChatDesk } from './runtime/chat-desk.ts';
import { startTicker } from './runtime/ticker.ts';
import type { Logger } from './telemetry/logger.ts';
import { createTelemetry } from './telemetry/observer.ts';
import { createTerminalNotifier } from './terminal/terminal-notifier.ts';
import { startWebServer } from './web/server.ts';

export interface AppOptions {
  readonly config: Config;
  readonly logger: Logger;
  /** The operator's screen: alerts where there is no Discord, and the live line. */
  readonly terminal: {
    readonly color: boolean;
    print(text: string): void;
    metrics(metrics: ChannelMetrics): void;
  };
}

export interface App extends AsyncDisposable {
  readonly webUrl: string;
  readonly health: HealthSource;
  /** What more could be had and how, one sentence each. */
  readonly hints: readonly string[];
}

/** Starts everything. @throws an error whose message says what to do; everything opened by then is closed again */
export async function createApp({ config, logger, terminal }: AppOptions): Promise<App> {
  await using stack = new AsyncDisposableStack();
  const clock: Clock = { now: createSteadyClock(Date.now, () => performance.now()), sleep: systemClock.sleep };
  const { observer } = createTelemetry(logger, clock.now);
  const stores = await openStores(stack, config.storage, clock, observer);
  const base = { config, stores, clock, observer, logger };

  const renderer = stack.use(createRenderer(config.charts, logger));
  const discord =
    config.discord === null
      ? null
      : stack.use(createDiscordBot({ ...discordAccess(config.discord), ...base, registerCommands: true }));
  const chartFolder = path.join(config.storage.dataFolder, 'charts');
  const alerting = stack.use(
    await createAlerting({
      storage: stores.storage,
      renderer,
      discord: discord?.notifier ?? null,
      terminal: createTerminalNotifier({ print: terminal.print, chartFolder, color: terminal.color }),
      live: () => pipeline,
      detector: DETECTOR,
      clock,
      observer,
    }),
  );

  const twitch = stack.use(
    await connectTwitch({ ...base, accept: (event) => onEvent(event), wakeDelivery: alerting.wake }),
  );
  const pipeline = createCore({
    stores,
    observer,
    isOwnAccount: twitch.isOwnAccount,
    onMessage: (message) => dispatcher.handle(message),
    onHype: alerting.handle,
    onMetrics: terminal.metrics,
  });
  const dispatcher = stack.use(
    createChatDispatcher({
      commands: chatCommands,
      settings: stores.settings.channels,
      speaker: twitch.speaker,
      live: pipeline,
      moments: stores.storage.moments,
      minScore: scoreThreshold(TRACK_DEFAULTS.sensitivity, DETECTOR),
      clock,
      observer,
    }),
  );
  const onEvent: (event: ChatEvent) => void = createChatDesk({
    accept: pipeline.accept,
    messages: stores.storage.messages,
    streams: stores.storage.streams,
    writer: stores.writer,
    jobs: stores.jobs,
    wakeDelivery: alerting.wake,
    observer,
  });
  stack.defer(() => pipeline.flush());
  const source = stack.use(await openChat({ ...base, accept: onEvent, tick: pipeline.tick }));
  const configured = config.mode === 'demo' ? [DEMO_CHANNEL] : config.twitch.channels;
  const watching = createWatching({
    ...base,
    configured,
    alertsInTerminal: discord === null,
    source,
    watcher: twitch.watcher,
    pipeline,
    router: alerting.router,
  });

  const health = createBotHealth({ ...base, source, twitch, discord });
  const web = stack.use(await startWebServer({ host: config.web.host, port: config.web.port, health, logger }));
  if (discord !== null) {
    startSlashCommands({
      ...base,
      discord,
      alerting,
      renderer,
      health,
      live: pipeline,
      chat: source,
      directory: twitch.directory,
      canSpeak: twitch.speaker !== null,
      trackingChanged: watching.refresh,
    });
  }

  await watching.refresh();
  alerting.start();
  source.start();
  twitch.watcher?.start();
  stack.use(startTicker({ pipeline, now: clock.now, observer }));
  const owned = stack.move();
  return { webUrl: web.url, health, hints: twitch.hints, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

function createRenderer(charts: Config['charts'], logger: Logger) {
  const { renderer: kind, quickchartUrl } = charts;
  return createChartRenderer({ kind, logger, ...(quickchartUrl === null ? {} : { quickchartUrl }) });
}

function discordAccess({ token, apiUrl }: NonNullable<Config['discord']>) {
  return { token, ...(apiUrl === null ? {} : { apiUrl }) };
}

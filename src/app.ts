/**
 * The one place that knows concrete classes, together with the files in `app/` that it is made of. Read from top to
 * bottom it is the flow: stores, alerts, core, chat, commands, health, web. Whatever is opened here is closed in
 * reverse order, also when a later step fails.
 */
import path from 'node:path';
import { createAlerting, type Alerting, type AlertingDeps } from './app/alerting.ts';
import { openChat } from './app/chat.ts';
import { openClips } from './app/clips.ts';
import { startSlashCommands } from './app/commands.ts';
import { createCore, DETECTOR } from './app/core.ts';
import { openDesks } from './app/desks.ts';
import { createBotHealth } from './app/health.ts';
import { openStores, type Stores } from './app/stores.ts';
import { openMomentSummaries, openSummaries } from './app/summaries.ts';
import { connectTwitch } from './app/twitch-api.ts';
import { createWatching } from './app/watching.ts';
import { createDiscordBot, type DiscordBot } from './bot/discord/discord-bot.ts';
import { createChartRenderer } from './charts/create-chart-renderer.ts';
import { chatCommands } from './commands/twitch/commands.ts';
import { createChatDispatcher, type ChatDispatcher } from './commands/twitch/dispatcher.ts';
import type { Config } from './config/config.ts';
import type { ChannelMetrics } from './domain/channel-metrics.ts';
import type { ChatEvent } from './domain/chat-event.ts';
import type { ChartRenderer } from './domain/chart.ts';
import type { ChatSpeaker } from './domain/ports/chat.ts';
import type { Clock } from './domain/ports/clock.ts';
import type { HealthSource } from './domain/ports/health.ts';
import type { LiveView } from './domain/ports/live-view.ts';
import type { Observer } from './domain/ports/observer.ts';
import { TRACK_DEFAULTS } from './domain/track.ts';
import { systemClock } from './lib/clock.ts';
import { createSteadyClock } from './lib/steady-clock.ts';
import { DEMO_CHANNEL } from './replay/demo-round.ts';
import { scoreThreshold } from './pipeline/hype/sensitivity.ts';
import type { Pipeline } from './pipeline/pipeline.ts';
import { createChatDesk } from './runtime/chat-desk.ts';
import type { MarkDesk } from './runtime/mark-desk.ts';
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

/** What every part of the composition needs. */
interface Base {
  readonly config: Config;
  readonly stores: Stores;
  readonly clock: Clock;
  readonly observer: Observer;
  readonly logger: Logger;
}

/** Starts everything. @throws an error whose message says what to do; everything opened by then is closed again */
export async function createApp({ config, logger, terminal }: AppOptions): Promise<App> {
  await using stack = new AsyncDisposableStack();
  const steady = createSteadyClock(Date.now, () => performance.now());
  const clock: Clock = { now: steady, sleep: (ms, signal) => systemClock.sleep(ms, signal) };
  const { observer } = createTelemetry(logger, steady);
  const stores = await openStores(stack, config.storage, clock, observer);
  const base: Base = { config, stores, clock, observer, logger };

  const renderer = stack.use(openRenderer(base));
  const discord = openDiscord(base);
  if (discord !== null) stack.use(discord);
  const alerting = stack.use(
    await openAlerting(base, renderer, discord, terminal, { live: () => pipeline, clips: () => clips }),
  );
  const wakeDelivery = (): void => alerting.wake();
  const summaries = stack.use(openSummaries({ ...base, model: () => null }));
  const momentSummaries = stack.use(openMomentSummaries(base, summaries, alerting.router, wakeDelivery));
  const isLive = (channel: string): boolean | null =>
    config.twitch.app === null ? null : pipeline.stream(channel) !== null;
  const announcer = discord?.announcer ?? null;
  const desks = stack.use(openDesks({ ...base, renderer, announcer, summaries, isLive, wakeDelivery }));

  const twitch = stack.use(await connectTwitch({ ...base, accept: (event) => onEvent(event), wakeDelivery }));
  const { clipMaker } = twitch;
  const clips = stack.use(openClips({ ...base, clipMaker, wakeDelivery }));
  const pipeline = createCore({
    ...base,
    isOwnAccount: (userId) => twitch.isOwnAccount(userId),
    onMessage: (message) => dispatcher.handle(message),
    onHype(event) {
      alerting.handle(event);
      desks.marks.handle(event);
      momentSummaries.handle(event);
    },
    onMetrics: (metrics) => terminal.metrics(metrics),
  });
  stack.defer(() => pipeline.flush());
  const dispatcher = stack.use(openChatCommands(base, twitch.speaker, pipeline, desks.marks));
  const onEvent = openChatDesk(base, pipeline, wakeDelivery);
  const source = stack.use(
    await openChat({ ...base, accept: onEvent, tick: (now, channel) => pipeline.tick(now, channel) }),
  );

  const { router } = alerting;
  const { watcher, directory } = twitch;
  const configured = config.mode === 'demo' ? [DEMO_CHANNEL] : config.twitch.channels;
  const alertsInTerminal = discord === null;
  const watching = stack.use(
    await createWatching({ ...base, configured, alertsInTerminal, source, watcher, pipeline, router }),
  );
  const trackingChanged = (): Promise<void> => watching.refresh();
  const health = createBotHealth({ ...base, source, twitch, discord });
  const web = stack.use(await startWebServer({ host: config.web.host, port: config.web.port, health, logger }));
  if (discord !== null) {
    const canSpeak = twitch.speaker !== null;
    startSlashCommands({
      ...base,
      discord,
      alerting,
      desks,
      summaries,
      renderer,
      health,
      live: pipeline,
      chat: source,
      directory,
      canSpeak,
      clipMaker,
      clips,
      trackingChanged,
    });
  }

  await watching.refresh();
  alerting.start();
  await clips.recover();
  desks.start();
  source.start();
  watcher?.start();
  stack.use(startTicker({ pipeline, now: steady, observer }));
  const owned = stack.move();
  return { webUrl: web.url, health, hints: twitch.hints, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

function openRenderer({ config, logger }: Base): ChartRenderer {
  const { renderer: kind, quickchartUrl } = config.charts;
  return createChartRenderer({ kind, logger, ...(quickchartUrl === null ? {} : { quickchartUrl }) });
}

function openDiscord({ config, stores, logger, observer, clock }: Base): DiscordBot | null {
  if (config.discord === null) return null;
  const { token, apiUrl } = config.discord;
  return createDiscordBot({
    token,
    ...(apiUrl === null ? {} : { apiUrl }),
    logger,
    observer,
    clock,
    registerCommands: true,
    threadCache: stores.settings.cache('stream-threads'),
  });
}

function openAlerting(
  base: Base,
  renderer: ChartRenderer,
  discord: DiscordBot | null,
  terminal: AppOptions['terminal'],
  later: Pick<AlertingDeps, 'live' | 'clips'>,
): Promise<Alerting> {
  const { config, stores, clock, observer } = base;
  const screen = createTerminalNotifier({
    print: (text) => terminal.print(text),
    chartFolder: path.join(config.storage.dataFolder, 'charts'),
    color: terminal.color,
  });
  return createAlerting({
    storage: stores.storage,
    renderer,
    discord: discord?.notifier ?? null,
    terminal: screen,
    ...later,
    groupCache: stores.settings.cache('moment-groups'),
    detector: DETECTOR,
    clock,
    observer,
  });
}

function openChatCommands(
  { stores, clock, observer }: Base,
  speaker: ChatSpeaker | null,
  live: LiveView,
  marks: MarkDesk,
): ChatDispatcher {
  return createChatDispatcher({
    commands: chatCommands,
    settings: stores.settings.channels,
    speaker,
    live,
    moments: stores.storage.moments,
    marks,
    minScore: scoreThreshold(TRACK_DEFAULTS.sensitivity, DETECTOR),
    clock,
    observer,
  });
}

function openChatDesk(
  { stores, observer }: Base,
  pipeline: Pipeline,
  wakeDelivery: () => void,
): (event: ChatEvent) => void {
  const { storage, writer, jobs } = stores;
  const { messages, streams } = storage;
  return createChatDesk({
    accept: (event) => pipeline.accept(event),
    messages,
    streams,
    writer,
    jobs,
    wakeDelivery,
    observer,
  });
}

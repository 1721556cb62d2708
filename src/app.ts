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
import { openDesks, type Desks } from './app/desks.ts';
import { openEmotes } from './app/emotes.ts';
import { createBotHealth } from './app/health.ts';
import { openModels } from './app/models.ts';
import { openPrivacy } from './app/privacy.ts';
import { openStores, type Stores } from './app/stores.ts';
import { openMomentSummaries, openSummaries } from './app/summaries.ts';
import { connectTwitch } from './app/twitch-api.ts';
import { createWatching } from './app/watching.ts';
import { openWeb, type Web } from './app/web.ts';
import { createDiscordBot, type DiscordBot } from './bot/discord/discord-bot.ts';
import { createChartRenderer } from './charts/create-chart-renderer.ts';
import { chatCommands } from './commands/twitch/commands.ts';
import { createChatDispatcher, type ChatDispatcher } from './commands/twitch/dispatcher.ts';
import type { Config } from './config/config.ts';
import type { ChannelMetrics } from './domain/channel-metrics.ts';
import type { ChannelName, ChatEvent } from './domain/chat-event.ts';
import type { ChartRenderer } from './domain/chart.ts';
import type { HypeEvent } from './domain/hype-moment.ts';
import type { ChatSpeaker } from './domain/ports/chat.ts';
import type { Clock } from './domain/ports/clock.ts';
import type { HealthSource } from './domain/ports/health.ts';
import type { LiveView } from './domain/ports/live-view.ts';
import type { Observer } from './domain/ports/observer.ts';
import { TRACK_DEFAULTS } from './domain/track.ts';
import { systemClock } from './lib/clock.ts';
import { createLiveHub } from './lib/live-feed.ts';
import { createSteadyClock } from './lib/steady-clock.ts';
import { scoreThreshold } from './pipeline/hype/sensitivity.ts';
import type { Pipeline } from './pipeline/pipeline.ts';
import { createChatDesk } from './runtime/chat-desk.ts';
import type { MarkDesk } from './runtime/mark-desk.ts';
import type { PrivacyDesk } from './runtime/privacy-desk.ts';
import type { MomentSummaries } from './runtime/summary/moment-summaries.ts';
import { startTicker } from './runtime/ticker.ts';
import type { Logger } from './telemetry/logger.ts';
import { createTelemetry } from './telemetry/observer.ts';
import { createTerminalNotifier } from './terminal/terminal-notifier.ts';

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
  readonly web: Web;
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
  const telemetry = createTelemetry(logger, steady);
  const { observer } = telemetry;
  const stores = await openStores(stack, config.storage, clock, observer);
  const base: Base = { config, stores, clock, observer, logger };
  const feed = createLiveHub((error) => observer.stageFailed('live-feed', error));

  const renderer = stack.use(openRenderer(base));
  const discord = openDiscord(base);
  if (discord !== null) stack.use(discord);
  const alerting = stack.use(
    await openAlerting(base, renderer, discord, terminal, { live: () => pipeline, clips: () => clips }),
  );
  const { router } = alerting;
  const wakeDelivery = (): void => alerting.wake();
  const emotes = stack.use(openEmotes({ ...base, pipeline: () => pipeline }));
  const thinking = stack.use(openModels({ ...base, pipeline: () => pipeline, modelObserver: telemetry.models }));
  const summaries = stack.use(openSummaries({ ...base, ...thinking }));
  const momentSummaries = stack.use(openMomentSummaries(base, summaries, router, wakeDelivery));
  const desks = stack.use(openDesks({ ...base, renderer, discord, summaries, live: () => pipeline, wakeDelivery }));

  const twitch = stack.use(await connectTwitch({ ...base, accept: (event) => onEvent(event), wakeDelivery }));
  const { clipMaker, watcher } = twitch;
  const clips = stack.use(openClips({ ...base, clipMaker, wakeDelivery }));
  const privacy = stack.use(await openPrivacy(base, { pipeline: () => pipeline, feed, thinking, wakeDelivery }));
  const pipeline = createCore({
    ...{ ...base, scorer: thinking.scorer },
    isOwnAccount: (userId) => twitch.isOwnAccount(userId),
    isOptedOut: (userId) => privacy.isOptedOut(userId),
    listeners: [
      { accepted: (message) => dispatcher.handle(message), metrics: (metrics) => terminal.metrics(metrics) },
      alertListener(alerting, desks, momentSummaries),
      thinking.moods,
      thinking.headlines,
      { retracted: (retraction) => summaries.retract(retraction) },
      feed,
    ],
  });
  stack.defer(() => pipeline.flush());
  const live: LiveView = { ...pipeline, headline: (channel) => thinking.headlines.headline(channel) };
  const dispatcher = stack.use(openChatCommands(base, twitch.speaker, live, desks.marks, privacy));
  const chatDesk = openChatDesk(base, pipeline, wakeDelivery);
  const onEvent = (event: ChatEvent): void => {
    emotes.hear(event);
    if (event.kind === 'message') privacy.hear(event);
    chatDesk(event);
  };
  const source = stack.use(
    await openChat({ ...base, accept: onEvent, tick: (now, channel) => pipeline.tick(now, channel) }),
  );

  const onChannels = (channels: ReadonlySet<ChannelName>): void => emotes.want(channels);
  const onForgotten = (channel: ChannelName): void => thinking.headlines.forget(channel);
  const alertsInTerminal = discord === null;
  const watching = stack.use(
    await createWatching({ ...base, alertsInTerminal, source, watcher, pipeline, router, onChannels, onForgotten }),
  );
  const health = createBotHealth({ ...base, source, twitch, discord, emotes, models: thinking.models });
  const { control: channels } = watching;
  const web = await openWeb(stack, {
    ...{ ...base, telemetry, health, live, feed, source, channels, emotes, thinking, summaries },
  });
  if (discord !== null) {
    startSlashCommands({
      ...{ ...base, discord, alerting, desks, summaries, thinking, emotes, privacy, renderer, health, live, twitch },
      ...{ chat: source, clips, trackingChanged: () => watching.refresh() },
    });
  }

  // Loading a model may take minutes; until then the built-in rules answer.
  void thinking.models.start().catch((error: unknown) => observer.stageFailed('models', error));
  await watching.refresh();
  alerting.start();
  await clips.recover();
  desks.start();
  emotes.start();
  source.start();
  watcher?.start();
  stack.use(startTicker({ pipeline, now: steady, observer }));
  const owned = stack.move();
  return { web, health, hints: twitch.hints, [Symbol.asyncDispose]: () => owned.disposeAsync() };
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
    dashboardUrl: config.web.publicUrl,
    groupCache: stores.settings.cache('moment-groups'),
    detector: DETECTOR,
    clock,
    observer,
  });
}

/** Cards, marks and words of moments hear of each of them. */
function alertListener(alerting: Alerting, desks: Desks, words: MomentSummaries): { hype(event: HypeEvent): void } {
  return {
    hype(event) {
      alerting.handle(event);
      desks.marks.handle(event);
      words.handle(event);
    },
  };
}

function openChatCommands(
  { stores, clock, observer }: Base,
  speaker: ChatSpeaker | null,
  live: LiveView,
  marks: MarkDesk,
  privacy: PrivacyDesk,
): ChatDispatcher {
  return createChatDispatcher({
    commands: chatCommands,
    settings: stores.settings.channels,
    speaker,
    live,
    moments: stores.storage.moments,
    marks,
    privacy,
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

import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Config } from '../config/config.ts';
import { UserError } from '../domain/command.ts';
import type { ChatSource } from '../domain/ports/chat.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { HealthSource } from '../domain/ports/health.ts';
import type { LiveView } from '../domain/ports/live-view.ts';
import type { ChannelControl, LiveFeed, Summarize } from '../domain/ports/web.ts';
import { TRACK_DEFAULTS } from '../domain/track.ts';
import { repeat } from '../lib/repeat.ts';
import { scoreThreshold } from '../pipeline/hype/sensitivity.ts';
import type { SummaryDesk } from '../runtime/summary/summary-desk.ts';
import { addGauges } from '../telemetry/gauges.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Telemetry } from '../telemetry/observer.ts';
import { addProcessMetrics } from '../telemetry/process-metrics.ts';
import { startWebServer, type WebServer } from '../web/web-server.ts';
import { DETECTOR } from './core.ts';
import type { Emotes } from './emotes.ts';
import type { Thinking } from './models.ts';
import type { Stores } from './stores.ts';

const CLIENT_FOLDER = path.join(import.meta.dirname, '../../dist/web');
const MINUTE_MS = 60_000;
/** The outbox is counted in the database; a scrape does not wait for it. */
const OUTBOX_LOOK_EVERY_MS = 10_000;

export interface WebParts {
  readonly config: Config;
  readonly stores: Stores;
  readonly telemetry: Telemetry;
  readonly health: HealthSource;
  readonly live: LiveView;
  readonly feed: LiveFeed;
  readonly source: ChatSource;
  readonly channels: ChannelControl;
  readonly emotes: Emotes;
  readonly thinking: Thinking;
  readonly summaries: SummaryDesk;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface Web {
  readonly server: WebServer;
  /** Where a person looks first, with what it takes to change something where that may be shown. */
  readonly address: string;
}

/** Pages, REST, WebSockets and counters, over the ports of everything else. */
export async function openWeb(stack: AsyncDisposableStack, parts: WebParts): Promise<Web> {
  const { config, stores, telemetry, thinking, clock, live } = parts;
  const { storage } = stores;
  stack.use(addProcessMetrics(telemetry.registry));
  let alertsWaiting = 0;
  const count = async (): Promise<void> => void (alertsWaiting = (await storage.outbox.counts()).pending);
  stack.use(repeat(OUTBOX_LOOK_EVERY_MS, count, (error) => telemetry.observer.stageFailed('outbox-count', error)));
  addGauges(
    telemetry.registry,
    gaugeSources(parts, () => alertsWaiting),
  );
  const { host, port, token } = config.web;
  // Only this machine reaches a loopback address, and whoever reads the screen may use what it shows.
  const webToken = token ?? randomBytes(18).toString('base64url');
  const server = stack.use(
    await startWebServer({
      host,
      port,
      webToken,
      clientFolder: existsSync(path.join(CLIENT_FOLDER, 'index.html')) ? CLIENT_FOLDER : null,
      now: () => clock.now(),
      logger: parts.logger,
      observer: telemetry.web,
      metricsPage: telemetry.registry,
      health: parts.health,
      live,
      feed: parts.feed,
      channels: parts.channels,
      moments: storage.moments,
      minutes: storage.metrics,
      moods: storage.moods,
      emoteUses: storage.emotes,
      summaries: storage.summaries,
      streams: storage.streams,
      emotes: parts.emotes.directory,
      overlays: stores.settings.overlays,
      models: thinking.models.control,
      spend: async () => thinking.models.spend(),
      summarize: summarizeNow(parts.summaries, clock),
      hypeThreshold: scoreThreshold(TRACK_DEFAULTS.sensitivity, DETECTOR),
      reachBackSeconds: TRACK_DEFAULTS.reachBackSeconds,
    }),
  );
  return { server, address: token === null ? `${server.url}/#token=${webToken}` : server.url };
}

/** Only who has the token is let through to it, so a model may be asked. */
function summarizeNow(desk: SummaryDesk, clock: Clock): Summarize {
  return async (channel, windowMinutes) => {
    const to = clock.now();
    const from = to - windowMinutes * MINUTE_MS;
    const summary = await desk.summarize({ channel, from, to, mayAskModel: true, keep: true });
    if (summary !== null) return summary;
    throw new UserError(
      `Chat of ${channel} said too little in the last ${windowMinutes} minutes to sum it up, or no messages are kept.`,
    );
  };
}

function gaugeSources(
  { stores, live, source, thinking }: WebParts,
  alertsWaiting: () => number,
): Parameters<typeof addGauges>[1] {
  return {
    queues: () => ({
      messages: stores.writer?.size ?? 0,
      storage: stores.jobs.size,
      mood_model: thinking.moods.size,
      alerts: alertsWaiting(),
    }),
    channels: () =>
      live.channels().map((channel) => ({
        channel,
        messagesPerSecond: live.metrics(channel)?.messagesPerSecond ?? 0,
      })),
    connections: () => {
      const states = { connected: 0, connecting: 0, waiting: 0 };
      for (const { state } of source.connections()) states[state]++;
      return states;
    },
  };
}

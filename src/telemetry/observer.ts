import { Counter, Histogram, Registry } from 'prom-client';
import type { ModelObserver, Observer } from '../domain/ports/observer.ts';
import type { WebObserver } from '../domain/ports/web.ts';
import type { Logger } from './logger.ts';
import { OutageError } from '../lib/outage-error.ts';
import { createModelObserver } from './model-observer.ts';
import { createWebObserver } from './web-observer.ts';

/** Log lines of one stage and reason are thinned to this pace; the counters stay exact. */
const LOG_EVERY_MS = 10_000;
const LOGGED_KINDS_MAX = 500;

export interface Telemetry {
  readonly observer: Observer;
  readonly web: WebObserver;
  readonly models: ModelObserver;
  /** Its text is what `/metrics` shows. */
  readonly registry: Registry;
}

/** Counters and log lines for everything that happens, from one place. @param now milliseconds, for thinning logs */
export function createTelemetry(logger: Logger, now: () => number): Telemetry {
  const registry = new Registry();
  const metrics = createMetrics(registry);
  const mayLog = createThinning(now);

  const observer: Observer = {
    eventReceived: (kind) => metrics.events.inc({ kind }),
    eventDropped(stage, reason, intentional, count = 1) {
      metrics.dropped.inc({ stage, reason, intentional: String(intentional) }, count);
      if (!intentional && mayLog(`${stage}:${reason}`)) logger.error({ stage, reason, count }, 'events lost');
    },
    stageFailed(stage, error) {
      metrics.failures.inc({ stage });
      if (!mayLog(`failed:${stage}`)) return;
      if (error instanceof OutageError)
        logger.warn({ stage, error }, 'a service does not answer; the bot goes on without');
      else logger.error({ stage, error }, 'a part failed and goes on');
    },
    momentDetected(channel) {
      metrics.moments.inc();
      logger.info({ channel }, 'moment detected');
    },
    alertPosted(receiver, outcome, latencyMs) {
      metrics.alerts.inc({ receiver, outcome });
      metrics.alertLatency.observe({ receiver }, latencyMs / 1_000);
    },
    chatConnection(event, reason) {
      metrics.connections.inc({ event });
      if (mayLog(`chat:${event}:${reason}`)) logger.info({ event, reason }, 'chat connection');
    },
    channelJoin: (outcome) => metrics.joins.inc({ outcome }),
    commandAnswered(command, outcome, latencyMs) {
      metrics.commands.inc({ command, outcome });
      metrics.commandLatency.observe(latencyMs / 1_000);
    },
  };
  const web = createWebObserver(registry, (stage, error) => observer.stageFailed(stage, error));
  return { observer, web, models: createModelObserver(registry), registry };
}

/** Names follow Prometheus' conventions: base units, `_total` for counters. */
function createMetrics(registry: Registry) {
  const registers = [registry];
  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[] = []) =>
    new Counter<L>({ name, help, labelNames, registers });
  return {
    events: counter('hypewire_chat_events_total', 'Chat events received, by kind.', ['kind']),
    dropped: counter('hypewire_events_dropped_total', 'Events dropped, by stage and reason.', [
      'stage',
      'reason',
      'intentional',
    ]),
    failures: counter('hypewire_stage_failures_total', 'Failures caught at a boundary, by stage.', ['stage']),
    moments: counter('hypewire_moments_total', 'Hype moments detected.'),
    alerts: counter('hypewire_alerts_total', 'Alert attempts, by receiver and outcome.', ['receiver', 'outcome']),
    connections: counter('hypewire_chat_connections_total', 'Chat connection changes.', ['event']),
    joins: counter('hypewire_channel_joins_total', 'Channel joins, by outcome.', ['outcome']),
    commands: counter('hypewire_commands_total', 'Commands answered, by outcome.', ['command', 'outcome']),
    alertLatency: new Histogram({
      name: 'hypewire_alert_latency_seconds',
      help: 'From the detected moment to the answer of the receiver.',
      labelNames: ['receiver'] as const,
      buckets: [0.1, 0.25, 0.5, 1, 2, 5, 15, 60, 300],
      registers,
    }),
    commandLatency: new Histogram({
      name: 'hypewire_command_latency_seconds',
      help: 'From a command to its answer.',
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 3],
      registers,
    }),
  };
}

/** A flood of one problem must not become a flood of log lines. */
function createThinning(now: () => number): (kind: string) => boolean {
  const lastLogged = new Map<string, number>();
  return (kind) => {
    const at = now();
    const last = lastLogged.get(kind);
    if (last !== undefined && at - last < LOG_EVERY_MS) return false;
    if (lastLogged.size >= LOGGED_KINDS_MAX) lastLogged.clear();
    lastLogged.set(kind, at);
    return true;
  };
}

import type { ChannelMetrics } from '../../../src/domain/channel-metrics.ts';
import type { ChatMessage, ChatNotice, ChatRetraction, StreamInfo } from '../../../src/domain/chat-event.ts';
import type { Emote, EmoteUsage } from '../../../src/domain/emote.ts';
import type { Headline, Summary } from '../../../src/domain/headline.ts';
import type { HypeMoment, MomentSeries } from '../../../src/domain/hype-moment.ts';
import type { MinuteMood, MoodSnapshot, Sentiment } from '../../../src/domain/mood.ts';
import type { Overlay } from '../../../src/domain/overlay.ts';
import type { HealthReport } from '../../../src/domain/ports/health.ts';
import type { AddChannelOutcome, RemoveChannelOutcome, WatchedChannel } from '../../../src/domain/ports/web.ts';
import { createLiveHub } from '../../../src/lib/live-feed.ts';
import { createLogger } from '../../../src/telemetry/logger.ts';
import { createTelemetry } from '../../../src/telemetry/observer.ts';
import type { WebDeps } from '../../../src/web/deps.ts';
import { startWebServer, type WebServer } from '../../../src/web/web-server.ts';
import { SOCKET_LIMITS, type SocketLimits } from '../../../src/web/ws/limits.ts';
import { moment } from '../storage/builders.ts';

/** 2026-01-15, 20:30 UTC. */
export const NOW = Date.UTC(2026, 0, 15, 20, 30);
export const TOKEN = 'correct-horse';
export const CALM: Sentiment = { label: 'neu', score: 0, confidence: 0.5, mood: 'calm' };

/** Everything behind the web server's ports, in memory, and what was asked of it. */
export class FakeBot {
  readonly hub = createLiveHub((error) => this.problems.push(error));
  readonly problems: unknown[] = [];
  readonly telemetry = createTelemetry(createLogger('silent'), () => NOW);
  readonly moments: HypeMoment[] = [];
  readonly watched = new Map<string, WatchedChannel>();
  readonly holds: string[] = [];
  health: HealthReport = { state: 'ok', version: '1', uptimeSeconds: 1, mode: 'live', parts: [] };
  series: MomentSeries | null = null;
  streams: StreamInfo[] = [];
  summaries: Summary[] = [];
  emotes: Emote[] = [];
  readonly overlays = new Map<string, Overlay>();
  uses: EmoteUsage[] = [];
  moods: MinuteMood[] = [];
  metrics = new Map<string, ChannelMetrics>();
  mood: MoodSnapshot | null = null;
  headline: Headline | null = null;
  readonly openMoments = new Map<string, HypeMoment>();
  addOutcome: AddChannelOutcome = { kind: 'added' };
  removeOutcome: RemoveChannelOutcome = { kind: 'removed' };
  summarize: WebDeps['summarize'] = async () => this.summaries[0]!;
  swap: WebDeps['models']['swap'] = async (_role, spec) => ({ kind: 'swapped', active: spec, previous: 'extractive' });
  now = (): number => NOW;

  watch(name: string, reasons: WatchedChannel['reasons'] = ['added']): void {
    this.watched.set(name, { name, state: 'joined', failure: null, lastMessageAt: NOW, reasons });
  }

  deps(overrides: Partial<WebDeps> = {}): WebDeps {
    return {
      host: '127.0.0.1',
      port: 0,
      webToken: TOKEN,
      clientFolder: null,
      now: () => this.now(),
      logger: createLogger('silent'),
      observer: this.telemetry.web,
      metricsPage: this.telemetry.registry,
      health: { report: () => this.health },
      live: {
        channels: () => [...this.watched.keys()],
        metrics: (channel) => this.metrics.get(channel) ?? null,
        stream: () => null,
        openMoment: (channel) => this.openMoments.get(channel) ?? null,
        series: () => this.series,
        mood: (channel) => (this.watched.has(channel) ? this.mood : null),
        digest: () => null,
        headline: (channel) => (this.watched.has(channel) ? this.headline : null),
      },
      feed: this.hub,
      channels: {
        list: () => [...this.watched.values()],
        add: async (name) => {
          if (this.addOutcome.kind === 'added') this.watch(name);
          return this.addOutcome;
        },
        remove: async (name) => (this.watched.delete(name) ? this.removeOutcome : { kind: 'unknown' }),
        hold: (name, holder) => void this.holds.push(`hold ${name} ${holder}`),
        release: (name, holder) => void this.holds.push(`release ${name} ${holder}`),
      },
      moments: {
        list: async (filter, limit, offset) => {
          const items = this.moments
            .filter(({ channel }) => filter.channels.includes(channel))
            .filter(({ peakScore }) => peakScore >= (filter.minScore ?? 0))
            .filter(({ startedAt }) => startedAt >= (filter.since ?? 0) && startedAt < (filter.until ?? Infinity))
            .filter(({ category }) => filter.category === undefined || category === filter.category)
            .toSorted((a, b) => b.startedAt - a.startedAt || (a.id < b.id ? 1 : -1));
          return { items: items.slice(offset, offset + limit), total: items.length };
        },
        get: async (id) => {
          const found = this.moments.find((other) => other.id === id);
          return found === undefined ? null : { moment: found, revision: 1 };
        },
        series: async () => this.series,
      },
      minutes: {
        minutes: async (channel, from) => [
          {
            channel,
            minute: from,
            messages: 10,
            uniqueChatters: 5,
            characters: 123,
            emoteUses: 2,
            peakPerSecond: 3,
            peakScore: 1.5,
            topEmotes: [['Kappa', 2]],
            samples: [],
          },
        ],
      },
      moods: { minutes: async () => this.moods },
      emoteUses: { totals: async () => this.uses },
      summaries: { recent: async () => this.summaries },
      streams: {
        get: async (id) => this.streams.find((stream) => stream.id === id) ?? null,
        recent: async () => this.streams,
      },
      emotes: {
        of: () => this.emotes,
        find: (_channel, name) => this.emotes.find((emote) => emote.name === name) ?? null,
      },
      overlays: {
        all: async () => [...this.overlays.values()],
        put: async (overlay) => void this.overlays.set(overlay.id, overlay),
        remove: async (id) => void this.overlays.delete(id),
      },
      models: {
        status: () => [{ role: 'mood', wanted: 'lexicon', active: 'lexicon', since: NOW, problem: null }],
        swap: (role, spec) => this.swap(role, spec),
      },
      spend: async () => ({
        day: '2026-01-15',
        calls: 1,
        failedCalls: 0,
        promptTokens: 10,
        completionTokens: 5,
        usd: 0.01,
        budgetUsd: 1,
      }),
      summarize: (channel, minutes) => this.summarize(channel, minutes),
      hypeThreshold: 3,
      reachBackSeconds: 30,
      ...overrides,
    };
  }

  start(overrides: Partial<WebDeps> = {}, limits: Partial<SocketLimits> = {}): Promise<WebServer> {
    return startWebServer(this.deps(overrides), { ...SOCKET_LIMITS, ...limits });
  }
}

export function aMoment(overrides: Partial<HypeMoment> = {}): HypeMoment {
  return moment({ channel: 'ninja', streamId: null, startedAt: NOW, detectedAt: NOW + 4_000, ...overrides });
}

export function chatLine(overrides: Partial<ChatMessage> = {}): ChatMessage {
  return {
    kind: 'message',
    id: 'message-1',
    channel: 'ninja',
    roomId: '1',
    sentAt: NOW,
    receivedAt: NOW,
    author: {
      id: '123456789',
      login: 'viewer123',
      displayName: 'Viewer123',
      color: '#FF69B4',
      badges: ['subscriber/12', 'premium/1'],
    },
    text: 'Kappa hello',
    action: false,
    emotes: [{ id: '25', name: 'Kappa', start: 0, end: 5 }],
    bits: 0,
    firstEver: false,
    replyTo: null,
    source: null,
    ...overrides,
  };
}

export function notice(overrides: Partial<ChatNotice> = {}): ChatNotice {
  return {
    kind: 'notice',
    id: 'notice-1',
    channel: 'ninja',
    roomId: '1',
    sentAt: NOW,
    receivedAt: NOW,
    type: 'sub',
    platformType: 'sub',
    author: { id: '5', login: 'newsubscriber', displayName: 'NewSubscriber', color: null, badges: [] },
    systemText: 'NewSubscriber subscribed at Tier 1!',
    text: '',
    count: 1,
    params: {},
    source: null,
    ...overrides,
  };
}

export function retraction(scope: ChatRetraction['scope']): ChatRetraction {
  return { kind: 'retraction', channel: 'ninja', sentAt: NOW, receivedAt: NOW, scope };
}

export function metricsOf(channel: string, messagesPerSecond = 12): ChannelMetrics {
  return {
    channel,
    at: NOW,
    messagesPerSecond,
    messagesLastMinute: 423,
    uniqueChatters5Min: 156,
    topEmotes5Min: [['LUL', 89]],
    averageMessageLength5Min: 18.3,
    detector: { status: 'ready', score: 1, velocity: 11, baselineMean: 8, baselineStd: 2 },
  };
}

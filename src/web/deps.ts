import type { EpochMs } from '../domain/chat-event.ts';
import type { EmoteDirectory } from '../domain/ports/emotes.ts';
import type { HealthSource } from '../domain/ports/health.ts';
import type { LiveView } from '../domain/ports/live-view.ts';
import type { ModelControl, SpendReport } from '../domain/ports/models.ts';
import type {
  EmoteUseStore,
  MetricsStore,
  MomentStore,
  MoodStore,
  OverlayStore,
  StreamStore,
  SummaryStore,
} from '../domain/ports/stores.ts';
import type { ChannelControl, LiveFeed, MetricsPage, Summarize, WebObserver } from '../domain/ports/web.ts';
import type { Logger } from '../telemetry/logger.ts';

/** What the web needs of the rest of the bot: ports only. */
export interface WebDeps {
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
  /** Every change over HTTP needs it; null refuses every change. */
  readonly webToken: string | null;
  /** Absolute path of the built dashboard; null where it is not built. */
  readonly clientFolder: string | null;
  readonly now: () => EpochMs;
  readonly logger: Logger;
  readonly observer: WebObserver;
  readonly metricsPage: MetricsPage;
  readonly health: HealthSource;
  readonly live: LiveView;
  readonly feed: LiveFeed;
  readonly channels: ChannelControl;
  readonly moments: Pick<MomentStore, 'list' | 'get' | 'series'>;
  readonly minutes: Pick<MetricsStore, 'minutes'>;
  readonly moods: Pick<MoodStore, 'minutes'>;
  readonly emoteUses: Pick<EmoteUseStore, 'totals'>;
  readonly summaries: Pick<SummaryStore, 'recent'>;
  readonly streams: Pick<StreamStore, 'get' | 'recent'>;
  readonly emotes: Pick<EmoteDirectory, 'of' | 'find'>;
  readonly overlays: OverlayStore;
  readonly models: ModelControl;
  /** What model calls cost today. */
  readonly spend: () => Promise<SpendReport>;
  readonly summarize: Summarize;
  /** Score a moment must reach to be told of over WebSocket and, unless asked otherwise, listed over HTTP. */
  readonly hypeThreshold: number;
  /** How far VOD links reach back before chat reacted. */
  readonly reachBackSeconds: number;
}

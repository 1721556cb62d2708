import type { DeliveryDecision, OutboxItem } from '../alert.ts';
import type { ChannelName, ChatMessage, ChatRetraction, EmoteUse, EpochMs, StreamInfo } from '../chat-event.ts';
import type { EmoteCount, MinuteMetrics } from '../channel-metrics.ts';
import type { HypeMoment, MomentCategory, MomentId, MomentSeries } from '../hype-moment.ts';
import type { DeskStatus, Vote } from '../desk.ts';
import type { ClipStore, DeskStore, MarkStore } from './desk.ts';
import type { EmoteUsage, HourEmotes } from '../emote.ts';
import type { Summary } from '../headline.ts';
import type { MinuteMood } from '../mood.ts';
import type { Overlay } from '../overlay.ts';
import type { ChatterTraces, LabelCategory, LabelCounts, LabelledMessage, OptOut } from '../privacy.ts';
import type { ChannelSettings, Track } from '../track.ts';

export interface MomentFilter {
  /** Only these channels; an empty list finds nothing. */
  readonly channels: readonly ChannelName[];
  readonly since?: EpochMs;
  readonly until?: EpochMs;
  readonly category?: MomentCategory;
  readonly streamId?: string;
  /** Only moments whose peak reached this score. */
  readonly minScore?: number;
  /** Only moments that members of the guild voted on, with this vote where one is named. */
  readonly voted?: { readonly guildId: string; readonly vote?: Vote };
  /** Whose desk `status` and `claimedBy` mean; they need it. */
  readonly guildId?: string;
  /** A moment nobody touched is `open`. */
  readonly status?: DeskStatus;
  /** Discord user id. */
  readonly claimedBy?: string;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** All that match, also beyond this page. */
  readonly total: number;
}

/** A moment as stored, with the counter that tells posted cards that they are out of date. */
export interface StoredMoment {
  readonly moment: HypeMoment;
  /** Grows with every change a card would show, beginning with 1. */
  readonly revision: number;
}

export interface MomentStore {
  /** Inserts or replaces the moment and enqueues the alerts, all or nothing. An alert already known is left alone. */
  save(moment: HypeMoment, alerts: readonly OutboxItem[]): Promise<void>;
  saveSeries(id: MomentId, series: MomentSeries): Promise<void>;
  series(id: MomentId): Promise<MomentSeries | null>;
  get(id: MomentId): Promise<StoredMoment | null>;
  /** Newest first. */
  list(filter: MomentFilter, limit: number, offset: number): Promise<Page<HypeMoment>>;
  /** Moments that were open when the process ended. */
  unfinished(): Promise<readonly HypeMoment[]>;
  /** Raises the revision of every moment of a stream, so that cards gain its VOD link. */
  touchStream(streamId: string): Promise<void>;
}

export interface MetricsStore {
  /** Inserts or replaces; a minute is written several times while it fills. */
  saveMinutes(rows: readonly MinuteMetrics[]): Promise<void>;
  /** Oldest first, `from` inclusive, `to` exclusive. */
  minutes(channel: ChannelName, from: EpochMs, to: EpochMs): Promise<readonly MinuteMetrics[]>;
  summary(channel: ChannelName, from: EpochMs, to: EpochMs): Promise<MetricsSummary>;
}

export interface MetricsSummary {
  readonly messages: number;
  readonly minutes: number;
  /** Highest messages a minute and when. */
  readonly busiestMinute: { readonly at: EpochMs; readonly messages: number } | null;
  readonly peakPerSecond: number;
  readonly topEmotes: readonly EmoteCount[];
}

export interface StoredMessage {
  readonly id: string;
  readonly channel: ChannelName;
  readonly chatterId: string;
  readonly displayName: string;
  readonly text: string;
  readonly sentAt: EpochMs;
  /** The lane's clock when it was counted: windows use this one. */
  readonly receivedAt: EpochMs;
  readonly emotes: readonly EmoteUse[];
  readonly firstEver: boolean;
}

export interface MessageStore {
  /** A message id already present in its channel is left alone. */
  append(messages: readonly ChatMessage[]): Promise<void>;
  /** Oldest first, by when they were received, as moments are; never retracted ones. */
  around(channel: ChannelName, from: EpochMs, to: EpochMs, limit: number): Promise<readonly StoredMessage[]>;
  /**
   * All that were received within `from` (inclusive) and `to` (exclusive), in the order they came, in batches; never
   * retracted ones. What is taken back while it is being read is left out of later batches.
   */
  stream(channel: ChannelName, from: EpochMs, to: EpochMs): AsyncIterable<readonly StoredMessage[]>;
  /**
   * Deletes what a moderator took back, also from the quotes of stored moments, raising their revision, and from labels;
   * summaries that rest on it go altogether.
   */
  retract(retraction: ChatRetraction): Promise<{ readonly messages: number; readonly moments: readonly MomentId[] }>;
  /** Deletes everything one chatter wrote, everywhere: quotes, marks, labels, and the summaries that rest on it. */
  forgetChatter(chatterId: string): Promise<{
    readonly messages: number;
    readonly moments: readonly MomentId[];
    readonly marks: number;
    readonly labels: number;
  }>;
  /** Deletes messages sent before `before`, at most `limit` a call; the number deleted. */
  prune(before: EpochMs, limit: number): Promise<number>;
}

export interface OutboxStore {
  /** Items to attempt now, oldest first: due `pending` ones, and `sending` ones left over from a crash. */
  due(now: EpochMs, limit: number): Promise<readonly OutboxItem[]>;
  /** Delivered cards whose moment has a higher revision than they show and whose time for an edit has come. */
  staleCards(now: EpochMs, limit: number): Promise<readonly OutboxItem[]>;
  markSending(id: string, now: EpochMs): Promise<void>;
  markDelivered(
    id: string,
    posted: { readonly channelId: string; readonly messageId: string; readonly revision: number },
  ): Promise<void>;
  /** Back to `pending` (or still `delivered`, for an edit) until `nextAttemptAt`. */
  markRetry(id: string, nextAttemptAt: EpochMs, error: string): Promise<void>;
  markEdited(id: string, revision: number, nextEditAt: EpochMs): Promise<void>;
  markDead(id: string, error: string): Promise<void>;
  /** The last alert of each track, so that cooldowns survive a restart. */
  lastAlertAt(): Promise<ReadonlyMap<string, EpochMs>>;
  counts(): Promise<{ readonly pending: number; readonly dead: number }>;
}

export interface DecisionStore {
  append(decision: DeliveryDecision): Promise<void>;
  /** Newest first. */
  recent(guildId: string, trackId: string | null, limit: number): Promise<readonly DeliveryDecision[]>;
}

export interface StreamStore {
  /** Inserts or replaces by id; a known VOD id is never replaced by null. */
  save(stream: StreamInfo): Promise<void>;
  get(id: string): Promise<StreamInfo | null>;
  /** Newest first. */
  recent(channel: ChannelName, limit: number): Promise<readonly StreamInfo[]>;
  /** Streams since `since` that still have no VOD id. */
  withoutVod(since: EpochMs): Promise<readonly StreamInfo[]>;
}

export interface MoodStore {
  /** Inserts or replaces; a minute is written several times while it fills. */
  saveMinutes(rows: readonly MinuteMood[]): Promise<void>;
  /** Oldest first, `from` inclusive, `to` exclusive. */
  minutes(channel: ChannelName, from: EpochMs, to: EpochMs): Promise<readonly MinuteMood[]>;
}

export interface EmoteUseStore {
  /** Adds to what is known of the hours. */
  add(hours: readonly HourEmotes[]): Promise<void>;
  /** Most used first, `from` inclusive, `to` exclusive, whole hours. */
  totals(channel: ChannelName, from: EpochMs, to: EpochMs): Promise<readonly EmoteUsage[]>;
}

/** Money and tokens, so that a day's budget survives restarts. Days are UTC dates, `YYYY-MM-DD`. */
export interface SpendStore {
  add(entry: SpendEntry): Promise<void>;
  /** Sum of the day; zeros for a day without calls. */
  ofDay(day: string): Promise<SpendTotals>;
}

export interface SpendTotals {
  readonly calls: number;
  readonly failedCalls: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly usd: number;
}

export interface SpendEntry extends SpendTotals {
  readonly day: string;
  readonly model: string;
  /** `headline`, `summary`, `mood`. */
  readonly purpose: string;
}

export interface SummaryStore {
  /**
   * Left out where something it may rest on was taken back meanwhile.
   * @param readAt when reading its messages began; some minutes ago unless told
   */
  save(summary: Summary, readAt?: EpochMs): Promise<void>;
  /** Newest first; those of moments are not among them. */
  recent(channel: ChannelName, limit: number): Promise<readonly Summary[]>;
  /** Keeps what was said in a moment, replacing a former one, and raises the moment's revision, so that its cards follow. */
  saveOfMoment(momentId: MomentId, summary: Summary, readAt?: EpochMs): Promise<void>;
  ofMoment(momentId: MomentId): Promise<Summary | null>;
  /**
   * Deletes summaries, those of moments included, whose window meets this one: something in it was taken back. Moments
   * that lose theirs get a higher revision.
   */
  dropWithin(channel: ChannelName, from: EpochMs, to: EpochMs): Promise<number>;
}

export interface LabelStore {
  /** One label a message: a later one replaces it. */
  put(label: LabelledMessage): Promise<void>;
  /** Labels a stored message as it stands; null where it is not (any more) stored. */
  label(
    channel: ChannelName,
    messageId: string,
    category: LabelCategory,
    labelledBy: string,
    at: EpochMs,
  ): Promise<LabelledMessage | null>;
  remove(channel: ChannelName, messageId: string): Promise<boolean>;
  /** Of these channels, or of all. */
  counts(channels?: readonly ChannelName[]): Promise<LabelCounts>;
  /** In the order of labelling, in batches. */
  all(): AsyncIterable<readonly LabelledMessage[]>;
  /** Stored messages nobody labelled, spread over time and texts, newest first. */
  unlabelled(channel: ChannelName, limit: number): Promise<readonly StoredMessage[]>;
  forgetChatter(chatterId: string): Promise<number>;
}

export interface OptOutStore {
  /** From here on nothing of theirs is stored, and what is stored is due for deletion. A known wish keeps its time. */
  put(optOut: OptOut): Promise<void>;
  remove(chatterId: string): Promise<boolean>;
  all(): Promise<readonly OptOut[]>;
}

/** What is known of who wrote. */
export interface ChatterStore {
  /** The last one who wrote under this name, upper or lower case, in one of these channels; null for nobody known. */
  find(channels: readonly ChannelName[], name: string): Promise<string | null>;
  /** What stands of one person in these channels. */
  traces(channels: readonly ChannelName[], chatterId: string): Promise<ChatterTraces>;
}

/** The relational store. One file, one writer. */
export interface Storage extends AsyncDisposable {
  readonly moments: MomentStore;
  readonly metrics: MetricsStore;
  readonly messages: MessageStore;
  readonly outbox: OutboxStore;
  readonly decisions: DecisionStore;
  readonly streams: StreamStore;
  readonly desk: DeskStore;
  readonly marks: MarkStore;
  readonly clips: ClipStore;
  readonly moods: MoodStore;
  readonly emotes: EmoteUseStore;
  readonly spend: SpendStore;
  readonly summaries: SummaryStore;
  readonly labels: LabelStore;
  readonly optOuts: OptOutStore;
  readonly chatters: ChatterStore;
}

export interface TrackStore {
  all(): Promise<readonly Track[]>;
  ofGuild(guildId: string): Promise<readonly Track[]>;
  get(guildId: string, trackId: string): Promise<Track | null>;
  put(track: Track): Promise<void>;
  remove(guildId: string, trackId: string): Promise<boolean>;
}

export interface ChannelSettingsStore {
  get(channel: ChannelName): Promise<ChannelSettings>;
  put(settings: ChannelSettings): Promise<void>;
}

/** Channels that are watched because somebody added them over the web, until they are removed. */
export interface AddedChannelStore {
  all(): Promise<readonly ChannelName[]>;
  add(channel: ChannelName): Promise<void>;
  remove(channel: ChannelName): Promise<void>;
}

/** Pages for OBS. Their owner keeps them in memory and tells every change. */
export interface OverlayStore {
  all(): Promise<readonly Overlay[]>;
  /** Inserts or replaces by id. */
  put(overlay: Overlay): Promise<void>;
  remove(id: string): Promise<void>;
}

/** A cache with a time to live, kept across restarts. */
export interface Cache {
  get<T>(key: string): Promise<T | undefined>;
  set(key: string, value: unknown, ttlMs: number): Promise<void>;
}

/** Small settings and caches, kept as key and value. */
export interface SettingsStorage extends AsyncDisposable {
  readonly tracks: TrackStore;
  readonly channels: ChannelSettingsStore;
  readonly added: AddedChannelStore;
  readonly overlays: OverlayStore;
  cache(name: string): Cache;
}

import type { ChannelName, ChatMessage, ChatNotice, ChatRetraction, EpochMs } from '../chat-event.ts';
import type { ChannelMetrics } from '../channel-metrics.ts';
import type { Summary } from '../headline.ts';
import type { HypeEvent } from '../hype-moment.ts';
import type { Sentiment } from '../mood.ts';
import type { JoinFailure } from './chat.ts';

/** Hears what the pipeline let through, as it happens. Called synchronously, in order per channel. */
export interface LiveListener {
  /** `emotes` are the names of all emotes in the message, valid during the call only. */
  accepted(message: ChatMessage, sentiment: Sentiment, emotes: readonly string[]): void;
  noticed(notice: ChatNotice): void;
  /** Whoever shows or remembers text must take it back at once. */
  retracted(retraction: ChatRetraction): void;
  /** Somebody is forgotten at their own wish: nothing they wrote may be shown or remembered any more. */
  forgotten(chatterId: string): void;
  /** Once a second and channel. */
  metrics(metrics: ChannelMetrics): void;
  hype(event: HypeEvent): void;
}

/** Where live listeners come and go. A listener that throws is counted and goes on hearing. */
export interface LiveFeed {
  /** Disposing ends it. */
  subscribe(listener: Partial<LiveListener>): Disposable;
}

/** Why a channel is watched. `held`: only as long as somebody listens to it. */
export type WatchReason = 'configured' | 'tracked' | 'added' | 'held';

export interface WatchedChannel {
  readonly name: ChannelName;
  readonly state: 'queued' | 'joining' | 'joined' | 'failed';
  readonly failure: JoinFailure | null;
  readonly lastMessageAt: EpochMs | null;
  /** At least one. */
  readonly reasons: readonly WatchReason[];
}

export type AddChannelOutcome =
  | { readonly kind: 'added' }
  | { readonly kind: 'already' }
  /** `problem` says why and what to do, in one or two sentences. */
  | { readonly kind: 'refused'; readonly problem: string };

export type RemoveChannelOutcome =
  | { readonly kind: 'removed' }
  | { readonly kind: 'unknown' }
  /** It is watched for another reason; `problem` says which and where that is changed. */
  | { readonly kind: 'kept'; readonly problem: string };

/** Which channels are watched, as programs outside see and change it. */
export interface ChannelControl {
  list(): readonly WatchedChannel[];
  /** Watches a channel until it is removed, also after a restart. */
  add(name: ChannelName): Promise<AddChannelOutcome>;
  remove(name: ChannelName): Promise<RemoveChannelOutcome>;
  /** Watches a channel until `holder` releases it. Holding twice is holding once. Never throws. */
  hold(name: ChannelName, holder: string): void;
  release(name: ChannelName, holder: string): void;
}

/** Sums up the last minutes of a channel now. @throws UserError where there is nothing to sum up, saying why */
export type Summarize = (channel: ChannelName, windowMinutes: number) => Promise<Summary>;

/** Counters as text in Prometheus' exposition format. */
export interface MetricsPage {
  readonly contentType: string;
  metrics(): Promise<string>;
}

/** Kinds of WebSocket, one a path. */
export type SocketKind = 'events' | 'metrics' | 'channel' | 'hype' | 'mood' | 'headline' | 'overlay';

/** What happened at the web's edge, past tense. All strings are bounded: they become metric labels. */
export interface WebObserver {
  /** `route` is the pattern, not the address that was asked for. */
  requestAnswered(route: string, method: string, status: number, latencyMs: number): void;
  socketOpened(kind: SocketKind): void;
  socketClosed(kind: SocketKind, reason: string): void;
  /** One event became one frame for `clients` sockets, `latencyMs` after it came in. */
  frameSent(kind: string, clients: number, latencyMs: number): void;
  /** A newer frame took the place of one that a slow client had not taken yet. */
  frameCoalesced(kind: SocketKind): void;
  stageFailed(stage: string, error: unknown): void;
}

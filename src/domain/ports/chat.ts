import type { ChannelName, ChatEvent, EpochMs, StreamInfo } from '../chat-event.ts';

/** Bounded: each becomes a metric label and a sentence in `/status`. */
export type JoinFailure = 'timeout' | 'suspended' | 'banned' | 'channel-limit' | 'invalid-name' | 'refused';

export interface ChatChannelStatus {
  readonly channel: ChannelName;
  readonly state: 'queued' | 'joining' | 'joined' | 'failed';
  readonly failure: JoinFailure | null;
  readonly lastMessageAt: EpochMs | null;
}

export interface ChatConnectionStatus {
  readonly state: 'connected' | 'connecting' | 'waiting';
  readonly channels: number;
  readonly reconnects: number;
  /** Why it last closed, for people; null when it never did. */
  readonly lastProblem: string | null;
}

/** Reads chat. Wanted and actual channels are kept apart: a reconnect is a reconciliation. */
export interface ChatSource extends AsyncDisposable {
  start(): void;
  /** Replaces the set of channels to be in. Invalid names end as `failed` with `invalid-name`. */
  want(channels: ReadonlySet<ChannelName>): void;
  channels(): readonly ChatChannelStatus[];
  connections(): readonly ChatConnectionStatus[];
}

/** Receives what a source reads, in order per channel. Must not throw; the source guards against it all the same. */
export type ChatSink = (event: ChatEvent) => void;

export type SayOutcome = { readonly kind: 'said' } | { readonly kind: 'refused'; readonly reason: string };

/** Writes one line into a Twitch chat. Absent without a user token. */
export interface ChatSpeaker {
  /** Twitch id of the account that speaks, so that the pipeline can ignore its own words. */
  readonly userId: string;
  say(channel: ChannelName, roomId: string, text: string, replyToMessageId: string | null): Promise<SayOutcome>;
}

export interface TwitchUser {
  readonly id: string;
  readonly login: string;
  readonly displayName: string;
}

/** Looks things up on Twitch. Needs an app token. */
export interface TwitchDirectory {
  /** Null when no such user exists. @throws when Twitch does not answer. */
  findUser(login: ChannelName): Promise<TwitchUser | null>;
  /** Exact match first, at most `limit`. */
  searchChannels(query: string, limit: number): Promise<readonly TwitchUser[]>;
  /** The video of a running or past stream, null while there is none (yet). */
  findVod(stream: StreamInfo): Promise<string | null>;
}

/** Follows whether the wanted channels are live and reports changes as `stream` and `signal` events to its sink. */
export interface StreamWatcher extends AsyncDisposable {
  start(): void;
  want(channels: ReadonlySet<ChannelName>): void;
}

/**
 * What a chat source tells the pipeline. One union for live chat, recorded chat and generated chat: whatever follows
 * cannot tell them apart.
 */

/** Milliseconds since the Unix epoch, UTC. */
export type EpochMs = number;

/** A Twitch login: lower case, without `#`. In recorded chat, the name of the stream. The key of every lane. */
export type ChannelName = string;

/** Who wrote a message, as Twitch showed them at that moment. */
export interface Chatter {
  /** Twitch user id (decimal digits); in recorded chat any stable name. */
  readonly id: string;
  readonly login: string;
  readonly displayName: string;
  /** `#RRGGBB`, or null where the chatter never chose one. */
  readonly color: string | null;
  /** `set/version`, for example `subscriber/12`. */
  readonly badges: readonly string[];
}

/** One emote used in a text. Offsets are UTF-16 code units of `text`, `end` exclusive. */
export interface EmoteUse {
  readonly id: string;
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

interface ChatEventBase {
  readonly channel: ChannelName;
  /** The platform's clock (`tmi-sent-ts`), or `receivedAt` where the platform gives none that is believable. */
  readonly sentAt: EpochMs;
  /** Our clock. Windows use this one; it never goes back within a channel. */
  readonly receivedAt: EpochMs;
}

export interface ChatMessage extends ChatEventBase {
  readonly kind: 'message';
  /** Unique per message and channel (a UUID on Twitch). */
  readonly id: string;
  /** Twitch id of the channel, '' where unknown. */
  readonly roomId: string;
  readonly author: Chatter;
  /** Without the ACTION wrapper of `/me`. */
  readonly text: string;
  /** Written with `/me`. */
  readonly action: boolean;
  /** The platform's own emotes in order of appearance, one entry per use. */
  readonly emotes: readonly EmoteUse[];
  readonly bits: number;
  /** The chatter's first message ever in this channel. */
  readonly firstEver: boolean;
  readonly replyTo: { readonly messageId: string; readonly login: string } | null;
  /** Shared chat: where the message was written, and the id of the original. Null outside a shared session. */
  readonly source: { readonly roomId: string; readonly messageId: string } | null;
}

export const NOTICE_TYPES = [
  'sub',
  'resub',
  'gift',
  'gift-bomb',
  'gift-upgrade',
  'pay-forward',
  'raid',
  'unraid',
  'announcement',
  'watch-streak',
  'modiversary',
  'bits-badge',
  'ritual',
  'charity',
  'other',
] as const;
export type NoticeType = (typeof NOTICE_TYPES)[number];

/** Twitch USERNOTICE: something the platform announces in chat. */
export interface ChatNotice extends ChatEventBase {
  readonly kind: 'notice';
  readonly id: string;
  readonly roomId: string;
  readonly type: NoticeType;
  /** The platform's own name (`msg-id`), for programs that know more kinds than we do. */
  readonly platformType: string;
  readonly author: Chatter;
  /** What the platform says, for example "15 raiders from X have joined!". */
  readonly systemText: string;
  /** What the chatter added, or ''. */
  readonly text: string;
  /** Raiders, gifts, months or streak length; 1 where the kind has no number. */
  readonly count: number;
  /** `msg-param-*` tags, names as sent (without unescaping their case). */
  readonly params: Readonly<Record<string, string>>;
  readonly source: { readonly roomId: string; readonly messageId: string } | null;
}

/** A moderator took something back: no later stage may quote, store or show it. */
export interface ChatRetraction extends ChatEventBase {
  readonly kind: 'retraction';
  readonly scope:
    | { readonly what: 'message'; readonly messageId: string }
    /** Timeout (with seconds) or ban (null). */
    | {
        readonly what: 'chatter';
        readonly chatterId: string;
        readonly login: string;
        readonly durationSeconds: number | null;
      }
    | { readonly what: 'everything' };
  /** The chatter asked for it and no moderator did anything: to be obeyed, and told nobody. */
  readonly atOwnWish?: true;
}

export const GAP_REASONS = ['joined', 'reconnect', 'stall', 'restart', 'clock-jump'] as const;
export type GapReason = (typeof GAP_REASONS)[number];

/** Chat was not (fully) seen before this instant. A gap widens uncertainty; it never makes a moment. */
export interface ChatGap extends ChatEventBase {
  readonly kind: 'gap';
  readonly reason: GapReason;
}

/** Something around the chat that explains a burst or a silence. */
export interface ChannelSignal extends ChatEventBase {
  readonly kind: 'signal';
  readonly type: 'ad-break' | 'hype-train' | 'poll' | 'prediction';
  readonly durationSeconds: number;
}

/** The broadcast itself: went live, changed, or ended. */
export interface StreamUpdate extends ChatEventBase {
  readonly kind: 'stream';
  readonly stream: StreamInfo;
}

/** One broadcast. `id` identifies it: the live flag flaps, the id does not. */
export interface StreamInfo {
  readonly id: string;
  readonly channel: ChannelName;
  readonly roomId: string;
  readonly startedAt: EpochMs;
  /** Null while live. */
  readonly endedAt: EpochMs | null;
  readonly title: string;
  readonly category: string;
  readonly vodId: string | null;
}

export type ChatEvent = ChatMessage | ChatNotice | ChatRetraction | ChatGap | ChannelSignal | StreamUpdate;

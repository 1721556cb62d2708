import type { ChannelName, EpochMs } from './chat-event.ts';
import type { Sensitivity } from './hype-moment.ts';

export const TARGET_KINDS = ['text', 'announcement', 'thread', 'forum', 'terminal'] as const;
/** Where alerts go. `terminal` is the bot's own console, used without Discord. */
export interface AlertTarget {
  readonly kind: (typeof TARGET_KINDS)[number];
  /** Discord channel or thread id; '' for the terminal. */
  readonly id: string;
}

/** Local times of day in minutes since midnight; `from` > `to` spans midnight. */
export interface QuietHours {
  readonly from: number;
  readonly to: number;
  /** IANA name, for example `Europe/Berlin`. */
  readonly timeZone: string;
}

/** One guild's subscription to one Twitch channel. */
export interface Track {
  readonly v: 1;
  /** Short and stable: it stands in custom ids and logs. */
  readonly id: string;
  readonly guildId: string;
  readonly channel: ChannelName;
  readonly target: AlertTarget;
  readonly sensitivity: Sensitivity;
  readonly cooldownSeconds: number;
  readonly pingRoleId: string | null;
  readonly quietHours: QuietHours | null;
  readonly paused: boolean;
  /** How far links reach back before the chat reacted. */
  readonly reachBackSeconds: number;
  /** Make a Twitch clip of every alert by itself. */
  readonly autoClip: boolean;
  /** Where attack-shaped bursts are reported; null reports them nowhere. */
  readonly moderatorTarget: AlertTarget | null;
  /** A recap when the stream ends. */
  readonly recap: boolean;
  /** Collect alerts in quiet hours and post them as one digest at their end. */
  readonly quietDigest: boolean;
  /** One thread a stream, with every card of it. */
  readonly threadPerStream: boolean;
  /** Publish posts of an announcement channel to its followers. */
  readonly crosspost: boolean;
  /** Summaries of the chat while the stream is live. */
  readonly summaries: boolean;
  /** When they are posted, five cron fields; null: by the default schedule. */
  readonly summaryCron: string | null;
  /** IANA name of the zone `summaryCron` counts in; null: UTC. */
  readonly summaryTimeZone: string | null;
  readonly createdBy: string;
  readonly createdAt: EpochMs;
}

export const TRACK_DEFAULTS = { sensitivity: 'medium', cooldownSeconds: 90, reachBackSeconds: 30 } as const;

/** What the people of a Twitch channel decided about the bot in their chat. */
export interface ChannelSettings {
  readonly v: 1;
  readonly channel: ChannelName;
  /** Chat commands answer. Off until somebody allowed to turns it on. */
  readonly chatCommands: boolean;
  /** The broadcaster or a moderator muted the bot; wins over `chatCommands`. */
  readonly muted: boolean;
  /** Logins that may `!mark` besides VIPs and moderators. */
  readonly trusted: readonly string[];
  /** `!summary` answers. Off until somebody allowed to turns it on. */
  readonly summaries: boolean;
}

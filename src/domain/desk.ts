import type { ChannelName, EpochMs } from './chat-event.ts';
import type { MomentId } from './hype-moment.ts';

export const VOTES = ['clip', 'not', 'duplicate'] as const;
/** What one person says of one moment: worth a clip, not worth it, or the same as another. */
export type Vote = (typeof VOTES)[number];

/** Votes of one guild's members on one moment. */
export type VoteTally = Readonly<Record<Vote, number>>;
export const NO_VOTES: VoteTally = { clip: 0, not: 0, duplicate: 0 };

export const DESK_STATUSES = ['open', 'claimed', 'done', 'dropped'] as const;
/** Where a moment stands on a clip team's desk: nobody has it, somebody works on it, it is shipped, it is given up. */
export type DeskStatus = (typeof DESK_STATUSES)[number];

/** What one guild did with one moment. Another guild that tracks the same channel has its own. */
export interface DeskEntry {
  readonly momentId: MomentId;
  readonly guildId: string;
  readonly status: DeskStatus;
  /** Discord user id, null when nobody claimed it. */
  readonly claimedBy: string | null;
  readonly votes: VoteTally;
}

/** How a guild's votes judged a channel's latest voted moments: kept means more `clip` than the others together. */
export interface Precision {
  readonly judged: number;
  readonly kept: number;
}

/** A person's note that something happened: `!mark note` in chat, `/mark` in Discord. */
export interface Mark {
  readonly id: string;
  readonly channel: ChannelName;
  readonly source: 'chat' | 'discord';
  /** The guild of a Discord mark; null for a mark from Twitch chat, which every tracking guild sees. */
  readonly guildId: string | null;
  /** Discord user id or Twitch user id, and the name to show. */
  readonly authorId: string;
  readonly authorName: string;
  readonly note: string;
  readonly at: EpochMs;
  /** The machine's moment it was merged with, null while it stands alone. */
  readonly momentId: MomentId | null;
}

/** What became of a mark. */
export type MarkOutcome =
  /** `merged`: marks of this event so far, this one included. `momentId`: the machine saw it as well. */
  | { readonly kind: 'stored'; readonly merged: number; readonly momentId: MomentId | null }
  | { readonly kind: 'refused'; readonly reason: 'too-many' };

export const CLIP_STATES = ['creating', 'ready', 'failed'] as const;
/** A Twitch clip made for a moment, whoever asked for it. */
export interface MomentClip {
  readonly momentId: MomentId;
  readonly channel: ChannelName;
  readonly state: (typeof CLIP_STATES)[number];
  readonly clipId: string | null;
  /** Null until Twitch confirms that the clip exists. */
  readonly url: string | null;
  /** Twitch account that made it, for people. */
  readonly account: string;
  /** Why it failed, one sentence; null otherwise. */
  readonly problem: string | null;
  readonly at: EpochMs;
}

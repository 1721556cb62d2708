import type { ChannelName, EpochMs, StreamInfo } from '../chat-event.ts';
import type { DeskEntry, DeskStatus, Mark, MomentClip, Precision, Vote } from '../desk.ts';
import type { MomentId } from '../hype-moment.ts';

/** Every change raises the revision of the moment, so that posted cards follow. */
export interface DeskStore {
  /** One vote a person, guild and moment: casting the same one again takes it back, another one replaces it. */
  vote(momentId: MomentId, guildId: string, userId: string, vote: Vote, at: EpochMs): Promise<DeskEntry>;
  /** @returns null when somebody else claimed it first (and `status` is `claimed`) */
  setStatus(
    momentId: MomentId,
    guildId: string,
    status: DeskStatus,
    userId: string,
    at: EpochMs,
  ): Promise<DeskEntry | null>;
  entry(momentId: MomentId, guildId: string): Promise<DeskEntry>;
  /** Entries of many moments at once; moments nobody touched are absent. */
  entries(momentIds: readonly MomentId[], guildId: string): Promise<ReadonlyMap<MomentId, DeskEntry>>;
  /** Over the guild's latest `last` voted moments of the channel. */
  precision(channel: ChannelName, guildId: string, last: number): Promise<Precision>;
}

export interface MarkStore {
  add(mark: Mark): Promise<void>;
  /** Attaches marks to a moment, raising its revision. */
  attach(markIds: readonly string[], momentId: MomentId): Promise<void>;
  /** Marks a guild may see: those of Twitch chat and its own. Oldest first. */
  between(channel: ChannelName, guildId: string | null, from: EpochMs, to: EpochMs): Promise<readonly Mark[]>;
  ofMoment(momentId: MomentId, guildId: string | null): Promise<readonly Mark[]>;
  /** Deletes the marks of one author. */
  forgetAuthor(authorId: string): Promise<number>;
}

export interface ClipStore {
  /** Inserts or replaces by moment, raising the moment's revision. */
  save(clip: MomentClip): Promise<void>;
  ofMoment(momentId: MomentId): Promise<MomentClip | null>;
  /** Clips that were being created when the process ended. */
  unfinished(): Promise<readonly MomentClip[]>;
}

/** Bounded reasons; each has a sentence for people. */
export type ClipRefusal =
  | 'no-token'
  | 'missing-scope'
  | 'not-live'
  | 'clips-disabled'
  | 'not-allowed'
  | 'title-rejected'
  | 'category'
  | 'no-vod'
  | 'rate-limited'
  | 'unavailable';

export type ClipOutcome =
  | { readonly kind: 'created'; readonly clipId: string; readonly editUrl: string | null }
  | {
      readonly kind: 'refused';
      readonly reason: ClipRefusal;
      readonly detail: string;
      /** Trying again may help. */ readonly retryable: boolean;
    };

/** Makes clips under one account, which is named so that an admin knows whose they will be. */
export interface ClipMaker {
  /** Display name of the account; null while its token is not known to work. */
  account(): string | null;
  /** What keeps it from clipping live streams, one sentence with the next step; null while nothing does. */
  missing(): string | null;
  /** Captures about the last 85 seconds up to now; the published clip is its last `durationSeconds` (5 to 60). */
  createNow(channel: ChannelName, title: string, durationSeconds: number): Promise<ClipOutcome>;
  /** `endOffsetSeconds` into the VOD is the end of the clip. Works where the account is broadcaster or editor. */
  createFromVod(
    stream: StreamInfo,
    title: string,
    durationSeconds: number,
    endOffsetSeconds: number,
  ): Promise<ClipOutcome>;
  /** The public address once Twitch lists the clip, null until then. @throws when Twitch does not answer */
  find(clipId: string): Promise<string | null>;
}

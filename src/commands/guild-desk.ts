import type { DeskEntry, DeskStatus, Mark, MomentClip, Precision, Vote } from '../domain/desk.ts';
import type { ChannelName, EpochMs } from '../domain/chat-event.ts';
import type { HypeMoment, MomentId } from '../domain/hype-moment.ts';
import type { ClipStore, DeskStore, MarkStore } from '../domain/ports/desk.ts';
import type { MessageStore, StoredMessage } from '../domain/ports/stores.ts';

/**
 * One guild's desk. It takes whole moments rather than ids, because a moment comes from the guild's own view and an id
 * from anywhere.
 */
export interface GuildDesk {
  entry(moment: HypeMoment): Promise<DeskEntry>;
  /** Moments nobody touched are absent. */
  entries(moments: readonly HypeMoment[]): Promise<ReadonlyMap<MomentId, DeskEntry>>;
  /** Casting the same vote again takes it back. */
  vote(moment: HypeMoment, userId: string, vote: Vote, at: EpochMs): Promise<DeskEntry>;
  /** @returns null when somebody else claimed it first */
  setStatus(moment: HypeMoment, status: DeskStatus, userId: string, at: EpochMs): Promise<DeskEntry | null>;
  precision(channel: ChannelName): Promise<Precision>;
  marks(moment: HypeMoment): Promise<readonly Mark[]>;
  /** Marks of many moments; moments nobody marked are absent. */
  marksOf(moments: readonly HypeMoment[]): Promise<ReadonlyMap<MomentId, readonly Mark[]>>;
  clip(moment: HypeMoment): Promise<MomentClip | null>;
  /** What was written in the moment's chat, oldest first, never what a moderator took back. */
  chat(moment: HypeMoment, from: EpochMs, to: EpochMs, limit: number): Promise<readonly StoredMessage[]>;
}

/** The stores behind a desk. */
export interface DeskStores {
  readonly desk: DeskStore;
  readonly marks: Pick<MarkStore, 'ofMoment' | 'between'>;
  readonly clips: Pick<ClipStore, 'ofMoment'>;
  readonly messages: Pick<MessageStore, 'around'>;
}

/** Enough to tell a good threshold from a bad one, few enough to follow a change of it within days. */
const PRECISION_MOMENTS = 20;

export function createGuildDesk({ desk, marks, clips, messages }: DeskStores, guildId: string): GuildDesk {
  return {
    entry: ({ id }) => desk.entry(id, guildId),
    entries: (moments) =>
      desk.entries(
        moments.map(({ id }) => id),
        guildId,
      ),
    vote: ({ id }, userId, vote, at) => desk.vote(id, guildId, userId, vote, at),
    setStatus: ({ id }, status, userId, at) => desk.setStatus(id, guildId, status, userId, at),
    precision: (channel) => desk.precision(channel, guildId, PRECISION_MOMENTS),
    marks: ({ id }) => marks.ofMoment(id, guildId),
    marksOf: (moments) => marksOf(marks, moments, guildId),
    clip: ({ id }) => clips.ofMoment(id),
    chat: ({ channel }, from, to, limit) => messages.around(channel, from, to, limit),
  };
}

/** How far from its moment a mark may have been made. */
const MARK_REACH_MS = 5 * 60_000;

/** One look a channel, however many moments. */
async function marksOf(
  marks: Pick<MarkStore, 'between'>,
  moments: readonly HypeMoment[],
  guildId: string,
): Promise<ReadonlyMap<MomentId, readonly Mark[]>> {
  const wanted = new Set(moments.map(({ id }) => id));
  const found = await Promise.all(
    [...Map.groupBy(moments, ({ channel }) => channel)].map(([channel, own]) => {
      const starts = own.map(({ startedAt }) => startedAt);
      const from = starts.reduce((first, at) => Math.min(first, at), Infinity) - MARK_REACH_MS;
      const to = starts.reduce((last, at) => Math.max(last, at), -Infinity) + MARK_REACH_MS;
      return marks.between(channel, guildId, from, to);
    }),
  );
  const attached = found.flat().filter(({ momentId }) => momentId !== null && wanted.has(momentId));
  return Map.groupBy(attached, ({ momentId }) => momentId ?? '');
}

import type { ChannelName } from '../../domain/chat-event.ts';
import type { HypeMoment, MomentId } from '../../domain/hype-moment.ts';
import type { Track } from '../../domain/track.ts';

/** Chats that watch the same event answer it at their own pace; further apart it is more likely another event. */
export const GROUP_STARTS_MS = 12_000;
/** Channels beside the first that one card has room for; the next one begins a card of its own. */
export const GROUP_CHANNELS_MAX = 8;
/** Places with an open group; the one that began longest ago is forgotten first, which costs one more card. */
const PLACES_MAX = 2_000;

/** A moment that is shown on the card of another channel's moment instead of on its own. */
export interface GroupJoin {
  /** The outbox id of the card it is shown on. */
  readonly alertId: string;
  /** The moment that card belongs to. */
  readonly leaderId: MomentId;
  readonly leaderChannel: ChannelName;
  readonly channel: ChannelName;
  readonly momentId: MomentId;
  /** The track that would have had an alert of its own. */
  readonly trackId: string;
}

interface Leader {
  readonly alertId: string;
  readonly moment: Pick<HypeMoment, 'id' | 'channel' | 'startedAt'>;
  readonly joined: Set<ChannelName>;
}

/**
 * Remembers, for each place that alerts go to, the last card whose moment still lasts. Only such a card takes others
 * in: the end of its moment edits it, so a channel that joined is certain to be shown.
 */
export class MomentGroups {
  readonly #leaders = new Map<string, Leader>();

  /** The card this moment joins, or null: then it needs its own, which {@link lead} announces. */
  join(track: Track, moment: HypeMoment): GroupJoin | null {
    const leader = this.#leaders.get(placeOf(track));
    if (leader === undefined || !sharesCards(track)) return null;
    if (leader.moment.channel === moment.channel || leader.joined.has(moment.channel)) return null;
    if (leader.joined.size >= GROUP_CHANNELS_MAX) return null;
    // Written so that times that are not numbers never join.
    if (!(Math.abs(moment.startedAt - leader.moment.startedAt) <= GROUP_STARTS_MS)) return null;
    leader.joined.add(moment.channel);
    const { id: leaderId, channel: leaderChannel } = leader.moment;
    return {
      alertId: leader.alertId,
      leaderId,
      leaderChannel,
      channel: moment.channel,
      momentId: moment.id,
      trackId: track.id,
    };
  }

  /** This moment got a card of its own: others may join it from here on. */
  lead(track: Track, { id, channel, startedAt }: HypeMoment, alertId: string): void {
    if (!sharesCards(track)) return;
    const place = placeOf(track);
    this.#leaders.delete(place);
    this.#leaders.set(place, { alertId, moment: { id, channel, startedAt }, joined: new Set() });
    const oldest = this.#leaders.keys().next();
    if (this.#leaders.size > PLACES_MAX && !oldest.done) this.#leaders.delete(oldest.value);
  }

  /** The moment is over: its card takes nobody in any more. */
  ended(track: Track, momentId: MomentId): void {
    const place = placeOf(track);
    if (this.#leaders.get(place)?.moment.id === momentId) this.#leaders.delete(place);
  }
}

/** Threads of different streams are different places, and what stands on a terminal is not edited. */
function sharesCards({ threadPerStream, target }: Track): boolean {
  return !threadPerStream && target.kind !== 'terminal';
}

/** Tracks share a card where the same people see it and the same role is called. */
function placeOf({ guildId, target, pingRoleId }: Track): string {
  return JSON.stringify([guildId, target.kind, target.id, pingRoleId]);
}

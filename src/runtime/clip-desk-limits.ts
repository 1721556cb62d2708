import type { ChannelName, EpochMs } from '../domain/chat-event.ts';

const CLIP_LIMITS = {
  perChannelMs: 10_000,
  perHourMax: 20,
  /** Of those, what one person may take with the button: the rest stays for the others and for automatic clips. */
  perPersonHourMax: 6,
} as const;

const HOUR_MS = 3_600_000;

export type ClipTurn =
  | { readonly kind: 'yours' }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'refused'; readonly detail: string };

/**
 * How often Twitch is asked for clips, so that a busy evening does not look like abuse of the account. Kept in memory:
 * a restart begins with a full allowance. Holds at most `perHourMax` entries.
 */
export class ClipLimiter {
  #asked: { readonly channel: ChannelName; readonly person: string | null; readonly at: EpochMs }[] = [];

  /** Counts only when the turn is yours. @param person who pressed the button; null for an automatic clip */
  take(channel: ChannelName, person: string | null, now: EpochMs): ClipTurn {
    // A clock that was put back must not lock the clips out.
    this.#asked = this.#asked.filter(({ at }) => Math.abs(now - at) < HOUR_MS);
    if (this.#asked.length >= CLIP_LIMITS.perHourMax)
      return { kind: 'refused', detail: `${CLIP_LIMITS.perHourMax} clips an hour are the most I ask Twitch for.` };
    const own = person === null ? 0 : this.#asked.filter((each) => each.person === person).length;
    if (own >= CLIP_LIMITS.perPersonHourMax)
      return { kind: 'refused', detail: `${CLIP_LIMITS.perPersonHourMax} clips an hour are the most for one person.` };
    const last = this.#asked.findLast((each) => each.channel === channel)?.at ?? Number.NEGATIVE_INFINITY;
    const left = CLIP_LIMITS.perChannelMs - Math.abs(now - last);
    if (left > 0) return { kind: 'wait', ms: left };
    this.#asked.push({ channel, person, at: now });
    return { kind: 'yours' };
  }
}

import type { AlertCard, AlsoIn, OutboxItem } from '../domain/alert.ts';
import type { ChannelName } from '../domain/chat-event.ts';
import type { MomentId } from '../domain/hype-moment.ts';
import type { Observer } from '../domain/ports/observer.ts';
import type { Cache, MomentStore, StreamStore } from '../domain/ports/stores.ts';
import { KeyedLock } from '../lib/keyed-lock.ts';
import { vodLink } from '../pipeline/alerting/compose-card.ts';
import type { GroupJoin } from '../pipeline/alerting/group.ts';

/** Cards are edited for a day; after that nobody asks any more. */
const KEPT_MS = 2 * 24 * 3_600_000;

export interface GroupDeskOptions {
  /** Remembers across restarts which moments stand on another one's card. */
  readonly cache: Cache;
  readonly moments: Pick<MomentStore, 'get'>;
  readonly streams: Pick<StreamStore, 'get'>;
  readonly observer: Pick<Observer, 'stageFailed'>;
}

export interface GroupDesk {
  /** Notes which moments joined which cards. Returns at once and never throws. */
  note(joins: readonly GroupJoin[]): void;
  /** The card with the other channels on it. Never fails: without them it is still the card. */
  complete(item: Pick<OutboxItem, 'id' | 'reachBackSeconds'>, card: AlertCard): Promise<AlertCard>;
}

interface Joined {
  readonly channel: ChannelName;
  readonly momentId: MomentId;
}

/** Shows moments that erupted together on one card: the alert router says which, this keeps and looks them up. */
export function createGroupDesk({ cache, moments, streams, observer }: GroupDeskOptions): GroupDesk {
  const lock = new KeyedLock();
  const failed = (error: unknown): void => observer.stageFailed('moment-groups', error);

  const add = ({ alertId, channel, momentId }: GroupJoin): Promise<void> =>
    lock.run(alertId, async () => {
      const before = (await cache.get<readonly Joined[]>(alertId)) ?? [];
      const others = before.filter((joined) => joined.momentId !== momentId);
      await cache.set(alertId, [...others, { channel, momentId }], KEPT_MS);
    });

  const lookUp = async ({ momentId }: Joined, reachBackSeconds: number): Promise<AlsoIn | null> => {
    const stored = await moments.get(momentId);
    if (stored === null || stored.moment.attack) return null;
    const { channel, multiplier, streamId } = stored.moment;
    const stream = streamId === null ? null : await streams.get(streamId);
    return { channel, multiplier, vod: vodLink(stored.moment, stream, reachBackSeconds) };
  };

  return {
    note(joins) {
      for (const join of joins) add(join).catch(failed);
    },
    async complete(item, card) {
      try {
        // Behind a join that is being written, so that an edit it caused shows it.
        const joined = await lock.run(item.id, () => cache.get<readonly Joined[]>(item.id));
        if (joined === undefined) return card;
        const found = await Promise.all(joined.map((one) => lookUp(one, item.reachBackSeconds)));
        return { ...card, alsoIn: found.filter((one) => one !== null) };
      } catch (error) {
        failed(error);
        return card;
      }
    },
  };
}

import type { Chatter, EpochMs } from '../../domain/chat-event.ts';
import { TtlMap } from '../../lib/ttl-map.ts';
import { chatUser, type ChatUser } from '../../lib/wire/chat-user.ts';

interface Known {
  readonly chatter: Chatter;
  readonly user: ChatUser;
}

/** What frames tell of a channel's chatters, kept for those who keep writing. A changed name, colour or badge is seen at once. */
export class UserCards {
  readonly #known: TtlMap<Known>;

  constructor(limits: { readonly usersPerChannelMax: number; readonly userTtlMs: number }) {
    this.#known = new TtlMap({ entriesMax: limits.usersPerChannelMax, ttlMs: limits.userTtlMs });
  }

  of(chatter: Chatter, now: EpochMs): ChatUser {
    const known = this.#known.get(chatter.id, now);
    if (known !== undefined && isSame(known.chatter, chatter)) return known.user;
    const user = chatUser(chatter);
    this.#known.set(chatter.id, { chatter, user }, now);
    return user;
  }

  forget(chatterId: string): void {
    this.#known.delete(chatterId);
  }
}

function isSame(a: Chatter, b: Chatter): boolean {
  return (
    a.login === b.login &&
    a.displayName === b.displayName &&
    a.color === b.color &&
    a.badges.length === b.badges.length &&
    a.badges.every((badge, i) => badge === b.badges[i])
  );
}

import type { Chatter } from '../../domain/chat-event.ts';

/** Who wrote a message, as frames tell it. */
export interface ChatUser {
  readonly username: string;
  readonly display_name: string;
  readonly user_id: string;
  /** `#RRGGBB`, or null where the chatter never chose one. */
  readonly color: string | null;
  readonly is_subscriber: boolean;
  readonly is_moderator: boolean;
  readonly is_vip: boolean;
  readonly is_broadcaster: boolean;
  /** `set/version` */
  readonly badges: readonly string[];
}

export function chatUser(chatter: Chatter): ChatUser {
  const sets = new Set(chatter.badges.map((badge) => badge.split('/', 1)[0]));
  return {
    username: chatter.login,
    display_name: chatter.displayName,
    user_id: chatter.id,
    color: chatter.color,
    is_subscriber: sets.has('subscriber') || sets.has('founder'),
    is_moderator: sets.has('moderator') || sets.has('lead_moderator'),
    is_vip: sets.has('vip'),
    is_broadcaster: sets.has('broadcaster'),
    badges: chatter.badges,
  };
}

import type { JoinFailure } from '../../../domain/ports/chat.ts';

/** Twitch's NOTICE ids that answer a JOIN. Source: Twitch IRC documentation, "NOTICE"; the limit's id is undocumented. */
const FAILURES: ReadonlyMap<string, JoinFailure> = new Map([
  ['msg_banned', 'banned'],
  ['msg_channel_suspended', 'suspended'],
  ['tos_ban', 'suspended'],
  ['msg_concurrent_channel_limit_reached', 'channel-limit'],
  ['msg_channel_blocked', 'refused'],
  ['msg_suspended', 'refused'],
  ['no_permission', 'refused'],
]);

/** Null for a NOTICE that says nothing about joining. */
export function joinFailureOf(msgId: string): JoinFailure | null {
  return FAILURES.get(msgId) ?? null;
}

/** NOTICEs to `*` that end a login. Twitch gives them no id. */
export function isLoginRefusal(text: string): boolean {
  return /^(?:login authentication failed|login unsuccessful|improperly formatted auth|invalid nick)/i.test(
    text.trim(),
  );
}

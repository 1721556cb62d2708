/** Who may use a command, each including those after it. Followers cannot be told from their badges. */
export const CHAT_ROLES = ['everyone', 'subscriber', 'vip', 'moderator', 'broadcaster'] as const;
export type ChatRole = (typeof CHAT_ROLES)[number];

const ROLE_OF_BADGE: ReadonlyMap<string, ChatRole> = new Map([
  ['subscriber', 'subscriber'],
  ['founder', 'subscriber'],
  ['vip', 'vip'],
  ['moderator', 'moderator'],
  ['lead_moderator', 'moderator'],
  ['broadcaster', 'broadcaster'],
]);

/** The highest role among badges (`set/version`), which Twitch itself puts on each message. */
export function roleFromBadges(badges: readonly string[]): ChatRole {
  let highest: ChatRole = 'everyone';
  for (const badge of badges) {
    const role = ROLE_OF_BADGE.get(badge.split('/', 1)[0] ?? '');
    if (role !== undefined && atLeast(role, highest)) highest = role;
  }
  return highest;
}

export function atLeast(role: ChatRole, wanted: ChatRole): boolean {
  return CHAT_ROLES.indexOf(role) >= CHAT_ROLES.indexOf(wanted);
}

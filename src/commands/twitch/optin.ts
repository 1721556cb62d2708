import type { ChatCommand } from './chat-command.ts';

/**
 * `!optin`: takes `!optout` back. Only the answer is given here: what somebody who opted out writes reaches no command, so
 * the wish itself is heard before.
 */
export const optInCommand: ChatCommand = {
  name: 'optin',
  aliases: [],
  access: 'everyone',
  globalCooldownMs: 5_000,
  userCooldownMs: 60_000,
  always: false,

  execute: () => 'Hypewire counts what you write like anybody’s from here on. !optout ends that.',
};

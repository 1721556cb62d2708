import type { ChatCommand } from './chat-command.ts';

/**
 * `!optout`: the asker wants nothing of theirs kept or shown. Twitch itself says who wrote the message, so nothing more has
 * to be proven. Works in every channel that is read; where the bot may speak, it says that it is done.
 */
export const optOutCommand: ChatCommand = {
  name: 'optout',
  aliases: [],
  access: 'everyone',
  globalCooldownMs: 5_000,
  userCooldownMs: 60_000,
  always: false,
  worksUnheard: true,

  async execute({ optOut }) {
    await optOut();
    return 'Done: Hypewire has deleted what you wrote and keeps and shows nothing of yours, in any channel. !optin takes that back.';
  },
};

import type { ChatCommand } from './chat-command.ts';

/**
 * `!mark note`: somebody trusted says that something happened. Every note is kept, also those nobody hears an answer
 * to; the answers are few, each with the number of marks so far.
 */
export const markCommand: ChatCommand = {
  name: 'mark',
  aliases: [],
  access: 'vip',
  globalCooldownMs: 5000,
  userCooldownMs: 0,
  always: false,
  worksUnheard: true,
  forTrusted: true,

  async execute({ mark }) {
    const outcome = await mark();
    if (outcome.kind === 'refused') return 'Too many marks in this minute, this one was not kept';
    const times = outcome.merged > 1 ? ` ×${outcome.merged}` : '';
    return outcome.momentId === null ? `Marked${times}` : `Marked${times}, chat noticed it too`;
  },
};

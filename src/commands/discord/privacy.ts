import type { CommandInput, CommandOption, CommandReply, PressInput } from '../../domain/command.ts';
import type { CommandContext, PressAnswer, SlashCommand } from '../command.ts';
import { askToForget, forget } from './privacy/forget.ts';
import { askToOptOut, optOut } from './privacy/opt-out.ts';
import { showPrivacy, showRetention } from './privacy/show.ts';
import { reply, text } from './reply.ts';

const user: CommandOption = {
  type: 'string',
  name: 'user',
  description: 'Twitch name, or numeric Twitch id',
  maxLength: 50,
};

/** `/privacy`: what is kept of people who write in Twitch chat, and how they are forgotten. */
export const privacyCommand: SlashCommand = {
  definition: {
    name: 'privacy',
    description: 'What is kept of Twitch chat, how long, and how somebody is forgotten',
    access: 'manage-server',
    subcommands: [
      { name: 'show', description: 'What is kept, of everybody or of one person', options: [user] },
      {
        name: 'forget',
        description: 'Delete everything of one person',
        options: [{ ...user, required: true }],
      },
      {
        name: 'optout',
        description: 'Keep nothing of one person from now on, at their wish',
        options: [{ ...user, required: true }],
      },
      { name: 'retention', description: 'How long what is kept' },
    ],
  },
  ephemeral: () => true,

  async execute(input: CommandInput, context: CommandContext): Promise<CommandReply> {
    switch (input.subcommand) {
      case 'forget':
        return askToForget(input, context);
      case 'optout':
        return askToOptOut(input, context);
      case 'retention':
        return showRetention(input, context);
      default:
        return showPrivacy(input, context);
    }
  },

  async press(input: PressInput, context: CommandContext): Promise<PressAnswer | null> {
    switch (input.action) {
      case 'forget':
        return { reply: await forget(input, context), how: 'update' };
      case 'optout':
        return { reply: await optOut(input, context), how: 'update' };
      case 'cancel':
        return { reply: reply(text('Nothing was changed.')), how: 'update' };
      default:
        return null;
    }
  },
};

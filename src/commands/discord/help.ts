import type { CommandInput, CommandReply } from '../../domain/command.ts';
import type { CommandContext, SlashCommand } from '../command.ts';
import { mention, reply, text } from './reply.ts';

/** `/help`: from nothing to the first alert, then where to look. */
export const helpCommand: SlashCommand = {
  definition: { name: 'help', description: 'From nothing to the first alert in four steps', access: 'everyone' },
  ephemeral: () => true,

  async execute(_input: CommandInput, context: CommandContext): Promise<CommandReply> {
    const command = (path: string): string => mention(context, path);
    return reply(
      text(
        [
          '### Hypewire posts the moments a Twitch chat erupts',
          `1. ${command('track add')} \`channel:NAME\` in the channel where alerts should go. It takes **Manage Server**; I say so if I lack a permission.`,
          `2. ${command('track test')} \`channel:NAME\` posts a sample card, so you know alerts arrive.`,
          `3. ${command('stats')} \`channel:NAME\` shows that I read the chat, and how lively it is.`,
          `4. Too many alerts, or too few? ${command('track edit')} \`channel:NAME sensitivity:low\` (or \`high\`).`,
        ].join('\n'),
      ),
      { kind: 'divider' },
      text(
        [
          `No alert, and you wonder why? ${command('track log')} has the last decisions, ${command('status')} says what does not work.`,
          `Looking back: ${command('history')} lists moments, ${command('moment')} shows one in full, ${command('recap')} sums up a stream, ${command('export')} gives a file for a spreadsheet or an editor's timeline.`,
          `You saw it before the machine did? ${command('mark')} \`note\` here, or \`!mark note\` in Twitch chat for moderators and VIPs. Votes on a card teach which threshold suits you.`,
          'In Twitch chat, the broadcaster or a moderator types `!hypewire on`; then anybody may ask `!hype` and `!mood`.',
        ].join('\n'),
      ),
    );
  },
};

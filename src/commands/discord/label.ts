import {
  type AutocompleteInput,
  type Choice,
  type CommandInput,
  type CommandReply,
  type PressInput,
} from '../../domain/command.ts';
import { LABEL_CATEGORIES, type LabelCategory } from '../../domain/privacy.ts';
import { CATEGORY_NAMES } from '../../lib/label-counts.ts';
import type { CommandContext, PressAnswer, SlashCommand } from '../command.ts';
import { nextToLabel } from './label/next-to-label.ts';
import { stringOption } from './options.ts';
import { requireOneTrack, requireTrack, trackedChannelChoices } from './tracked-channel.ts';

/** `/label`: what messages of a channel feel like, one after the other, to teach a model. */
export const labelCommand: SlashCommand = {
  definition: {
    name: 'label',
    description: 'Say what messages of a channel feel like, to teach a model this chat',
    access: 'manage-server',
    options: [
      {
        type: 'string',
        name: 'channel',
        description: 'A channel tracked here; the only one if left out',
        autocomplete: true,
      },
    ],
  },
  ephemeral: () => true,

  async execute(input: CommandInput, context: CommandContext): Promise<CommandReply> {
    const { channel } = await requireOneTrack(context, stringOption(input, 'channel'));
    return nextToLabel(context, channel, { done: null, shown: null });
  },

  async press(input: PressInput, context: CommandContext): Promise<PressAnswer | null> {
    const reply = await pressed(input, context);
    return reply === null ? null : { reply, how: 'update' };
  },

  autocomplete: (input: AutocompleteInput, context: CommandContext): Promise<readonly Choice[]> =>
    trackedChannelChoices(context, input.typed),
};

/** Buttons carry the channel and the message, so that one pressed after a restart does what it says. */
async function pressed(input: PressInput, context: CommandContext): Promise<CommandReply | null> {
  const [name = '', messageId = '', category = ''] = input.args;
  const { channel } = await requireTrack(context, name);
  switch (input.action) {
    case 'put':
      if (!isCategory(category)) return null;
      return put(context, channel, messageId, category, input.userId);
    case 'skip':
      return nextToLabel(context, channel, { done: null, shown: messageId });
    case 'undo':
      await context.guild.labels.remove(channel, messageId);
      return nextToLabel(context, channel, { done: 'Taken back.', shown: null });
    default:
      return null;
  }
}

async function put(
  context: CommandContext,
  channel: string,
  messageId: string,
  category: LabelCategory,
  userId: string,
): Promise<CommandReply> {
  const label = await context.guild.labels.label(channel, messageId, category, userId, context.clock.now());
  if (label === null) {
    const done = 'That message is no longer kept (taken back, or too old), so it has no label.';
    return nextToLabel(context, channel, { done, shown: messageId });
  }
  const undo = { channel, messageId };
  return nextToLabel(context, channel, { done: `Labelled ${CATEGORY_NAMES[category]}.`, shown: messageId, undo });
}

function isCategory(text: string): text is LabelCategory {
  return (LABEL_CATEGORIES as readonly string[]).includes(text);
}

import { UserError, type CommandInput, type CommandReply } from '../../../domain/command.ts';
import type { CommandContext } from '../../command.ts';
import { stringOption } from '../options.ts';
import { channelText } from '../reply.ts';
import { requireTrack } from '../tracked-channel.ts';
import { readChanges } from './changes.ts';
import { saveDraft } from './save.ts';

export async function editTrack(input: CommandInput, context: CommandContext): Promise<CommandReply> {
  const { channel } = await requireTrack(context, stringOption(input, 'channel') ?? '');
  const changes = readChanges(input);
  if (Object.keys(changes).length === 0) {
    throw new UserError(
      `Nothing was changed, because no setting of ${channelText(channel)} was given. Add one, for example **sensitivity** or **pause**.`,
    );
  }
  return saveDraft(context, input, { mode: 'edit', channel, changes, twitch: 'exists' });
}

import { UserError, type Choice, type CommandInput, type CommandReply } from '../../../domain/command.ts';
import { parseChannelName } from '../../../lib/channel-name.ts';
import type { CommandContext } from '../../command.ts';
import { stringOption } from '../options.ts';
import { channelText } from '../reply.ts';
import { requireChannelName } from '../tracked-channel.ts';
import { readChanges } from './changes.ts';
import { saveDraft } from './save.ts';

export async function addTrack(input: CommandInput, context: CommandContext): Promise<CommandReply> {
  const channel = requireChannelName(stringOption(input, 'channel') ?? '');
  const changes = readChanges(input);
  const twitch = await context.twitch.check(channel);
  if (twitch === 'missing') {
    throw new UserError(
      `Twitch has no channel named ${channelText(channel)}. Check the spelling in its address, or pick it from the suggestions.`,
    );
  }
  return saveDraft(context, input, { mode: 'add', channel, changes, twitch });
}

/** Channels that Twitch finds, the exact one first; without Twitch, what was typed if it can be a name. */
export async function twitchChoices(context: CommandContext, typed: string): Promise<readonly Choice[]> {
  const name = parseChannelName(typed);
  const query = name ?? typed.trim().toLowerCase().slice(0, 50);
  if (query === '') return [];
  const found = await context.twitch.search(query);
  if (found === null || found.length === 0) return name === null ? [] : [{ name, value: name }];
  return found.map(({ login, displayName }) => ({
    name: displayName.toLowerCase() === login ? displayName : `${displayName} (${login})`,
    value: login,
  }));
}

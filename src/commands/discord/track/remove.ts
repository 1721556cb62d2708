import type { CommandInput, CommandReply, PressInput } from '../../../domain/command.ts';
import type { CommandContext } from '../../command.ts';
import { stringOption } from '../options.ts';
import { channelText, mention, placeText, reply, text } from '../reply.ts';
import { requireTrack } from '../tracked-channel.ts';

/** Asks first: what was set up here cannot be had back with one press. */
export async function askToRemove(input: CommandInput, context: CommandContext): Promise<CommandReply> {
  const track = await requireTrack(context, stringOption(input, 'channel') ?? '');
  return reply(
    text(
      `Stop tracking ${channelText(track.channel)}? Its alerts in ${placeText(track.target.id)} end and its settings are lost. Cards already posted stay.`,
    ),
    {
      kind: 'buttons',
      buttons: [
        {
          kind: 'press',
          label: 'Keep it',
          style: 'secondary',
          route: { command: 'track', action: 'keep', args: [track.id] },
        },
        {
          kind: 'press',
          label: 'Stop tracking',
          style: 'danger',
          route: { command: 'track', action: 'remove', args: [track.id] },
        },
      ],
    },
  );
}

export async function removeTrack(input: PressInput, context: CommandContext): Promise<CommandReply> {
  return context.guildLock.run(input.guildId, async () => {
    const track = await context.guild.track(input.args[0] ?? '');
    if (track === null || !(await context.guild.remove(track.id))) {
      return reply(
        text(`This channel is no longer tracked here. ${mention(context, 'track list')} shows those that are.`),
      );
    }
    await context.trackingChanged();
    return reply(
      text(`Stopped tracking ${channelText(track.channel)}. ${mention(context, 'track add')} brings it back.`),
    );
  });
}

export async function keepTrack(input: PressInput, context: CommandContext): Promise<CommandReply> {
  const track = await context.guild.track(input.args[0] ?? '');
  return reply(
    text(track === null ? 'This channel is no longer tracked here.' : `Still tracking ${channelText(track.channel)}.`),
  );
}

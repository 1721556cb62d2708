import type { CommandReply, PressInput } from '../../../domain/command.ts';
import type { CommandContext } from '../../command.ts';
import { channelText, reply, text } from '../reply.ts';
import { trackById } from '../tracked-channel.ts';
import { parseSensitivity } from './changes.ts';
import { sensitivityText } from './describe.ts';

/** Applies the sensitivity that a button names, and offers the way back. @throws UserError when the track is gone */
export async function useSensitivity({ guildId, args }: PressInput, context: CommandContext): Promise<CommandReply> {
  const [trackId = '', typed = ''] = args;
  const sensitivity = parseSensitivity(typed);
  return context.guildLock.run(guildId, async () => {
    const before = await trackById(context, trackId);
    const words = sensitivityText(sensitivity, context.detector);
    if (before.sensitivity === sensitivity) {
      return reply(text(`${channelText(before.channel)} already has sensitivity ${words}.`));
    }
    await context.guild.put({ ...before, sensitivity });
    await context.trackingChanged();
    const paused = before.paused ? ' Its alerts are paused, though.' : '';
    const was = sensitivityText(before.sensitivity, context.detector);
    return reply(
      text(`${channelText(before.channel)} has sensitivity **${words}** from here on; it was ${was}.${paused}`),
      {
        kind: 'buttons',
        buttons: [
          {
            kind: 'press',
            label: `Back to ${typeof before.sensitivity === 'number' ? was : before.sensitivity}`,
            style: 'secondary',
            route: { command: 'track', action: 'use', args: [before.id, String(before.sensitivity)] },
          },
        ],
      },
    );
  });
}

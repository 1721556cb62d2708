import type { CommandInput, CommandOption } from '../../domain/command.ts';
import { scoreThreshold } from '../../pipeline/hype/sensitivity.ts';
import type { CommandContext } from '../command.ts';
import { stringOption } from './options.ts';

/** `here`: strong enough for an alert as this server is set. `all`: weaker ones as well. */
export type Strength = 'here' | 'all';

export const strengthOption: CommandOption = {
  type: 'string',
  name: 'strength',
  description: 'Which moments: those strong enough for an alert here (if left out), or all',
  choices: [
    { name: 'strong enough for an alert here', value: 'here' },
    { name: 'all, also the weaker ones', value: 'all' },
  ],
};

export function readStrength(input: CommandInput): Strength {
  return strengthOf(stringOption(input, 'strength'));
}

function strengthOf(name: string | null | undefined): Strength {
  return name === 'all' ? 'all' : 'here';
}

/**
 * The score that moments of this strength reach, by the present sensitivity of the channel's track. For all channels
 * together it is the least of theirs, because one query has one limit.
 */
export async function minScoreOf(
  context: Pick<CommandContext, 'guild' | 'detector'>,
  channel: string | null,
  strength: Strength,
): Promise<{ readonly minScore?: number }> {
  if (strength === 'all') return {};
  const tracks = (await context.guild.tracks()).filter((track) => channel === null || track.channel === channel);
  if (tracks.length === 0) return {};
  return { minScore: Math.min(...tracks.map((track) => scoreThreshold(track.sensitivity, context.detector))) };
}

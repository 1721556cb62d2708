import { UserError } from '../../../domain/command.ts';
import { TRACK_DEFAULTS } from '../../../domain/track.ts';
import type { PressAnswer } from '../../command.ts';
import type { DeskPress } from './moment-press.ts';
import { privately } from './private-answer.ts';

/**
 * Makes a Twitch clip. It is published under one account for everybody to see, so it takes more than a vote: the presser
 * must have claimed the moment, or have Manage Server.
 */
export async function createClip({ moment, input, context }: DeskPress): Promise<PressAnswer> {
  if (context.createClip === null) {
    throw new UserError(
      'I have no Twitch account to make clips with. The operator sets TWITCH\\_ACCESS\\_TOKEN with the scope clips:edit; until then, make the clip yourself from the VOD.',
    );
  }
  const clip = await context.guild.desk.clip(moment);
  if (clip?.state === 'ready' && clip.url !== null) return privately(`There is a clip already: ${clip.url}`);
  if (clip?.state === 'creating') return privately('A clip is being made already. Its link appears on the card.');
  const { claimedBy } = await context.guild.desk.entry(moment);
  if (claimedBy !== input.userId && !input.canManageServer) {
    throw new UserError(
      'A clip is public on Twitch, so only whoever claimed the moment, or somebody with the **Manage Server** permission, has one made. Press **Claim** first.',
    );
  }
  const track = await context.guild.trackOf(moment.channel);
  const reachBackSeconds = track?.reachBackSeconds ?? TRACK_DEFAULTS.reachBackSeconds;
  const { ok, text } = await context.createClip(moment.id, input.userId, reachBackSeconds);
  context.deskChanged();
  if (!ok) throw new UserError(text);
  return privately(text);
}

import { UserError, type PressInput } from '../../../domain/command.ts';
import { VOTES, type Vote } from '../../../domain/desk.ts';
import { DESK_ACTIONS, type DeskAction } from '../../../lib/desk-buttons.ts';
import type { CommandContext, PressAnswer } from '../../command.ts';
import { createClip } from './create-clip.ts';
import type { DeskPress } from './moment-press.ts';
import { changeStatus } from './status.ts';
import { showTranscript } from './transcript.ts';
import { castVote } from './vote.ts';

/**
 * A press on the buttons of a moment's card. Everybody who sees the card may vote, claim and read; changing what
 * somebody else claimed, and making a clip, has rules of its own. Null for what this version does not know.
 */
export async function deskPress(input: PressInput, context: CommandContext): Promise<PressAnswer | null> {
  const action = DESK_ACTIONS.find((known) => known === input.action);
  const [momentId = '', voted] = input.args;
  const vote = VOTES.find((known) => known === voted);
  if (action === undefined || (action === 'vote' && vote === undefined)) return null;
  const moment = await context.guild.moment(momentId);
  // Not stored any more, of a channel that is not tracked any more, or of another server: not to be told apart.
  if (moment === null) {
    throw new UserError(
      'This moment is not kept here any more: it is too old, or its channel is no longer tracked in this server. Nothing was changed.',
    );
  }
  return answer(action, vote, { moment, input, context });
}

async function answer(action: DeskAction, vote: Vote | undefined, press: DeskPress): Promise<PressAnswer | null> {
  switch (action) {
    case 'vote':
      return vote === undefined ? null : castVote(vote, press);
    case 'claim':
    case 'release':
    case 'done':
    case 'drop':
      return changeStatus(action, press);
    case 'transcript':
      return showTranscript(press);
    case 'clip':
      return createClip(press);
  }
}

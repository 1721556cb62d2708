import type { Vote } from '../../../domain/desk.ts';
import { VOTE_LABELS } from '../../../lib/desk-buttons.ts';
import { votesText } from '../../../lib/desk-text.ts';
import type { PressAnswer } from '../../command.ts';
import type { DeskPress } from './moment-press.ts';
import { inTurn } from './in-turn.ts';
import { privately } from './private-answer.ts';

/** Counts the presser's vote, or takes it back when it is the one they had cast. */
export async function castVote(vote: Vote, press: DeskPress): Promise<PressAnswer> {
  const { moment, input, context } = press;
  const { desk } = context.guild;
  const { before, after } = await inTurn(press, async () => ({
    before: await desk.entry(moment),
    after: await desk.vote(moment, input.userId, vote, context.clock.now()),
  }));
  context.deskChanged();
  const counted = after.votes[vote] > before.votes[vote];
  return privately(
    `${counted ? 'Counted' : 'Taken back'}: *${VOTE_LABELS[vote]}* — ${votesText(after.votes) || 'no votes now'}`,
  );
}

import { UserError } from '../../../domain/command.ts';
import type { DeskEntry, DeskStatus } from '../../../domain/desk.ts';
import { personText } from '../../../lib/desk-text.ts';
import type { PressAnswer } from '../../command.ts';
import { categoryText } from '../moment-text.ts';
import { channelText } from '../reply.ts';
import type { DeskPress } from './moment-press.ts';
import { inTurn } from './in-turn.ts';
import { privately } from './private-answer.ts';

type StatusAction = 'claim' | 'release' | 'done' | 'drop';

const BECOMES: Readonly<Record<StatusAction, DeskStatus>> = {
  claim: 'claimed',
  release: 'open',
  done: 'done',
  drop: 'dropped',
};

/** First come, first served; what somebody has, only they and people with Manage Server change. */
export async function changeStatus(action: StatusAction, press: DeskPress): Promise<PressAnswer> {
  const { moment, input, context } = press;
  const { desk } = context.guild;
  await inTurn(press, async () => {
    const entry = await desk.entry(moment);
    if (action === 'claim') refuseClaim(entry, input.userId);
    else refuseChange(action, entry, press);
    // The work stays in the name of whoever did it, also when somebody else says that it is done.
    const holder = action === 'claim' ? input.userId : (entry.claimedBy ?? input.userId);
    const changed = await desk.setStatus(moment, BECOMES[action], holder, context.clock.now());
    if (changed === null) throw taken((await desk.entry(moment)).claimedBy);
  });
  context.deskChanged();
  return privately(outcome(action, `the ${categoryText(moment)} moment of ${channelText(moment.channel)}`));
}

/** @throws UserError naming who has it */
function refuseClaim({ status, claimedBy }: DeskEntry, userId: string): void {
  if (status === 'done') {
    throw new UserError(`${who(claimedBy)} has finished this moment. Press **Reopen** on its card to begin again.`);
  }
  if (status !== 'claimed') return;
  throw claimedBy === userId
    ? new UserError('You have this moment already. Press **Done** when it is shipped, or **Release** to hand it back.')
    : taken(claimedBy);
}

/** @throws UserError saying what to press first, or who may */
function refuseChange(action: Exclude<StatusAction, 'claim'>, entry: DeskEntry, { input }: DeskPress): void {
  const { status, claimedBy } = entry;
  if (status === 'open') throw new UserError('Nobody has this moment at present. Press **Claim** to take it up.');
  if (action !== 'release' && status !== 'claimed') {
    throw new UserError(`This moment is ${status} already. Press **Reopen** on its card to change that.`);
  }
  // What somebody gave up is anybody's again.
  if (status === 'dropped' || claimedBy === null || claimedBy === input.userId || input.canManageServer) return;
  throw new UserError(
    `${who(claimedBy)} has this moment. Only they, or somebody with the **Manage Server** permission, can change that.`,
  );
}

function taken(claimedBy: string | null): UserError {
  return new UserError(`${who(claimedBy)} has claimed this moment already. Ask them, or take another one.`);
}

function who(userId: string | null): string {
  const person = personText(userId);
  return `${person[0]?.toUpperCase()}${person.slice(1)}`;
}

function outcome(action: StatusAction, what: string): string {
  switch (action) {
    case 'claim':
      return `It is yours: ${what}. Press **Done** when it is shipped, or **Release** to hand it back.`;
    case 'release':
      return `Open again for anybody: ${what}.`;
    case 'done':
      return `Done: ${what}.`;
    case 'drop':
      return `Dropped: ${what}. **Reopen** brings it back.`;
  }
}

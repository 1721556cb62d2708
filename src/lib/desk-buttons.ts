import type { CardDesk } from '../domain/alert.ts';
import type { PressRoute, ReplyButton } from '../domain/command.ts';
import { VOTES, type Vote } from '../domain/desk.ts';
import type { MomentId } from '../domain/hype-moment.ts';

/** What a press under a moment asks for. Each is an action of the command `moment`, with the moment's id as argument. */
export const DESK_ACTIONS = ['vote', 'claim', 'release', 'done', 'drop', 'clip', 'transcript'] as const;
export type DeskAction = (typeof DESK_ACTIONS)[number];

export const VOTE_LABELS: Readonly<Record<Vote, string>> = {
  clip: 'Clip it',
  not: 'Not it',
  duplicate: 'Duplicate',
};

type PressButton = Extract<ReplyButton, { kind: 'press' }>;

/** Where a press goes: the same for a card and an answer, today and after a restart. */
function deskRoute(action: DeskAction, momentId: MomentId, ...args: readonly string[]): PressRoute {
  return { command: 'moment', action, args: [momentId, ...args] };
}

/** The rows of buttons with which a team works on a moment: judging it, then dealing with it. */
export function deskButtons(momentId: MomentId, desk: CardDesk): readonly (readonly ReplyButton[])[] {
  const judging = VOTES.map((vote): PressButton => {
    const votes = desk.votes[vote];
    return {
      kind: 'press',
      label: votes > 0 ? `${VOTE_LABELS[vote]} (${votes})` : VOTE_LABELS[vote],
      style: vote === 'clip' ? 'primary' : 'secondary',
      route: deskRoute('vote', momentId, vote),
    };
  });
  return [
    [...judging, transcriptButton(momentId)],
    [...statusButtons(momentId, desk), ...clipButton(momentId, desk)],
  ];
}

export function transcriptButton(momentId: MomentId): ReplyButton {
  return press('transcript', momentId, 'Transcript');
}

function statusButtons(momentId: MomentId, { status }: CardDesk): readonly PressButton[] {
  switch (status) {
    case 'open':
      return [press('claim', momentId, 'Claim')];
    case 'claimed':
      return [
        press('done', momentId, 'Done', 'success'),
        press('release', momentId, 'Release'),
        press('drop', momentId, 'Drop'),
      ];
    case 'done':
    case 'dropped':
      return [press('release', momentId, 'Reopen')];
  }
}

function clipButton(momentId: MomentId, { canClip, clipping }: CardDesk): readonly PressButton[] {
  if (clipping) return [{ ...press('clip', momentId, 'Creating clip …'), disabled: true }];
  return canClip ? [press('clip', momentId, 'Create clip')] : [];
}

function press(
  action: DeskAction,
  momentId: MomentId,
  label: string,
  style: PressButton['style'] = 'secondary',
): PressButton {
  return { kind: 'press', label, style, route: deskRoute(action, momentId) };
}

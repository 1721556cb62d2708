import type { CardDesk } from '../../domain/alert.ts';
import type { DeskEntry, Mark, MomentClip } from '../../domain/desk.ts';

/** Far more than a card shows; those beyond are not counted either. */
const NOTES_MAX = 100;

/** What is known of a guild's work on a moment when its card is made. */
export interface DeskFacts {
  readonly entry: DeskEntry;
  /** Those the guild may see, oldest first. */
  readonly marks: readonly Mark[];
  readonly clip: MomentClip | null;
  /** Somebody could make a clip of this moment, were one wanted. */
  readonly clipPossible: boolean;
}

/** What the card says of the team's work. A clip that failed may be asked for again. */
export function composeCardDesk({ entry, marks, clip, clipPossible }: DeskFacts): CardDesk {
  return {
    votes: entry.votes,
    status: entry.status,
    claimedBy: entry.claimedBy,
    notes: marks.slice(0, NOTES_MAX).map(({ authorName, note }) => ({ author: authorName, text: note })),
    clipProblem: clip?.state === 'failed' ? (clip.problem ?? 'Twitch did not say why.') : null,
    canClip: clipPossible && (clip === null || clip.state === 'failed'),
    clipping: clip?.state === 'creating',
  };
}

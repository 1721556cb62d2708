/** Discord markdown of what people did with a moment, shared by its card and the answers of commands. */
import type { CardDesk } from '../domain/alert.ts';
import { VOTES, type DeskEntry, type Vote, type VoteTally } from '../domain/desk.ts';
import { VOTE_LABELS } from './desk-buttons.ts';
import { escapeClipped } from './markdown.ts';

const NOTES_SHOWN = 5;
const NOTE_CHARACTERS_MAX = 120;
const AUTHOR_CHARACTERS_MAX = 30;
const PROBLEM_CHARACTERS_MAX = 200;

/** A person by Discord id. It pings nobody where the message allows no mentions, as all of ours do. */
export function personText(userId: string | null): string {
  return userId !== null && /^\d{1,20}$/.test(userId) ? `<@${userId}>` : 'somebody';
}

/** `Claimed by <@1> · done`; '' while nobody took it up. */
export function claimText({ status, claimedBy }: Pick<DeskEntry, 'status' | 'claimedBy'>): string {
  if (status === 'open') return '';
  if (claimedBy === null) return { claimed: 'Claimed', done: 'Done', dropped: 'Dropped' }[status];
  const outcome = status === 'claimed' ? '' : ` · ${status}`;
  return `Claimed by ${personText(claimedBy)}${outcome}`;
}

/** `3 clip it, 1 not it`; '' without votes. */
export function votesText(votes: VoteTally): string {
  return VOTES.filter((vote) => votes[vote] > 0)
    .map((vote) => `${votes[vote]} ${voteWord(vote)}`)
    .join(', ');
}

/** `clip it`, within a sentence. */
export function voteWord(vote: Vote): string {
  return VOTE_LABELS[vote].toLowerCase();
}

/**
 * `**Marked ×3** Ann: what a save · Bob: wut`; '' without marks. Several people mark one moment within seconds and the
 * first note is rarely the best one, so where not all fit the longest stay.
 */
export function notesText(notes: CardDesk['notes']): string {
  if (notes.length === 0) return '';
  const told = notes.filter(({ text }) => text.trim() !== '');
  const telling = new Set(told.toSorted((a, b) => b.text.length - a.text.length).slice(0, NOTES_SHOWN));
  const shown = told
    .filter((note) => telling.has(note))
    .map(
      ({ author, text }) =>
        `${escapeClipped(author, AUTHOR_CHARACTERS_MAX)}: ${escapeClipped(text, NOTE_CHARACTERS_MAX)}`,
    );
  const more = told.length > shown.length ? [`${told.length - shown.length} more`] : [];
  return [`**Marked ×${notes.length}**`, [...shown, ...more].join(' · ')].filter((part) => part !== '').join(' ');
}

/** Everything people did, one line each; '' where there is nothing to tell. */
export function deskText(desk: CardDesk): string {
  const problem =
    desk.clipProblem === null ? '' : `⚠️ No clip: ${escapeClipped(desk.clipProblem, PROBLEM_CHARACTERS_MAX)}`;
  return [claimText(desk), notesText(desk.notes), problem].filter((line) => line !== '').join('\n');
}

/** Clipped first: escaping makes text longer, and a cut must not fall between a backslash and what it escapes. */

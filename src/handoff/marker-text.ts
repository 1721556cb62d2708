import type { MarkerDetails } from '../domain/handoff.ts';
import { CATEGORY_STYLE } from '../lib/category-style.ts';
import { count, isoTime, rate } from '../lib/format.ts';
import { plainText } from './plain-text.ts';

const TITLE_CHARACTERS_MAX = 80;
const EMOTE_CHARACTERS_MAX = 24;
const LINE_CHARACTERS_MAX = 300;
const EMOTES_MAX = 5;
const NOTES_MAX = 10;
const REASONS_MAX = 3;

/** `Funny: KEKW (4.2×)`, or the name it was given. */
export function markerTitle({ moment }: MarkerDetails, given: string | undefined): string {
  return givenTitle(given) ?? `${chapterTitle({ moment }, undefined)} (${rate(moment.multiplier)}×)`;
}

/** For viewers, who do not care for numbers: `Funny: KEKW`, or the name it was given. */
export function chapterTitle({ moment }: Pick<MarkerDetails, 'moment'>, given: string | undefined): string {
  const { word } = CATEGORY_STYLE[moment.category];
  const emote = plainText(moment.topEmotes[0]?.[0] ?? '', EMOTE_CHARACTERS_MAX);
  return givenTitle(given) ?? (emote === '' ? `${word} moment` : `${word}: ${emote}`);
}

function givenTitle(given: string | undefined): string | null {
  const title = plainText(given ?? '', TITLE_CHARACTERS_MAX);
  return title === '' ? null : title;
}

/**
 * What an editor reads on the marker, one line each. People's notes come first: they know best. Chat is not quoted:
 * what a moderator deletes later could not be taken out of a file again.
 * @param reactsAfterSeconds how long after the marker chat reacts
 */
export function markerLines({ moment, notes, votes }: MarkerDetails, reactsAfterSeconds: number): readonly string[] {
  const emotes = moment.topEmotes
    .slice(0, EMOTES_MAX)
    .map(([name, uses]) => `${plainText(name, EMOTE_CHARACTERS_MAX)} ${count(uses)}`);
  const why = moment.contributions.slice(0, REASONS_MAX).map(({ text }) => text);
  const lines = [
    ...noteLines(notes).map((note) => `Note: ${note}`),
    ...(votes === null ? [] : [`Votes: ${votes.clip} clip it, ${votes.not} not it, ${votes.duplicate} duplicate`]),
    `Chat reacts ${rate(reactsAfterSeconds)} s after this mark, at ${isoTime(moment.startedAt)}`,
    `${rate(moment.multiplier)}× usual, ${rate(moment.peakVelocity)} msg/s, ${count(moment.uniqueChatters)} chatters, score ${rate(moment.peakScore)}`,
    ...(emotes.length === 0 ? [] : [`Emotes: ${emotes.join(', ')}`]),
    ...(why.length === 0 ? [] : [`Why: ${why.join('; ')}`]),
  ];
  return lines.map((line) => plainText(line, LINE_CHARACTERS_MAX));
}

/** The notes that say something; of too many, the first. */
export function noteLines(notes: readonly string[]): readonly string[] {
  const said = notes.map((note) => plainText(note, LINE_CHARACTERS_MAX)).filter((note) => note !== '');
  if (said.length <= NOTES_MAX) return said;
  return [...said.slice(0, NOTES_MAX), `… and ${said.length - NOTES_MAX} more`];
}

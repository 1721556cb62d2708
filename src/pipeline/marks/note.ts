import { clip, stripInvisible } from '../../lib/markdown.ts';

const NOTE_CHARACTERS_MAX = 200;
const NAME_CHARACTERS_MAX = 40;

/** What somebody wrote about a moment, on one line and bounded. Still hostile: whoever shows it escapes it. */
export function noteOf(text: string): string {
  return oneLine(text, NOTE_CHARACTERS_MAX);
}

/** A name to show beside a note; never empty. */
export function authorNameOf(name: string): string {
  return oneLine(name, NAME_CHARACTERS_MAX) || 'somebody';
}

function oneLine(text: string, charactersMax: number): string {
  return clip(stripInvisible(text).replace(/\s+/gu, ' ').trim(), charactersMax);
}

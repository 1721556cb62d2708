import { foldName } from './build-lexicon.ts';
import type { Lexicon, NamePart } from './lexicon.ts';
import { wordHash } from './text-hash.ts';

/** Names longer than this are no emotes: no platform allows them. */
export const EMOTE_NAME_CHARS_MAX = 60;
/** Shorter names with a capital inside are abbreviations, `pH`, until somebody says that they are emotes. */
export const EMOTE_NAME_CHARS_MIN = 4;

/**
 * What the name of an unlisted emote says: channels call theirs `streamerHype`, and variants of known emotes keep their
 * beginning (`peepoCry`, `KEKWait`). The longest ending that means something wins, then a beginning; null when neither does.
 */
export function readEmoteName(name: string, lexicon: Lexicon): NamePart | null {
  const base = name.replace(/\d+$/, '');
  let found: NamePart | null = null;
  for (let i = 1; i < base.length; i++) {
    if (!isSeam(base.charCodeAt(i - 1), base.charCodeAt(i))) continue;
    const ending = ratedPart(base.slice(i), lexicon);
    if (ending !== null) return ending;
    found ??= lexicon.beginnings.get(foldName(base.slice(0, i))) ?? null;
  }
  return found;
}

function ratedPart(part: string, lexicon: Lexicon): NamePart | null {
  const ending = lexicon.endings.get(foldName(part));
  if (ending !== undefined) return ending;
  return lexicon.entries[lexicon.foldedEmotes.get(wordHash(part))] ?? null;
}

/** A capital after a small letter or a digit begins the next part of a name. */
export function isSeam(before: number, code: number): boolean {
  return code >= 0x41 && code <= 0x5a && ((before >= 0x61 && before <= 0x7a) || (before >= 0x30 && before <= 0x39));
}

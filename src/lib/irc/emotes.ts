import type { EmoteUse } from '../../domain/chat-event.ts';
import { copyString } from './copy-string.ts';
import { digits } from './tag-value.ts';

/** More uses than a text of 500 characters can hold are somebody's joke. */
const usesMax = 500;

const COLON = 58;
const SLASH = 47;
const COMMA = 44;
const DASH = 45;
const HIGH_SURROGATE = /[\ud800-\udbff]/;

export interface EmotesRead {
  /** In order of appearance. */
  readonly uses: readonly EmoteUse[];
  /** Ranges that name no characters of the text, or cannot be read. */
  readonly dropped: number;
}

const NONE: EmotesRead = { uses: [], dropped: 0 };

/**
 * Reads the `emotes` tag, `id:first-last,first-last/id:…`, whose positions count code points, both ends included, and
 * turns them into UTF-16 offsets of `text`. Source: Twitch IRC documentation, "emotes".
 * @param tag the tag's value
 * @param codes a line that holds the same value from `at` on, as numbers: quicker to read
 */
export function readEmotes(tag: string, codes: Uint16Array, at: number, text: string): EmotesRead {
  if (tag === '') return NONE;
  const offsets = codePointOffsets(text);
  const length = offsets === null ? text.length : offsets.length - 1;
  const uses: EmoteUse[] = [];
  const end = at + tag.length;
  let dropped = 0;
  let ordered = true;
  let idFrom = at;
  while (idFrom < end) {
    let idTo = idFrom;
    while (idTo < end && codes[idTo] !== COLON && codes[idTo] !== SLASH) idTo++;
    if (idTo === idFrom || codes[idTo] !== COLON || idTo === end) {
      dropped++;
      idFrom = after(codes, SLASH, idTo, end);
      continue;
    }
    const id = copyString(tag.slice(idFrom - at, idTo - at));
    let from = idTo + 1;
    do {
      let dash = from;
      while (dash < end && codes[dash] !== DASH) dash++;
      let to = from;
      while (to < end && codes[to] !== COMMA && codes[to] !== SLASH) to++;
      const first = digits(codes, from, dash);
      const last = digits(codes, dash + 1, to);
      // Written so that NaN is refused too.
      if (first <= last && last < length && uses.length < usesMax) {
        const start = offsets === null ? first : offsets[first]!;
        const stop = offsets === null ? last + 1 : offsets[last + 1]!;
        if (uses.length > 0 && uses[uses.length - 1]!.start > start) ordered = false;
        uses.push({ id, name: copyString(text.slice(start, stop)), start, end: stop });
      } else {
        dropped++;
      }
      from = to + 1;
    } while (from <= end && codes[from - 1] === COMMA);
    idFrom = from;
  }
  if (!ordered) uses.sort(byStart);
  return { uses, dropped };
}

/** The place after the next `what`, or the end. */
function after(codes: Uint16Array, what: number, from: number, end: number): number {
  let at = from;
  while (at < end && codes[at] !== what) at++;
  return at + 1;
}

function byStart(a: EmoteUse, b: EmoteUse): number {
  return a.start - b.start;
}

/** UTF-16 offset of every code point, and of the end; null where both counts are the same. */
function codePointOffsets(text: string): Int32Array | null {
  if (!HIGH_SURROGATE.test(text)) return null;
  const offsets = new Int32Array(text.length + 1);
  let points = 0;
  for (let unit = 0; unit < text.length; points++) {
    offsets[points] = unit;
    unit += text.codePointAt(unit)! > 0xffff ? 2 : 1;
  }
  offsets[points] = text.length;
  return offsets.subarray(0, points + 1);
}

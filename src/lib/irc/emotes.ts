import type { EmoteUse } from '../../domain/chat-event.ts';
import { copyString } from './copy-string.ts';
import { digits } from './tag-value.ts';

/** More uses than a text of 500 characters can hold are somebody's joke. */
const usesMax = 500;

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
 */
export function readEmotes(tag: string, text: string): EmotesRead {
  if (tag === '') return NONE;
  const offsets = codePointOffsets(text);
  const length = offsets === null ? text.length : offsets.length - 1;
  const uses: EmoteUse[] = [];
  let dropped = 0;
  let at = 0;
  while (at < tag.length) {
    const end = indexOrEnd(tag, '/', at);
    const colon = tag.indexOf(':', at);
    if (colon <= at || colon >= end) {
      dropped++;
    } else {
      const id = copyString(tag.slice(at, colon));
      for (let from = colon + 1; from <= end;) {
        const to = Math.min(indexOrEnd(tag, ',', from), end);
        const dash = tag.indexOf('-', from);
        const first = digits(tag, from, dash);
        const last = digits(tag, dash + 1, to);
        // Written so that NaN is refused too.
        if (first <= last && last < length && uses.length < usesMax) {
          const start = offsets === null ? first : offsets[first]!;
          const stop = offsets === null ? last + 1 : offsets[last + 1]!;
          uses.push({ id, name: copyString(text.slice(start, stop)), start, end: stop });
        } else {
          dropped++;
        }
        from = to + 1;
      }
    }
    at = end + 1;
  }
  if (uses.length > 1) uses.sort((a, b) => a.start - b.start);
  return { uses, dropped };
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

function indexOrEnd(text: string, what: string, from: number): number {
  const at = text.indexOf(what, from);
  return at === -1 ? text.length : at;
}

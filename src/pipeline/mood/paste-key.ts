/** Shorter texts are reactions: when fifty people write the same one, fifty people feel it. */
const COLUMNS_MIN = 24;
const UNITS_MIN = COLUMNS_MIN / 2;
const UNITS_READ_MAX = 64;
/** Copies are told by the letters of their beginning, because people change the end. */
const KEY_COLUMNS = 24;
/** One word over and over is a reaction as well, however long. */
const WORD_CHANGES_MIN = 3;
const LETTER_CHANGES_MIN = 10;
const FIRST_WIDE = 0x2e80;
const SPACE = 32;
const HASH_SEED = 0x811c9dc5;
const HASH_PRIME = 0x01000193;

/**
 * A number that copies of a pasted text share, or 0 for what is too short or too uniform to be one. Case, spaces and
 * ASCII punctuation do not count, because copies differ in them; nor does what programs append to get past Twitch's
 * duplicate filter, which comes at the end.
 */
export function pasteKey(text: string): number {
  if (text.length < UNITS_MIN) return 0;
  const end = Math.min(text.length, UNITS_READ_MAX);
  let hash = HASH_SEED;
  let word = HASH_SEED;
  let lastWord = 0;
  let words = 0;
  let letters = 0;
  let columns = 0;
  let keyed = 0;
  let previous = 0;
  let beforePrevious = 0;
  for (let i = 0; i < end; i++) {
    let code = text.charCodeAt(i);
    if (code >= 65 && code <= 90) code += 32;
    const width = code >= FIRST_WIDE ? 2 : 1;
    columns += width;
    if (code === SPACE) {
      if (word !== lastWord && word !== HASH_SEED) words++;
      lastWord = word;
      word = HASH_SEED;
    } else if (code >= 128 || (code >= 97 && code <= 122) || (code >= 48 && code <= 57)) {
      if (keyed < KEY_COLUMNS) hash = Math.imul(hash ^ code, HASH_PRIME);
      keyed += width;
      word = Math.imul(word ^ code, HASH_PRIME);
      if (code !== previous && code !== beforePrevious) letters++;
      beforePrevious = previous;
      previous = code;
    }
  }
  if (word !== lastWord && word !== HASH_SEED) words++;
  if (columns < COLUMNS_MIN || letters < LETTER_CHANGES_MIN) return 0;
  // Scripts that write without spaces have long words instead of many.
  if (words < WORD_CHANGES_MIN && previous < FIRST_WIDE) return 0;
  return (hash ^ (hash >>> 15)) >>> 0 || 1;
}

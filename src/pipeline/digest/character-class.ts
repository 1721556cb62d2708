/** What a UTF-16 code unit does to the token being read. */
export const CHARACTER = {
  /** Ends a token. */
  mark: 0,
  space: 1,
  word: 2,
  /** Left out inside a word: `don't` is `dont`. */
  apostrophe: 3,
  at: 4,
  colon: 5,
  dot: 6,
  /** Belongs to a number that follows: `+2`. */
  sign: 7,
  /** Of a script without spaces between words: read in overlapping pairs. */
  glyph: 8,
  /** First half of a surrogate pair. */
  pair: 9,
  /** Invisible, or an accent of the character before. */
  ignored: 10,
  /** A pictograph of one unit. */
  symbol: 11,
  digit: 12,
} as const;

/** What is not listed is part of a word; a later range wins. Source: Unicode 16, blocks. */
const RANGES: readonly (readonly [from: number, to: number, name: keyof typeof CHARACTER])[] = [
  [0x00, 0x20, 'space'],
  [0x21, 0x2f, 'mark'],
  [0x27, 0x27, 'apostrophe'],
  [0x2b, 0x2b, 'sign'],
  [0x2d, 0x2d, 'sign'],
  [0x2e, 0x2e, 'dot'],
  [0x30, 0x39, 'digit'],
  [0x3a, 0x3a, 'colon'],
  [0x3b, 0x3f, 'mark'],
  [0x40, 0x40, 'at'],
  [0x5b, 0x60, 'mark'],
  // Part of names and of emotes
  [0x5f, 0x5f, 'word'],
  [0x7b, 0x7e, 'mark'],
  [0x7f, 0x7f, 'space'],
  [0x80, 0x9f, 'ignored'],
  [0xa0, 0xa0, 'space'],
  [0xa1, 0xa9, 'mark'],
  [0xab, 0xb4, 'mark'],
  [0xb6, 0xb9, 'mark'],
  [0xbb, 0xbf, 'mark'],
  [0x300, 0x36f, 'ignored'],
  // Thai and Lao, Burmese, Khmer
  [0xe00, 0xeff, 'glyph'],
  [0x1000, 0x109f, 'glyph'],
  [0x1780, 0x17ff, 'glyph'],
  [0x2000, 0x200a, 'space'],
  [0x200b, 0x200f, 'ignored'],
  [0x2010, 0x205e, 'mark'],
  [0x2018, 0x2019, 'apostrophe'],
  [0x2028, 0x2029, 'space'],
  [0x202a, 0x202e, 'ignored'],
  [0x205f, 0x205f, 'space'],
  [0x2060, 0x206f, 'ignored'],
  [0x2190, 0x22ff, 'mark'],
  [0x2300, 0x23ff, 'symbol'],
  // Box drawing and blocks are what pictures in chat are made of
  [0x2400, 0x25ff, 'mark'],
  [0x2600, 0x27bf, 'symbol'],
  [0x27c0, 0x27ff, 'mark'],
  [0x2800, 0x2800, 'space'],
  [0x2b00, 0x2bff, 'symbol'],
  [0x3000, 0x3000, 'space'],
  [0x3001, 0x303f, 'mark'],
  // Kana, Bopomofo; the Korean letters that follow stand alone and repeat, like Latin ones
  [0x3040, 0x312f, 'glyph'],
  [0x31a0, 0x31ff, 'glyph'],
  [0x3400, 0x9fff, 'glyph'],
  [0xac00, 0xd7a3, 'glyph'],
  [0xd800, 0xdbff, 'pair'],
  [0xdc00, 0xdfff, 'ignored'],
  [0xf900, 0xfaff, 'glyph'],
  [0xfe00, 0xfe0f, 'ignored'],
  [0xfeff, 0xfeff, 'ignored'],
  [0xff01, 0xff0f, 'mark'],
  [0xff1a, 0xff20, 'mark'],
  [0xff3b, 0xff40, 'mark'],
  [0xff5b, 0xff65, 'mark'],
  [0xff66, 0xff9f, 'glyph'],
  [0xfff0, 0xffff, 'ignored'],
];

const CLASSES = classes();

function classes(): Uint8Array {
  const all = new Uint8Array(0x10000).fill(CHARACTER.word);
  for (const [from, to, name] of RANGES) all.fill(CHARACTER[name], from, to + 1);
  return all;
}

/** One of {@link CHARACTER}, or undefined for NaN, as behind the end of a text. */
export function classOf(code: number): number | undefined {
  return CLASSES[code];
}

/** What a UTF-16 unit is to the reader of a message. */
export const CHAR = {
  space: 0,
  letter: 1,
  digit: 2,
  apostrophe: 3,
  /** Ends a word and may be part of an emoticon. */
  mark: 4,
  /** A picture within the basic plane. */
  symbol: 5,
  /** The first half of a surrogate pair. */
  high: 6,
  /** Joiners, variation selectors, direction marks: nothing anybody sees. */
  invisible: 7,
} as const;
export type CharClass = (typeof CHAR)[keyof typeof CHAR];

export function classify(code: number): CharClass {
  if (code < 0x80) {
    if (code <= 0x20 || code === 0x7f) return CHAR.space;
    if (code >= 0x30 && code <= 0x39) return CHAR.digit;
    if ((code | 32) >= 0x61 && (code | 32) <= 0x7a) return CHAR.letter;
    return code === 0x27 || code === 0x60 ? CHAR.apostrophe : CHAR.mark;
  }
  if (code < 0xc0) return code === 0xa0 || code < 0xa0 ? CHAR.space : CHAR.mark;
  if (code < 0x2000) return code === 0xd7 || code === 0xf7 ? CHAR.mark : CHAR.letter;
  if (code < 0x2190) return classifyPunctuation(code);
  if (code < 0x2c00) return CHAR.symbol;
  if (code < 0x3040) return code === 0x3000 ? CHAR.space : code >= 0x3001 && code <= 0x303f ? CHAR.mark : CHAR.letter;
  if (code >= 0xd800 && code <= 0xdfff) return code <= 0xdbff ? CHAR.high : CHAR.space;
  if (code >= 0xfe00 && code <= 0xfe0f) return CHAR.invisible;
  if (code === 0xfeff || code === 0xfffd) return CHAR.invisible;
  if (code >= 0xff01 && code <= 0xff20) return CHAR.mark;
  return CHAR.letter;
}

function classifyPunctuation(code: number): CharClass {
  if (code <= 0x200a || code === 0x2028 || code === 0x2029) return CHAR.space;
  if (code === 0x2019) return CHAR.apostrophe;
  if (code <= 0x200f || (code >= 0x202a && code <= 0x202e) || (code >= 0x2060 && code <= 0x206f)) return CHAR.invisible;
  return code === 0x203c || code === 0x2049 ? CHAR.symbol : CHAR.mark;
}

/** Letters of scripts other than Latin: no English. */
export function isOtherScript(code: number): boolean {
  return code >= 0x250 && !(code >= 0x1e00 && code <= 0x1eff) && !(code >= 0xff21 && code <= 0xff5a);
}

/** Tokens of one message that are looked at; what comes after them changes nothing any more. */
const TOKENS_MAX = 128;

/** What a token is, as bits. */
export const MARK = {
  /** A word, as opposed to an emote, emoticon or emoji. */
  word: 1,
  /** Three or more of one letter in a row. */
  stretched: 2,
  /** Three or more letters, all of them capitals. */
  shouted: 4,
  /** A full stop, comma or the like stands before it. */
  afterStop: 8,
  /** An emote nobody listed. */
  unknownEmote: 16,
  /** Part of a phrase, which speaks for it. */
  covered: 32,
} as const;

/** The tokens of one message, used again for every message so that reading allocates nothing. */
export class Tokens {
  count = 0;
  /** Hash of the word, without case. */
  readonly hash = new Int32Array(TOKENS_MAX);
  /** Id of the lexicon's entry, or -1. */
  readonly entry = new Int32Array(TOKENS_MAX);
  /** Bits of {@link MARK}. */
  readonly marks = new Uint8Array(TOKENS_MAX);
  readonly start = new Int32Array(TOKENS_MAX);
  readonly end = new Int32Array(TOKENS_MAX);

  push(entry: number, marks: number, hash: number, start: number, end: number): void {
    const at = this.count;
    if (at === TOKENS_MAX) return;
    this.entry[at] = entry;
    this.marks[at] = marks;
    this.hash[at] = hash;
    this.start[at] = start;
    this.end[at] = end;
    this.count = at + 1;
  }
}

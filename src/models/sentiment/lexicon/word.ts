import { isSeam } from './emote-name.ts';
import type { Lexicon } from './lexicon.ts';
import { isSpelledLaughter } from './spelled-laughter.ts';
import { finishHash, foldCase, HASH_START, hashStep } from './text-hash.ts';

const NINE = 0x39;
/** Stands for everything but a to z among a word's letters. */
const OTHER_LETTER = 1 << 31;
/** So many of one letter in a row are a stretched word. */
const STRETCHED_RUN = 3;
const SHOUTED_LETTERS_MIN = 3;

/** The word being read, letter by letter; used again for every word. */
export class Word {
  /** Offset of the first character, -1 before it. */
  start = -1;
  letters = 0;
  capitals = 0;
  /** Places where a small letter or a digit is followed by a capital. */
  seams = 0;
  /** Of the spelling that {@link find} found, or of the word as it is. */
  foundHash = 0;

  #hash = HASH_START;
  /** Of the word with longer runs cut to two letters, and with all runs cut to one. */
  #hashTwo = HASH_START;
  #hashOne = HASH_START;
  #run = 0;
  #longestRun = 0;
  #previous = -1;
  #previousCode = -1;
  #turns = 0;
  #mask = 0;

  clear(): void {
    this.start = -1;
    this.letters = this.capitals = this.seams = 0;
    this.#hash = this.#hashTwo = this.#hashOne = HASH_START;
    this.#run = this.#longestRun = this.#turns = this.#mask = 0;
    this.#previous = this.#previousCode = -1;
  }

  /** @returns how often the letter has come in a row, this time included */
  add(code: number, at: number): number {
    if (this.start === -1) this.start = at;
    else if (isSeam(this.#previousCode, code)) this.seams++;
    const folded = foldCase(code);
    // Digits say a number however often they repeat.
    this.#run = folded === this.#previous && folded > NINE ? this.#run + 1 : 1;
    if (this.#run > this.#longestRun) this.#longestRun = this.#run;
    this.#hash = hashStep(this.#hash, folded);
    if (this.#run <= 2) this.#hashTwo = hashStep(this.#hashTwo, folded);
    if (this.#run === 1) {
      this.#hashOne = hashStep(this.#hashOne, folded);
      this.#turns++;
    }
    this.#mask |= folded >= 0x61 && folded <= 0x7a ? 1 << (folded - 0x61) : OTHER_LETTER;
    if (folded > NINE) this.letters++;
    if (folded !== code) this.capitals++;
    this.#previous = folded;
    this.#previousCode = code;
    return this.#run;
  }

  get stretched(): boolean {
    return this.#longestRun >= STRETCHED_RUN;
  }

  get shouted(): boolean {
    return this.letters >= SHOUTED_LETTERS_MIN && this.capitals === this.letters;
  }

  /** Id of the entry that the word, or what it was stretched from, is: `noooo` is `noo` or `no`. -1 without one. */
  find(lexicon: Lexicon, end: number): number {
    const { words, foldedEmotes } = lexicon;
    this.foundHash = finishHash(this.#hash);
    let entry = words.get(this.foundHash);
    if (entry === -1) entry = foldedEmotes.get(this.foundHash);
    if (entry === -1 && isSpelledLaughter(this.#mask, end - this.start, this.#turns)) entry = lexicon.laughter.id;
    return entry === -1 && this.stretched ? this.#findStretched(lexicon) : entry;
  }

  #findStretched({ words, foldedEmotes }: Lexicon): number {
    const two = finishHash(this.#hashTwo);
    this.foundHash = two;
    let entry = words.get(two);
    if (entry !== -1) return entry;
    this.foundHash = finishHash(this.#hashOne);
    entry = words.get(this.foundHash);
    if (entry === -1) entry = foldedEmotes.get(this.foundHash);
    return entry === -1 ? foldedEmotes.get(two) : entry;
  }
}

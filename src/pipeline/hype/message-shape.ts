import type { EmoteUse } from '../../domain/chat-event.ts';
import {
  EMOTE_FLAG,
  finishHash,
  foldCase,
  HASH_START,
  hashStep,
  isEnding,
  REACTION_CATEGORIES,
  type ReactionLexicon,
} from './reactions.ts';

/** Characters (UTF-16 units) that are read of a message; Twitch allows 500, and a reaction shows early. */
export const READ_CHARACTERS_MAX = 160;

/** Tokens that make a text's beginning. */
export const PREFIX_TOKENS = 4;

/**
 * What a message looks like, judged without knowing its language: an emote, shouting, one character or word repeated,
 * laughter, a few characters. One reader is reused for every message, so that reading allocates nothing.
 */
export class MessageShape {
  readonly #lexicon: ReactionLexicon;
  /** Hash of the first tokens: texts that begin alike share it. */
  prefixHash = 0;
  /** Hash of the two smallest token hashes: texts that differ by a word or two mostly share it. */
  sketchHash = 0;
  tokens = 0;
  /** Tokens that differ from the one before. */
  changes = 0;
  /** Columns the text takes: letters of wide scripts count two. */
  width = 0;
  emotes = 0;
  /** Reaction words of the lexicon. */
  words = 0;
  shouted = false;
  repeated = false;
  /** Only question or exclamation marks, or several in a row. */
  punctuated = false;
  /** Begins like a bot command. */
  command = false;
  /** Uses per reaction category, see {@link REACTION_CATEGORIES}. */
  readonly categories = new Uint8Array(REACTION_CATEGORIES.length);

  #upper = 0;
  #letters = 0;
  // The token being read.
  #hash = HASH_START;
  #plain = 0;
  #run = 0;
  #longestRun = 0;
  #alternating = 0;
  #previous = -1;
  #beforePrevious = -1;
  #marks = 0;
  #lowerBeforeUpper = false;
  #tokenUpper = 0;
  #tokenLower = 0;
  #lastToken = 0;
  #smallest = 0;
  #second = 0;
  #third = 0;

  constructor(lexicon: ReactionLexicon) {
    this.#lexicon = lexicon;
  }

  /** @param platformEmotes the platform's own emotes in `text` */
  read(text: string, platformEmotes: readonly EmoteUse[]): void {
    this.#reset();
    const end = Math.min(text.length, READ_CHARACTERS_MAX);
    const first = text.charCodeAt(0);
    this.command = first === 33 && end > 1 && text.charCodeAt(1) > 0x60;
    for (let i = 0; i < end; i++) {
      const code = text.charCodeAt(i);
      if (code === 32 || code === 0x3000) this.#endToken();
      else this.#readCharacter(code);
    }
    this.#endToken();
    this.emotes = Math.max(this.emotes, Math.min(platformEmotes.length, this.tokens));
    this.repeated ||= this.tokens >= 2 && this.changes === 1;
    this.shouted = this.#letters >= 3 && this.#upper >= 0.7 * this.#letters;
    this.prefixHash = finishHash(this.prefixHash);
    const pair = hashStep(this.#smallest, this.#second);
    // Two common words meet in many sentences; three words, or two and the same length, rarely do.
    this.sketchHash = finishHash(hashStep(pair, this.changes > PREFIX_TOKENS ? this.#third : this.changes));
  }

  #reset(): void {
    if (this.emotes + this.words > 0) this.categories.fill(0);
    this.prefixHash = HASH_START;
    this.tokens = this.changes = this.width = this.emotes = this.words = 0;
    this.shouted = this.repeated = this.punctuated = false;
    this.#upper = this.#letters = this.#lastToken = 0;
    this.#smallest = this.#second = this.#third = 0xffffffff;
    this.#resetToken();
  }

  #resetToken(): void {
    this.#hash = HASH_START;
    this.#plain =
      this.#run =
      this.#longestRun =
      this.#alternating =
      this.#marks =
      this.#tokenUpper =
      this.#tokenLower =
        0;
    this.#previous = this.#beforePrevious = -1;
    this.#lowerBeforeUpper = false;
  }

  #readCharacter(code: number): void {
    const folded = foldCase(code);
    if (folded !== code) {
      this.#tokenUpper++;
      if (this.#tokenLower > 0) this.#lowerBeforeUpper = true;
    } else if (code >= 97 && code <= 122) {
      this.#tokenLower++;
    } else if (code === 33 || code === 63 || code === 0xff01 || code === 0xff1f) {
      this.#marks++;
    }
    this.#run = folded === this.#previous ? this.#run + 1 : 1;
    if (this.#run > this.#longestRun) this.#longestRun = this.#run;
    if (folded === this.#beforePrevious) this.#alternating++;
    this.width += code >= 0x1100 ? 2 : 1;
    if (this.#run <= 2 && !isEnding(code)) this.#hash = hashStep(this.#hash, folded);
    this.#beforePrevious = this.#previous;
    this.#previous = folded;
    this.#plain++;
  }

  #endToken(): void {
    const length = this.#plain;
    if (length > 0) this.#judgeToken(length);
    this.#resetToken();
  }

  #countChange(hash: number): void {
    this.#lastToken = hash;
    this.changes++;
    if (this.changes <= PREFIX_TOKENS) this.prefixHash = hashStep(this.prefixHash, hash);
    if (hash < this.#smallest) {
      this.#third = this.#second;
      this.#second = this.#smallest;
      this.#smallest = hash;
    } else if (hash < this.#second && hash !== this.#smallest) {
      this.#third = this.#second;
      this.#second = hash;
    } else if (hash < this.#third && hash !== this.#smallest && hash !== this.#second) {
      this.#third = hash;
    }
  }

  #judgeToken(length: number): void {
    this.tokens++;
    const hash = finishHash(this.#hash);
    if (hash !== this.#lastToken) this.#countChange(hash);
    const code = this.#lexicon.code(hash);
    if (code !== 0) {
      if ((code & EMOTE_FLAG) !== 0) this.emotes++;
      else this.words++;
      const category = (code & (EMOTE_FLAG - 1)) - 1;
      this.categories[category] = Math.min(255, (this.categories[category] ?? 0) + 1);
    } else if (
      this.#lowerBeforeUpper &&
      length >= 4 &&
      length <= 30 &&
      this.#tokenUpper + this.#tokenLower >= length - 3
    ) {
      // Channel emotes are named like this: a lower-case prefix, then a capital; so are most others.
      this.emotes++;
    } else {
      this.#letters += this.#tokenUpper + this.#tokenLower;
      this.#upper += this.#tokenUpper;
    }
    if (this.#longestRun >= 3 || (length >= 4 && this.#alternating >= length - 2)) this.repeated = true;
    if (this.#marks >= 2 || this.#marks === length) this.punctuated = true;
  }
}

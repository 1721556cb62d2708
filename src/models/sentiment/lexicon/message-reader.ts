import { CHAR, classify, isOtherScript } from './char-class.ts';
import { EMOTE_NAME_CHARS_MAX, EMOTE_NAME_CHARS_MIN } from './emote-name.ts';
import { ROLE } from './entry.ts';
import type { Lexicon } from './lexicon.ts';
import { NamedEmotes } from './named-emotes.ts';
import { finishHash, foldCase, HASH_START, hashStep } from './text-hash.ts';
import { MARK, Tokens } from './tokens.ts';
import { Word } from './word.ts';

/** Characters (UTF-16 units) that are read of a message; Twitch allows 500. */
export const READ_CHARS_MAX = 1000;

/** Takes a message apart in one pass over its characters. One reader is used again for every message. */
export class MessageReader {
  readonly tokens = new Tokens();
  readonly named = new NamedEmotes();
  readonly #lexicon: Lexicon;
  readonly #ascii = Uint8Array.from({ length: 128 }, (_, code) => classify(code));

  /** Letters of words, and those of them that are capitals or belong to scripts other than Latin. */
  letters = 0;
  capitals = 0;
  otherLetters = 0;
  questionMarks = 0;
  exclamationMarks = 0;
  links = 0;
  /** Begins like a bot command: `!uptime`. */
  command = false;

  #text = '';
  // The chunk between two spaces.
  #chunkStart = 0;
  #chunkTokens = 0;
  #chunkHash = HASH_START;
  #link = false;
  #ordinaryEmote = -1;
  #chunks = 0;
  readonly #word = new Word();
  #afterStop = false;

  constructor(lexicon: Lexicon) {
    this.#lexicon = lexicon;
  }

  read(text: string, emotes: readonly string[]): void {
    this.#reset(text, emotes);
    const end = Math.min(text.length, READ_CHARS_MAX);
    const first = text.charCodeAt(1) | 32;
    this.command = end > 1 && text.charCodeAt(0) === 0x21 && first >= 0x61 && first <= 0x7a;
    for (let i = 0; i < end; i++) {
      const code = text.charCodeAt(i);
      const kind = code < 128 ? this.#ascii[code] : classify(code);
      if (kind === CHAR.space) {
        this.#endChunk(i);
        this.#chunkStart = i + 1;
        continue;
      }
      if (kind === CHAR.invisible) continue;
      this.#chunkHash = hashStep(this.#chunkHash, code);
      if (kind === CHAR.letter || kind === CHAR.digit) this.#addLetter(code, i);
      else if (kind === CHAR.mark) this.#addMark(code, i);
      else if (kind === CHAR.symbol) this.#addEmoji(code, i, i + 1);
      else if (kind === CHAR.high && i + 1 < end) {
        const point = text.codePointAt(i) ?? 0;
        if (point > 0xffff) {
          this.#chunkHash = hashStep(this.#chunkHash, text.charCodeAt(i + 1));
          this.#addEmoji(point, i, i + 2);
          i++;
        }
      }
    }
    this.#endChunk(end);
    if (this.#ordinaryEmote !== -1) this.#takeLastAsEmote(end);
    this.#text = '';
  }

  #reset(text: string, emotes: readonly string[]): void {
    this.#text = text;
    this.tokens.count = 0;
    this.named.set(emotes);
    this.letters = this.capitals = this.otherLetters = 0;
    this.questionMarks = this.exclamationMarks = this.links = 0;
    this.#chunkStart = this.#chunks = 0;
    this.#ordinaryEmote = -1;
    this.#afterStop = false;
    this.#resetChunk();
    this.#word.clear();
  }

  #resetChunk(): void {
    this.#chunkTokens = this.tokens.count;
    this.#chunkHash = HASH_START;
    this.#link = false;
  }

  #addLetter(code: number, at: number): void {
    const run = this.#word.add(code, at);
    if (code < 0x80) return;
    if (run === 2) this.#addRepeatedLetter(code, at);
    if (isOtherScript(code)) this.otherLetters++;
  }

  /** Scripts without spaces laugh inside a sentence. */
  #addRepeatedLetter(code: number, at: number): void {
    const entry = this.#lexicon.letters.get(code);
    if (entry !== -1) this.tokens.push(entry, 0, 0, at - 1, at + 1);
  }

  #addMark(code: number, at: number): void {
    if (code === 0x3f || code === 0xff1f) this.questionMarks++;
    else if (code === 0x21 || code === 0xff01) this.exclamationMarks++;
    else if (code === 0x2f && at > 0 && this.#text.charCodeAt(at - 1) === 0x2f) this.#link = true;
    else if (code === 0x2e && this.#word.start !== -1 && this.#isDomain(at)) this.#link = true;
    this.#endWord(at);
    // A hash sign, a dash or an underscore holds together what a stop takes apart.
    if (code !== 0x23 && code !== 0x2d && code !== 0x5f && code !== 0x40) this.#afterStop = true;
  }

  /** `www.` or a dot within letters that a slash follows in the same chunk: an address. */
  #isDomain(dot: number): boolean {
    const text = this.#text;
    if (dot - this.#chunkStart === 3 && text.startsWith('www', this.#chunkStart)) return true;
    const next = text.charCodeAt(dot + 1) | 32;
    if (!(next >= 0x61 && next <= 0x7a)) return false;
    for (let i = dot + 1; i < text.length && i < dot + 64; i++) {
      const code = text.charCodeAt(i);
      if (code === 0x2f) return true;
      if (code <= 0x20) return false;
    }
    return false;
  }

  #addEmoji(point: number, start: number, end: number): void {
    this.#endWord(start);
    const entry = this.#lexicon.emoji.get(point);
    if (entry !== -1) this.tokens.push(entry, 0, 0, start, end);
  }

  #endWord(end: number): void {
    const word = this.#word;
    const { start } = word;
    if (start === -1) return;
    const entry = word.find(this.#lexicon, end);
    let marks: number = MARK.word;
    if (word.stretched) marks |= MARK.stretched;
    if (word.shouted) marks |= MARK.shouted;
    if (this.#afterStop) marks |= MARK.afterStop;
    if (entry === -1 && word.seams > 0 && end - start >= EMOTE_NAME_CHARS_MIN) {
      marks |= MARK.unknownEmote;
    } else {
      this.letters += word.letters;
      this.capitals += word.capitals;
    }
    this.tokens.push(entry, marks, word.foundHash, start, end);
    this.#afterStop = false;
    word.clear();
  }

  #endChunk(end: number): void {
    const start = this.#chunkStart;
    if (end > start) {
      this.#endWord(end);
      this.#judgeChunk(start, end);
      this.#chunks++;
    }
    this.#resetChunk();
  }

  #judgeChunk(start: number, end: number): void {
    const { tokens } = this;
    this.#ordinaryEmote = -1;
    if (this.#text.charCodeAt(start) === 0x40 && end - start > 1) {
      tokens.count = this.#chunkTokens;
      return;
    }
    if (this.#link) {
      this.links++;
      tokens.count = this.#chunkTokens;
      return;
    }
    if (end - start > EMOTE_NAME_CHARS_MAX) return;
    const hash = finishHash(this.#chunkHash);
    const isNamed = this.named.sees(hash);
    let entry = this.#lexicon.emotes.get(hash);
    if (entry === -1 && isNamed) entry = this.#ratedWord();
    if (entry === -1 && !isNamed) return this.#takeUnknownEmote(start, end);
    if (entry !== -1 && !isNamed && ((this.#lexicon.entries[entry]?.roles ?? 0) & ROLE.ordinary) !== 0) {
      this.#ordinaryEmote = entry;
      return;
    }
    this.#takeAsEmote(entry, start, end);
  }

  /** An emote called like a word that is rated says what the word says. */
  #ratedWord(): number {
    const { tokens } = this;
    if (tokens.count !== this.#chunkTokens + 1) return -1;
    const entry = tokens.entry[tokens.count - 1] ?? -1;
    return (this.#lexicon.entries[entry]?.valence ?? 0) === 0 ? -1 : entry;
  }

  #takeAsEmote(entry: number, start: number, end: number): void {
    this.tokens.count = this.#chunkTokens;
    this.tokens.push(entry, entry === -1 ? MARK.unknownEmote : 0, 0, start, end);
    this.#afterStop = false;
  }

  /** A name shaped like an emote is one only as a whole chunk: `streamerHype`, not `McDonalds,`. */
  #takeUnknownEmote(start: number, end: number): void {
    const { tokens } = this;
    const last = tokens.count - 1;
    if (last !== this.#chunkTokens || ((tokens.marks[last] ?? 0) & MARK.unknownEmote) === 0) return;
    if (tokens.start[last] === start && tokens.end[last] === end) this.#takeAsEmote(-1, start, end);
    else tokens.marks[last] = (tokens.marks[last] ?? 0) & ~MARK.unknownEmote;
  }

  /** Emotes come last: `we are losing Aware`. A capital alone, or shouting, proves nothing. */
  #takeLastAsEmote(end: number): void {
    const { tokens } = this;
    const last = tokens.count - 1;
    const start = tokens.start[last] ?? 0;
    if (this.#chunks < 2 || last < 0 || tokens.end[last] !== end) return;
    const first = this.#text.charCodeAt(start);
    const second = this.#text.charCodeAt(start + 1);
    if (foldCase(first) === first || foldCase(second) !== second) return;
    this.#chunkTokens = last;
    this.#takeAsEmote(this.#ordinaryEmote, start, end);
  }
}

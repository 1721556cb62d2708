import type { EmoteUse } from '../../domain/chat-event.ts';
import { CHARACTER, classOf } from './character-class.ts';
import { KNOWN_WORDS, STOP_WORD } from './known-words.ts';
import { TERM } from './term.ts';
import { finishHash, HASH_START, hashStep, TokenHasher } from './token-hash.ts';

/** UTF-16 units that are read of a message; Twitch allows 500, and what it is about stands at its beginning. */
const READ_CHARACTERS_MAX = 240;
const TOKENS_MAX = 48;
/** Different terms a message counts for; what follows them is left out. */
const TERMS_MAX = 12;
/** A longer text of nothing but common words is no saying. */
const LINE_TOKENS_MAX = 8;

/** Stands between tokens that do not follow each other in the text, because a link or a mention was left out. */
export const BREAK = 0;

/**
 * Takes a message apart into tokens with their places, and the tokens into the terms that the message counts for. One
 * reader is reused for every message, so that reading allocates nothing. Links and mentions are no tokens.
 */
export class TokenReader {
  /** Begins like a bot command. */
  command = false;
  tokens = 0;
  readonly keys = new Uint32Array(TOKENS_MAX);
  readonly kinds = new Uint8Array(TOKENS_MAX);
  readonly starts = new Uint16Array(TOKENS_MAX);
  readonly ends = new Uint16Array(TOKENS_MAX);
  terms = 0;
  readonly termKeys = new Uint32Array(TERMS_MAX);
  readonly termKinds = new Uint8Array(TERMS_MAX);

  readonly #word = new TokenHasher();
  #text = '';
  #wordStart = 0;
  /** Tokens before the stretch between spaces that is being read. */
  #tokensBefore = 0;
  #skipping = false;
  /** The glyph before this place, and whether it is part of a pair already. */
  #glyph = 0;
  #glyphPaired = false;

  /**
   * @param emotes the platform's own in `text`, in order
   * @param words names of other emotes that stand in it as words, in order, one a use
   * @param firstWord where in `words` they begin
   */
  read(text: string, emotes: readonly EmoteUse[], words: readonly string[] = [], firstWord = 0): void {
    const end = Math.min(text.length, READ_CHARACTERS_MAX);
    this.#reset(text, end);
    let next = 0;
    let nextWord = firstWord;
    // Read ahead only where there is one: past the end of a list, reading is slow.
    let emote = next < emotes.length ? emotes[next] : undefined;
    let word = nextWord < words.length ? words[nextWord] : undefined;
    for (let i = 0; i < end;) {
      if (emote !== undefined && emote.start <= i) {
        const { start, end: after } = emote;
        emote = ++next < emotes.length ? emotes[next] : undefined;
        if (start < i || after > end || after <= i) continue;
        this.#emote(start, after);
        i = after;
      } else if (word !== undefined && isWordAt(text, word, i, end)) {
        this.#emote(i, i + word.length);
        i += word.length;
        word = ++nextWord < words.length ? words[nextWord] : undefined;
      } else {
        i += this.#character(text.charCodeAt(i), i);
      }
    }
    this.#endToken(end);
    this.#deriveTerms();
  }

  #reset(text: string, end: number): void {
    this.#text = text;
    const second = end > 1 ? foldedLetter(text.charCodeAt(1)) : 0;
    this.command = text.charCodeAt(0) === EXCLAMATION && second >= 97 && second <= 122;
    this.tokens = this.terms = this.#tokensBefore = 0;
    this.#skipping = false;
    this.#glyph = 0;
    this.#word.reset();
  }

  /** @returns how many units it took */
  #character(code: number, at: number): number {
    const kind = classOf(code);
    if (kind === CHARACTER.space) {
      this.#endToken(at);
      this.#skipping = false;
      this.#tokensBefore = this.tokens;
    } else if (!this.#skipping) {
      if (kind === CHARACTER.word || kind === CHARACTER.digit) this.#letter(code, at);
      else return this.#other(kind, code, at);
    }
    return 1;
  }

  #letter(code: number, at: number): void {
    if (this.#glyph !== 0) this.#endGlyphs(at);
    if (this.#word.length === 0) this.#wordStart = at;
    this.#word.add(code);
  }

  #other(kind: number | undefined, code: number, at: number): number {
    switch (kind) {
      case CHARACTER.glyph:
        this.#addGlyph(code, at);
        return 1;
      case CHARACTER.apostrophe:
      case CHARACTER.ignored:
        return 1;
      case CHARACTER.pair:
        return this.#addPair(code, at);
      case CHARACTER.symbol:
        this.#endToken(at);
        this.#push(finishHash(hashStep(HASH_START, code)), TERM.emote, at, at + 1);
        return 1;
      case CHARACTER.sign:
        return this.#sign(code, at);
      case CHARACTER.at:
        this.#endToken(at);
        this.#skip();
        return 1;
      default:
        return this.#mark(kind, at);
    }
  }

  #mark(kind: number | undefined, at: number): number {
    const following = this.#text.charCodeAt(at + 1);
    const inWord = this.#word.length > 0;
    if (kind === CHARACTER.colon && following === SLASH) return (this.#dropStretch(), 1);
    if (kind === CHARACTER.dot && inWord) {
      const next = classOf(following);
      // `clips.example/x` is a link, `3.5` a number, `wait...what` two words
      if (next === CHARACTER.word) return (this.#dropStretch(), 1);
      if (next === CHARACTER.digit) return 1;
    }
    this.#endToken(at);
    return 1;
  }

  #sign(code: number, at: number): number {
    const inWord = this.#word.length > 0;
    this.#endToken(at);
    if (!inWord && classOf(this.#text.charCodeAt(at + 1)) === CHARACTER.digit) this.#letter(code, at);
    return 1;
  }

  #addGlyph(code: number, at: number): void {
    if (this.#word.length > 0) this.#endToken(at);
    if (this.#glyph !== 0) {
      this.#push(finishHash(hashStep(hashStep(HASH_START, this.#glyph), code)), TERM.glyphs, at - 1, at + 1);
      this.#glyphPaired = true;
    } else {
      this.#glyphPaired = false;
    }
    this.#glyph = code;
  }

  #addPair(code: number, at: number): number {
    const low = this.#text.charCodeAt(at + 1);
    const invisible = code === TAG_CHARACTERS || (code === SKIN_TONES && low >= 0xdffb && low <= 0xdfff);
    if (low >= 0xdc00 && low <= 0xdfff && !invisible) {
      this.#endToken(at);
      const letter = code >= 0xd840 && code <= 0xd888;
      const key = finishHash(hashStep(hashStep(HASH_START, code), low));
      this.#push(key, letter ? TERM.word : TERM.emote, at, at + 2);
    }
    return 2;
  }

  #emote(start: number, end: number): void {
    this.#endToken(start);
    for (let i = start; i < end; i++) this.#word.add(this.#text.charCodeAt(i));
    this.#push(this.#word.key(), TERM.emote, start, end);
    this.#word.reset();
  }

  #endToken(at: number): void {
    if (this.#word.length > 0) {
      const kind = this.#word.length > 3 && this.#word.capitalInside ? TERM.emote : TERM.word;
      this.#push(this.#word.key(), kind, this.#wordStart, at);
      this.#word.reset();
    } else if (this.#glyph !== 0) {
      this.#endGlyphs(at);
    }
  }

  #endGlyphs(at: number): void {
    if (!this.#glyphPaired) this.#push(finishHash(hashStep(HASH_START, this.#glyph)), TERM.glyphs, at - 1, at);
    this.#glyph = 0;
  }

  #dropStretch(): void {
    this.tokens = this.#tokensBefore;
    this.#word.reset();
    this.#glyph = 0;
    this.#skip();
  }

  #skip(): void {
    this.#push(BREAK, 0, 0, 0);
    this.#skipping = true;
  }

  #push(key: number, kind: number, start: number, end: number): void {
    const at = this.tokens;
    if (at === TOKENS_MAX) return;
    this.keys[at] = key;
    this.kinds[at] = kind;
    this.starts[at] = start;
    this.ends[at] = end;
    this.tokens = at + 1;
  }

  #deriveTerms(): void {
    let line = HASH_START;
    let words = 0;
    for (let at = 0; at < this.tokens; at++) {
      const key = this.keys[at]!;
      if (key === BREAK) continue;
      words++;
      line = hashStep(line, key);
      const kind = this.kinds[at]!;
      const known = KNOWN_WORDS.get(key);
      if (known !== 0 && known !== STOP_WORD) this.#addTerm(known, TERM.reaction);
      if (known === STOP_WORD ? kind === TERM.emote : known !== 0 || this.#isTelling(at)) this.#addTerm(key, kind);
    }
    if (this.terms === 0 && words > 0 && words === this.tokens && words <= LINE_TOKENS_MAX)
      this.#addTerm(finishHash(line), TERM.line);
  }

  /** A single letter is as little of a topic as a common word; a digit may be an answer. */
  #isTelling(at: number): boolean {
    const start = this.starts[at]!;
    if (this.ends[at]! - start > 1 || this.kinds[at] !== TERM.word) return true;
    return classOf(this.#text.charCodeAt(start)) === CHARACTER.digit;
  }

  #addTerm(key: number, kind: number): void {
    for (let at = 0; at < this.terms; at++) if (this.termKeys[at] === key) return;
    if (this.terms === TERMS_MAX) return;
    this.termKeys[this.terms] = key;
    this.termKinds[this.terms] = kind;
    this.terms++;
  }
}

const SPACE = 32;
const EXCLAMATION = 33;
const SLASH = 47;
const TAG_CHARACTERS = 0xdb40;
const SKIN_TONES = 0xd83c;

function foldedLetter(code: number): number {
  return code >= 65 && code <= 90 ? code + 32 : code;
}

/** Whether `word` stands at a place by itself, between spaces. */
function isWordAt(text: string, word: string, at: number, end: number): boolean {
  if (text.charCodeAt(at) !== word.charCodeAt(0) || (at > 0 && text.charCodeAt(at - 1) !== SPACE)) return false;
  const after = at + word.length;
  if (after > end || (after < text.length && text.charCodeAt(after) !== SPACE)) return false;
  return text.startsWith(word, at);
}

export const HASH_START = 0x811c9dc5;

/** One step of FNV-1a over UTF-16 code units. Source: Fowler, Noll, Vo. */
export function hashStep(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x01000193);
}

/** Ends a token hash: mixes the low bits and keeps clear of the reserved small numbers (see `term.ts`). */
export function finishHash(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  mixed = (mixed ^ (mixed >>> 16)) >>> 0;
  return mixed < KEYS_RESERVED ? mixed + KEYS_RESERVED : mixed;
}

/** Keys below are no hashes of text. */
export const KEYS_RESERVED = 256;

/** Hash of a token as {@link TokenHasher} ends it, for lists of words. */
export function tokenKey(token: string): number {
  const hasher = new TokenHasher();
  for (let i = 0; i < token.length; i++) hasher.add(token.charCodeAt(i));
  return hasher.key();
}

/**
 * Hashes one token so that spellings which differ in excitement only are the same: without case, three or more of a
 * character as one (`nooo` is `no`, `good` stays), two characters in turns as the first four (`hahahaha` is `haha`).
 */
export class TokenHasher {
  /** Code units taken. */
  length = 0;
  /** A capital after a small letter, as in `catJAM`: emotes are named like this, and little else is. */
  capitalInside = false;
  #hash = HASH_START;
  #beforeRun = HASH_START;
  #firstFour = HASH_START;
  #run = 0;
  #kept = 0;
  #turns = 0;
  #previous = -1;
  #beforePrevious = -1;
  #small = false;

  reset(): void {
    this.length = this.#run = this.#kept = this.#turns = 0;
    this.capitalInside = this.#small = false;
    this.#hash = this.#beforeRun = HASH_START;
    this.#previous = this.#beforePrevious = -1;
  }

  add(unit: number): void {
    const code = foldCase(unit);
    this.length++;
    if (code !== unit) this.capitalInside ||= this.#small;
    else if (code >= 97) this.#small = true;
    if (code === this.#beforePrevious && code !== this.#previous) this.#turns++;
    this.#beforePrevious = this.#previous;
    if (code !== this.#previous) {
      this.#previous = code;
      this.#run = 1;
      this.#kept++;
      this.#hash = this.#beforeRun = hashStep(this.#hash, code);
    } else if (++this.#run === 2) {
      this.#kept++;
      this.#hash = hashStep(this.#hash, code);
    } else if (this.#run === 3) {
      this.#kept--;
      this.#hash = this.#beforeRun;
    }
    if (this.#kept === 4 && this.length === 4) this.#firstFour = this.#hash;
  }

  key(): number {
    return finishHash(this.length > 4 && this.#turns === this.length - 2 ? this.#firstFour : this.#hash);
  }
}

/** Lower case for ASCII, Latin-1 and the basic Cyrillic and Greek letters; other scripts have no case or rarely shout. */
export function foldCase(code: number): number {
  if (code < 0x80) return code >= 65 && code <= 90 ? code + 32 : code;
  if (code >= 0x410 && code <= 0x42f) return code + 32;
  if (code >= 0x391 && code <= 0x3a9) return code + 32;
  if (code >= 0xc0 && code <= 0xde && code !== 0xd7) return code + 32;
  return code;
}

import lexicon from '../../../data/lexicons/reactions.json' with { type: 'json' };

/** Categories a single reaction can belong to, in the order of their numbers in {@link ReactionLexicon}. */
export const REACTION_CATEGORIES = ['funny', 'hype', 'shock', 'sad', 'rage', 'love'] as const;

/** What a token is: 0 unknown, else 1 + category, plus {@link EMOTE_FLAG} for emotes and emoji. */
export type ReactionCode = number;
export const EMOTE_FLAG = 8;

export const HASH_START = 0x811c9dc5;

/** One step of the token hash (FNV-1a); {@link finishHash} ends it. */
export function hashStep(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x01000193);
}

export function finishHash(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (mixed ^ (mixed >>> 13)) >>> 0;
}

/** Lower case for ASCII and the basic Cyrillic and Greek letters; other scripts have no case or rarely shout. */
export function foldCase(code: number): number {
  if (code < 0x80) return code >= 65 && code <= 90 ? code + 32 : code;
  if (code >= 0x410 && code <= 0x42f) return code + 32;
  if (code >= 0x391 && code <= 0x3a9) return code + 32;
  if (code >= 0xc0 && code <= 0xde && code !== 0xd7) return code + 32;
  return code;
}

/** Characters that end words and do not change them: `lol!` is `lol`. */
export function isEnding(code: number): boolean {
  return (
    code === 33 ||
    code === 44 ||
    code === 46 ||
    code === 63 ||
    code === 0x3001 ||
    code === 0x3002 ||
    code === 0xff01 ||
    code === 0xff0c ||
    code === 0xff1f
  );
}

/** Hash of a token without case, with runs of a character cut to two, as the message reader computes it. */
export function tokenHash(token: string): number {
  let hash = HASH_START;
  let previous = -1;
  let run = 0;
  for (let i = 0; i < token.length; i++) {
    const code = foldCase(token.charCodeAt(i));
    run = code === previous ? run + 1 : 1;
    previous = code;
    if (run <= 2 && !isEnding(code)) hash = hashStep(hash, code);
  }
  return finishHash(hash);
}

/** Looks tokens up by hash: an open-addressing table, so that a lookup allocates nothing. Immutable once built. */
export class ReactionLexicon {
  readonly #keys: Uint32Array;
  readonly #codes: Uint8Array;
  readonly #mask: number;

  constructor(entries: readonly (readonly [token: string, code: ReactionCode])[]) {
    let size = 64;
    while (size < entries.length * 4) size *= 2;
    this.#mask = size - 1;
    this.#keys = new Uint32Array(size);
    this.#codes = new Uint8Array(size);
    for (const [token, code] of entries) this.#add(tokenHash(token), code);
  }

  code(hash: number): ReactionCode {
    for (let slot = hash & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const code = this.#codes[slot] ?? 0;
      if (code === 0 || this.#keys[slot] === hash) return code;
    }
  }

  /** The first meaning of a token stays. */
  #add(hash: number, code: ReactionCode): void {
    let slot = hash & this.#mask;
    while (this.#codes[slot] !== 0) {
      if (this.#keys[slot] === hash) return;
      slot = (slot + 1) & this.#mask;
    }
    this.#keys[slot] = hash;
    this.#codes[slot] = code;
  }
}

/** The lexicon that ships in `data/lexicons/reactions.json`. */
export const REACTIONS = new ReactionLexicon(
  REACTION_CATEGORIES.flatMap((category, index) => [
    ...lexicon[category].emotes.map((token) => [token, (index + 1) | EMOTE_FLAG] as const),
    ...lexicon[category].words.map((token) => [token, index + 1] as const),
  ]),
);

export const HASH_START = 0x811c9dc5 | 0;

/** One step of a token's hash (FNV-1a); {@link finishHash} ends it. */
export function hashStep(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x01000193);
}

/** Spreads the bits, so that tables may use the lowest ones (MurmurHash3's finaliser). */
export function finishHash(hash: number): number {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

/** Hash of `text` between two offsets, every UTF-16 unit as it is. */
export function exactHash(text: string, start = 0, end = text.length): number {
  let hash = HASH_START;
  for (let i = start; i < end; i++) hash = hashStep(hash, text.charCodeAt(i));
  return finishHash(hash);
}

/** Hash of a word without case and apostrophes, as the reader computes it. */
export function wordHash(word: string, start = 0, end = word.length): number {
  let hash = HASH_START;
  for (let i = start; i < end; i++) {
    const code = word.charCodeAt(i);
    if (!isApostrophe(code)) hash = hashStep(hash, foldCase(code));
  }
  return finishHash(hash);
}

/** Hash of a phrase that grew by one word. */
export function phraseHash(before: number, word: number): number {
  return finishHash(Math.imul(before, 31) ^ word);
}

function isApostrophe(code: number): boolean {
  return code === 0x27 || code === 0x2019 || code === 0x60;
}

/** Lower case for Latin, Greek and basic Cyrillic letters; other scripts have no case. */
export function foldCase(code: number): number {
  if (code < 0x80) return code >= 0x41 && code <= 0x5a ? code + 32 : code;
  if (code >= 0xc0 && code <= 0xde && code !== 0xd7) return code + 32;
  if (code >= 0x391 && code <= 0x3a9) return code + 32;
  if (code >= 0x410 && code <= 0x42f) return code + 32;
  return code;
}

const FNV_SEED = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
const OTHER_SEED = 0x9747b28c;

/** FNV-1a over UTF-16 code units, 32 bit. Source: Fowler, Noll, Vo. */
export function hash32(text: string, seed = FNV_SEED): number {
  let hash = seed;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), FNV_PRIME);
  return finish(hash);
}

/** FNV alone leaves the low bits weak; this finaliser is MurmurHash3's. */
function finish(hash: number): number {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/**
 * A positive integer below 2^53 that stands for a chatter: Twitch ids map to themselves, other names to a 52-bit hash
 * (two of 100,000 names meet with a chance of about one in a million) above every possible Twitch id.
 */
export function chatterKey(id: string): number {
  const length = id.length;
  if (length > 0 && length <= 15) {
    let value = 0;
    let i = 0;
    for (; i < length; i++) {
      const digit = id.charCodeAt(i) - 48;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
    }
    if (i === length) return value + 1;
  }
  return nameKey(id);
}

/** Two hashes in one pass: their steps do not wait for each other. */
function nameKey(name: string): number {
  let high = FNV_SEED;
  let low = OTHER_SEED;
  for (let i = 0; i < name.length; i++) {
    const unit = name.charCodeAt(i);
    high = Math.imul(high ^ unit, FNV_PRIME);
    low = Math.imul(low ^ unit, FNV_PRIME);
  }
  return 2 ** 52 + (finish(high) & 0xfffff) * 2 ** 32 + finish(low);
}

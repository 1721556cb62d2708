/** FNV-1a over UTF-16 code units, 32 bit. Source: Fowler, Noll, Vo. */
export function hash32(text: string, seed = 0x811c9dc5): number {
  let hash = seed;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  // FNV alone leaves the low bits weak; this finaliser is MurmurHash3's.
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
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
  return 2 ** 52 + (hash32(id) & 0xfffff) * 2 ** 32 + hash32(id, 0x9747b28c);
}

import { isQuotable } from '../hype/quotes.ts';
import { TokenHasher, tokenKey } from './token-hash.ts';

/**
 * Whether a text may stand in a headline: no link, mention or command, nothing that formats a message or moves a cursor,
 * and no slur. A topic that may not be named is left out, not paraphrased.
 */
export function isFitToQuote(text: string): boolean {
  return text !== '' && !FORMATTING.test(text) && isQuotable(text) && !holdsSlur(text);
}

/** Control and direction characters, and what marks text up or ends a quotation. */
const FORMATTING = /[\p{Cc}\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\\`*~|<>“”"[\]]/u;

/** Digits and signs that stand for letters. */
const DISGUISES: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  $: 's',
  '!': 'i',
};
const ROOT_CHARACTERS_MIN = 4;
const ROOT_CHARACTERS_MAX = 7;

/**
 * Keys of slurs against groups of people, as hashes so that the list can be read by anyone. Roots are refused inside any
 * word and so cost a few harmless ones their quote; words are refused alone.
 */
const SLUR_ROOTS: ReadonlySet<number> = new Set<number>([
  0xba6ada42, 0x9c6c42b0, 0x1a7d03d7, 0x4536e2f8, 0x234b24db, 0x8b18db42, 0x4f53b5ac,
]);
const SLURS: ReadonlySet<number> = new Set<number>([
  0x9098ff26, 0x168450b, 0xfeeb273e, 0xf236c8, 0x554dff46, 0x2b573277, 0x3d3e0633, 0x8452bffc, 0x4a4fcca3, 0xe5aa41e1,
  0x6dbe7148, 0x4ccd5634, 0x9ad041a0, 0x254dee97, 0x7dea93fc, 0xa96f8e47, 0x41b605b6, 0x1f4ab49c, 0xf1d5b23c,
  0xa8c04ea1, 0xbb68577e, 0x26349e1b, 0x2a2d4c9c, 0x2052c94a, 0xd0468ea5, 0x92a1e837, 0xc72834c8, 0xf3824f23,
  0x72f9a7db, 0x68d1adca, 0xcac6404f, 0xd878eff0, 0xeda72546, 0xdfaf19fb, 0x24cdb96e, 0x49549310, 0xfe4fde89,
  0x999ac241, 0xb462ad22, 0x1157bd0f, 0x54de5c1c, 0xec2c0a3f, 0xbd4acf0, 0x8a815c48, 0x31b2f5cc, 0xdb4cc95d, 0xfaac601,
  0xdd9cae01, 0x661d4a3d, 0x5d071fd0, 0xfe6d4046, 0x6e260296, 0xa9da3037, 0x989bc9ff, 0xb289ac6, 0xa00ae631, 0x3efcce2b,
  0x35498062, 0xab0db96e, 0x4e29bf43, 0xa26a9fe, 0xb14f3328, 0x46aa466e, 0x73c3b410,
]);

function holdsSlur(text: string): boolean {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const disguised = plain.replace(/[01345$!]/g, (sign) => DISGUISES[sign] ?? sign);
  const words = new Set([...plain.split(/[^\p{L}\p{N}]+/u), ...disguised.split(/[^\p{L}\p{N}]+/u)]);
  // Letters that stand apart are read as one word too.
  words.add(disguised.replace(/[^\p{L}]+/gu, ''));
  for (const word of words) if (SLURS.has(tokenKey(word)) || holdsRoot(word)) return true;
  return false;
}

function holdsRoot(word: string): boolean {
  if (word.length < ROOT_CHARACTERS_MIN) return false;
  const hasher = new TokenHasher();
  for (let from = 0; from + ROOT_CHARACTERS_MIN <= word.length; from++) {
    hasher.reset();
    const end = Math.min(word.length, from + ROOT_CHARACTERS_MAX);
    for (let at = from; at < end; at++) {
      hasher.add(word.charCodeAt(at));
      if (at - from + 1 >= ROOT_CHARACTERS_MIN && SLUR_ROOTS.has(hasher.key())) return true;
    }
  }
  return false;
}

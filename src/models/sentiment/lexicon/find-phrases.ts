import type { Lexicon } from './lexicon.ts';
import { phraseHash } from './text-hash.ts';
import { MARK, type Tokens } from './tokens.ts';

/** Lets phrases speak for the words they are made of. The longest wins; of two that overlap, the first. */
export function findPhrases(tokens: Tokens, lexicon: Lexicon): void {
  for (let last = 1; last < tokens.count; last++) {
    const longest = lexicon.phraseEnds.get(tokens.hash[last] ?? 0);
    if (longest === -1 || ((tokens.marks[last] ?? 0) & MARK.word) === 0) continue;
    for (let words = Math.min(longest, wordsBefore(tokens, last)); words >= 2; words--) {
      const phrase = lexicon.phrases.get(hashOf(tokens, last - words + 1, last));
      if (phrase === -1) continue;
      for (let i = last - words + 1; i < last; i++) tokens.marks[i] = (tokens.marks[i] ?? 0) | MARK.covered;
      tokens.marks[last] = (tokens.marks[last] ?? 0) | MARK.phrase;
      tokens.entry[last] = phrase;
      break;
    }
  }
}

/** Words that may belong to a phrase ending at `last`, itself included: no emote, stop or other phrase between them. */
function wordsBefore(tokens: Tokens, last: number): number {
  let first = last;
  while (first > 0 && ((tokens.marks[first] ?? 0) & MARK.afterStop) === 0) {
    const before = tokens.marks[first - 1] ?? 0;
    if ((before & MARK.word) === 0 || (before & (MARK.covered | MARK.phrase)) !== 0) break;
    first--;
  }
  return last - first + 1;
}

function hashOf(tokens: Tokens, first: number, last: number): number {
  let hash = tokens.hash[first] ?? 0;
  for (let i = first + 1; i <= last; i++) hash = phraseHash(hash, tokens.hash[i] ?? 0);
  return hash;
}

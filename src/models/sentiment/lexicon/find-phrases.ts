import type { Lexicon } from './lexicon.ts';
import { phraseHash } from './text-hash.ts';
import { MARK, type Tokens } from './tokens.ts';

/** Lets phrases speak for the words they are made of: from the left, the longest first, none across an emote or a stop. */
export function findPhrases(tokens: Tokens, lexicon: Lexicon): void {
  for (let first = 0; first < tokens.count - 1; first++) {
    if (((tokens.marks[first] ?? 0) & MARK.word) === 0) continue;
    const longest = lexicon.phraseStarts.get(tokens.hash[first] ?? 0);
    if (longest !== -1) first += takePhrase(tokens, lexicon, first, longest);
  }
}

/** @returns how many words after `first` belong to the phrase; 0 without one */
function takePhrase(tokens: Tokens, lexicon: Lexicon, first: number, longest: number): number {
  let found = -1;
  let last = first;
  let hash = tokens.hash[first] ?? 0;
  const end = Math.min(tokens.count, first + longest);
  for (let i = first + 1; i < end; i++) {
    if (((tokens.marks[i] ?? 0) & (MARK.word | MARK.afterStop)) !== MARK.word) break;
    hash = phraseHash(hash, tokens.hash[i] ?? 0);
    const phrase = lexicon.phrases.get(hash);
    if (phrase === -1) continue;
    found = phrase;
    last = i;
  }
  if (found === -1) return 0;
  for (let i = first; i < last; i++) tokens.marks[i] = (tokens.marks[i] ?? 0) | MARK.covered;
  tokens.entry[last] = found;
  return last - first;
}

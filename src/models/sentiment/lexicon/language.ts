import type { Evidence } from './evidence.ts';
import type { MessageReader } from './message-reader.ts';

/** Below this share of Latin letters a message is not in English. */
const LATIN_SHARE_MIN = 0.5;
/** Frequent words of other languages beyond the English ones: one leaves a doubt, three leave none. */
const FOREIGN_WORD_DOUBTS = 0.2;
const MOSTLY_FOREIGN = 0.4;
/** Names and slang are unknown in English too: this many unknown words, in a message this long, begin to count. */
const WORDS_MIN = 4;
const UNKNOWN_WORDS_MIN = 3;
/** A sentence of which a third is known is English. */
const KNOWN_WORDS_COUNT = 3;

/** 0 to 1: how far the words of a message may be taken for English ones. Messages without words are no other language. */
export function englishShare(sum: Evidence, reader: MessageReader): number {
  if (reader.letters === 0 || sum.words === 0) return 1;
  const latin = 1 - reader.otherLetters / reader.letters;
  if (latin < LATIN_SHARE_MIN) return 0;
  const foreign = sum.foreignWords - sum.englishWords;
  if (foreign > 0) return Math.max(0, MOSTLY_FOREIGN - FOREIGN_WORD_DOUBTS * foreign);
  if (sum.words < WORDS_MIN || sum.words - sum.knownWords < UNKNOWN_WORDS_MIN) return latin;
  return latin * Math.min(1, (KNOWN_WORDS_COUNT * sum.knownWords) / sum.words);
}

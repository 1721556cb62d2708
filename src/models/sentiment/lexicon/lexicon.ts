import type { Mood } from '../../../domain/mood.ts';
import type { Entry } from './entry.ts';
import type { IntTable } from './int-table.ts';

/** What part of an emote's name says: the `Hype` of `streamerHype`. */
export interface NamePart {
  readonly valence: number;
  readonly mood: Mood;
  /** Bits of ROLE. */
  readonly roles: number;
}

/** Everything the lexicon knows, ready to be looked up. Immutable. */
export interface Lexicon {
  readonly entries: readonly Entry[];
  /** Emotes and emoticons by {@link exactHash}. */
  readonly emotes: IntTable;
  /** The same by {@link wordHash}, for names typed in another case; without names that are ordinary words. */
  readonly foldedEmotes: IntTable;
  readonly words: IntTable;
  /** Phrases of 2 to {@link PHRASE_WORDS_MAX} words by {@link phraseHash}. */
  readonly phrases: IntTable;
  /** Words of the longest phrase that begins with a word, by the word's {@link wordHash}. */
  readonly phraseStarts: IntTable;
  /** By code point. */
  readonly emoji: IntTable;
  /** Characters that mean something when repeated, by UTF-16 unit. */
  readonly letters: IntTable;
  readonly endings: ReadonlyMap<string, NamePart>;
  readonly beginnings: ReadonlyMap<string, NamePart>;
  /** What laughter spelled out of repeated syllables is: `ahahah`. */
  readonly laughter: Entry;
}

export const PHRASE_WORDS_MAX = 5;

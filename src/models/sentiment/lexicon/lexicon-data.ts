import emoji from '../../../../data/lexicons/sentiment-emoji.json' with { type: 'json' };
import emotes from '../../../../data/lexicons/sentiment-emotes.json' with { type: 'json' };
import words from '../../../../data/lexicons/sentiment-words.json' with { type: 'json' };
import { MOODS, type Mood } from '../../../domain/mood.ts';

/** Entries of one meaning, as `data/lexicons/sentiment-*.json` writes them. */
export interface Group {
  /** Separated by spaces; phrases by a comma and a space. */
  readonly tokens: string;
  readonly valence: number;
  readonly mood: string;
}

export const LEXICON_FILES = { emoji, emotes, words };
export type LexiconFiles = typeof LEXICON_FILES;

export function spaced(list: string): readonly string[] {
  return list.split(' ').filter((token) => token !== '');
}

export function phrasesOf(group: Group): readonly string[] {
  return group.tokens.split(', ');
}

/** @throws Error for a mood nobody knows: the files are part of the program. */
export function moodOf(group: { readonly mood: string }): Mood {
  const mood = MOODS.find((name) => name === group.mood);
  if (mood === undefined) throw new Error(`the lexicon names a mood that does not exist: ${group.mood}`);
  return mood;
}

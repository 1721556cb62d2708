import { KeyTable } from './key-table.ts';
import { REACTION_WORDS } from './reaction-words.ts';
import { STOP_WORDS } from './stop-words.ts';
import { reactionKey } from './term.ts';
import { tokenKey } from './token-hash.ts';

/** Stands for a word that makes no topic; smaller numbers are keys of reactions. */
export const STOP_WORD = 255;

/** What is known of a token before anybody says it: 0 nothing, {@link STOP_WORD}, or the key of a reaction. */
export const KNOWN_WORDS = new KeyTable([
  ...REACTION_WORDS.map(([reaction, word]) => [tokenKey(word), reactionKey(reaction)] as const),
  ...STOP_WORDS.map((word) => [tokenKey(word), STOP_WORD] as const),
]);

/** The key of the reaction a token shows, or 0. */
export function reactionOf(key: number): number {
  const known = KNOWN_WORDS.get(key);
  return known === STOP_WORD ? 0 : known;
}

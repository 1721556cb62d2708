import type { Person } from './cast.ts';
import type { Dice } from './grammar.ts';

const LOUD_SHARE = 0.25;
const TYPO_SHARE = 0.025;
/** Proper writers end these with a question mark or leave them open. */
const QUESTION = /^(?:is|does|did|do|can|how|who|what|why|which|have|was)\b/;

/** Rewrites a phrase the way this person types. Emotes and names, which have capitals or signs, stay as they are. */
export function inVoice(text: string, who: Person, dice: Dice): string {
  const words = text.split(' ');
  if (words.length < 2) return text;
  if (dice.chance(TYPO_SHARE)) swapLetters(words, dice);
  if (who.voice === 'loud' && dice.chance(LOUD_SHARE))
    return words.map((word) => (isPlain(word) ? word.toUpperCase() : word)).join(' ');
  if (who.voice !== 'proper') return words.join(' ');
  const [first = '', ...rest] = words;
  const last = rest.at(-1) ?? '';
  const sentence = [isPlain(first) ? first.charAt(0).toUpperCase() + first.slice(1) : first, ...rest]
    .join(' ')
    .replace(/\bi\b/g, 'I');
  return /^[a-z']+$/.test(last) && words.length > 4 && !QUESTION.test(text) ? `${sentence}.` : sentence;
}

function isPlain(word: string): boolean {
  return /^[a-z',.!?]+$/.test(word);
}

function swapLetters(words: string[], dice: Dice): void {
  const index = dice.between(0, words.length - 1);
  const word = words[index] ?? '';
  if (word.length < 5 || !isPlain(word)) return;
  const at = dice.between(1, word.length - 3);
  words[index] = word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2);
}

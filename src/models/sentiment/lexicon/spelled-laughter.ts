/** Pairs of letters that laughter is spelled with in Latin letters: `ahahah`, `jejeje`, `lololol`, `kekeke`. */
const SYLLABLES = [
  'ha',
  'he',
  'hi',
  'ja',
  'je',
  'ji',
  'ke',
  'lo',
  'xd',
  'bha',
  'bwha',
  'mwha',
  'hua',
  'hue',
  'ahe',
  'ahs',
];
const MASKS: ReadonlySet<number> = new Set(SYLLABLES.map((letters) => maskOf(letters)));
const K = maskOf('k');

/** Fewest letters, and changes from one to the next, that make laughter: `haha`, not `aha`. */
const CHARS_MIN = 4;

function maskOf(letters: string): number {
  let mask = 0;
  for (let i = 0; i < letters.length; i++) mask |= 1 << (letters.charCodeAt(i) - 0x61);
  return mask;
}

/**
 * Whether a word is laughter, however long.
 * @param mask its letters: bit 0 for `a` to bit 25 for `z`, others elsewhere
 * @param turns letters that differ from the one before, the first included
 */
export function isSpelledLaughter(mask: number, length: number, turns: number): boolean {
  if (length < CHARS_MIN) return false;
  return mask === K || (turns >= CHARS_MIN && MASKS.has(mask));
}

import { stripInvisible } from '../lib/markdown.ts';

/** Scripts and signs that take two columns of a terminal. Source: Unicode Standard Annex 11, East Asian Width. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\ufe0f/u;
const NARROW_ONLY = /^[\u0020-\u007e\u00a1-\u02ff\u2500-\u259f]*$/;

/** Text of strangers as a terminal may show it: one line, and nothing in it moves the cursor or changes colours. */
export function harmless(text: string): string {
  return stripInvisible(text).replace(/\s+/g, ' ').trim();
}

/** How many columns a text takes. It must hold no control codes. */
export function columnsOf(text: string): number {
  if (NARROW_ONLY.test(text)) return text.length;
  let columns = 0;
  for (const character of characters(text)) columns += widthOf(character);
  return columns;
}

/** Cuts at a number of columns, with an ellipsis where something was cut, and fills up with spaces. */
export function padColumns(text: string, columns: number): string {
  const cut = cutColumns(text, columns);
  return cut + ' '.repeat(Math.max(0, columns - columnsOf(cut)));
}

export function cutColumns(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  let cut = '';
  let left = columns - 1;
  for (const character of characters(text)) {
    left -= widthOf(character);
    if (left < 0) break;
    cut += character;
  }
  return columns < 1 ? '' : `${cut}…`;
}

/** Breaks a text into lines between words, and inside a word that alone is too long. */
export function wrapColumns(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (columnsOf(longer) <= columns) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = '';
    for (const character of characters(word)) {
      if (line !== '' && columnsOf(line + character) > columns) {
        lines.push(line);
        line = '';
      }
      line += character;
    }
  }
  return line === '' ? lines : [...lines, line];
}

/** Characters as people see them. */
function* characters(text: string): Generator<string> {
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)) yield segment;
}

function widthOf(character: string): number {
  if (/^\p{M}+$/u.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

import { clip, stripInvisible } from '../lib/markdown.ts';

/**
 * Text of others on one line: no control, direction or line-breaking character, no half of a character, at most
 * `charactersMax` code points.
 */
export function plainText(text: string, charactersMax: number): string {
  // What is cut away anyway need not be cleaned: some code points are two units long, and runs of blanks shrink.
  const bounded = text.slice(0, charactersMax * 8).toWellFormed();
  const line = stripInvisible(bounded)
    .replace(/[\u2028\u2029\ufffe\uffff]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return clip(line, charactersMax);
}

const XML_ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\n': '&#10;',
};

/**
 * For XML 1.0 text and attribute values alike. A line break becomes a reference, because attributes turn a bare one
 * into a blank. @param text as {@link plainText} gives it, or lines of such
 */
export function xmlText(text: string): string {
  return text.replace(/[&<>"'\n]/g, (character) => XML_ESCAPES[character] ?? '');
}

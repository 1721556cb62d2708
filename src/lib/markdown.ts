/**
 * Makes text of others harmless inside Discord markdown: no formatting, headings, lists, masked or bare links,
 * mentions, custom emoji or timestamps survive, and the text stays on one line.
 * Source: Discord's "Message Formatting" reference.
 */
export function escapeMarkdown(text: string): string {
  return stripInvisible(text)
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_~|>#[\]()<\-+=!:.@&]/g, (character, index: number, whole: string) =>
      escapeOne(character, index, whole),
    );
}

/** Text of others for one place in a message: at most `charactersMax` of its characters, harmless in Discord markdown. */
export function escapeClipped(text: string, charactersMax: number): string {
  return escapeMarkdown(clip(text.trim(), charactersMax)).trim();
}

/** A zero-width space after these breaks mentions and automatic links, where a backslash would not. */
const ZERO_WIDTH = '\u200b';

function escapeOne(character: string, index: number, whole: string): string {
  if (character === '@') return `@${ZERO_WIDTH}`;
  if (character === ':') return whole.startsWith('://', index) ? `:${ZERO_WIDTH}` : ':';
  if (character === '.')
    return /^\.[a-z]/i.test(whole.slice(index)) && /[a-z0-9]$/i.test(whole.slice(0, index))
      ? `.${ZERO_WIDTH}`
      : listSafe(index, whole);
  if ('-+=!&'.includes(character)) return index === 0 ? `\\${character}` : character;
  return `\\${character}`;
}

/** "1." at the start of a line becomes a list. */
function listSafe(index: number, whole: string): string {
  return /^\d+$/.test(whole.slice(0, index)) ? '\\.' : '.';
}

/**
 * Removes control characters, bidirectional overrides and tag characters, and thins out stacked combining marks
 * ("zalgo") to two per letter.
 */
export function stripInvisible(text: string): string {
  return text
    .replace(/[\p{Cc}\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\u{e0000}-\u{e007f}]/gu, ' ')
    .replace(/(\p{M}{2})\p{M}+/gu, '$1');
}

/** At most `max` characters (code points), the last one an ellipsis when something was cut. */
export function clip(text: string, max: number): string {
  if (text.length <= max) return text;
  const characters = Array.from(text);
  return characters.length <= max ? text : `${characters.slice(0, max - 1).join('')}…`;
}

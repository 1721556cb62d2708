import { clip } from '../../lib/markdown.ts';

const CHARACTERS_MAX = 299;

/** One line of under 300 characters that Twitch cannot take for a command of its own (`/ban`, `.ban`). */
export function oneLine(text: string): string {
  const line = text.replace(/[\p{Cc}\s]+/gu, ' ').trim();
  return clip(/^[/.]/.test(line) ? `· ${line}` : line, CHARACTERS_MAX);
}

import { ARGUMENTS_MAX } from './chat-command.ts';

const EXCLAMATION_MARK = 33;
/** A command and its words fit; the rest of a message is nobody's argument. */
const CHARACTERS_READ_MAX = 100;

/** Cheap enough for every message of every chat: one comparison. */
export function looksLikeCommand(text: string): boolean {
  return text.charCodeAt(0) === EXCLAMATION_MARK;
}

export interface ParsedCommand {
  readonly name: string;
  readonly args: readonly string[];
}

/**
 * `!Hype now` is `hype` with `now`. Chat programs append invisible characters to get past Twitch's duplicate filter;
 * they are dropped. Null for a lone `!`.
 */
export function parseChatCommand(text: string): ParsedCommand | null {
  const words = text
    .slice(1, CHARACTERS_READ_MAX)
    .replace(/[\p{Cf}\p{Cc}\u034f\u{e0000}-\u{e007f}]/gu, ' ')
    .toLowerCase()
    .split(/\s+/u);
  const [name = '', ...args] = words.filter((word, index) => word !== '' || index === 0);
  return name === '' ? null : { name, args: args.slice(0, ARGUMENTS_MAX) };
}

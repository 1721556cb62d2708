import type { ChatMessage, ChannelName, EpochMs } from '../../domain/chat-event.ts';
import { nameFrom, TEXT_CHARACTERS_MAX } from '../../replay/jsonl.ts';
import type { ReadProblem } from '../../replay/read-tally.ts';

/** What chat clients write before a line: `[12:34]`, `12:34:56`, `[2026-01-31 12:34:56 UTC]`. */
const WRITTEN_TIME = /^\[?(?:\d{4}-\d\d-\d\d[T ])?\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?(?: ?(?:AM|PM|UTC|Z))?\]?\s+/i;
/** `name: text`, `<name> text`, where the name may carry badges' `@` or `+`. */
const WITH_AUTHOR = /^(?:<[@+%~&]?([^<>\s]{1,50})>\s+|[@+%~&]?([\p{L}\p{N}_]{1,50}):\s+)(.+)$/u;

/**
 * A line of no chat format, as a person would write or copy it: the author before a colon, or only a text. Nobody knows
 * who wrote a line without a name, so each of those counts as another person.
 * @returns the message, or why there is none
 */
export function parsePlainLine(
  line: string,
  number: number,
  channel: ChannelName,
  at: EpochMs,
): ChatMessage | ReadProblem {
  if (line.length > TEXT_CHARACTERS_MAX) return 'text-too-long';
  const rest = line.trim().replace(WRITTEN_TIME, '');
  const match = WITH_AUTHOR.exec(rest);
  const user = nameFrom(match?.[1] ?? match?.[2]) ?? `line-${number}`;
  const text = (match?.[3] ?? rest).trim();
  if (text === '') return 'bad-text';
  return {
    kind: 'message',
    channel,
    sentAt: at,
    receivedAt: at,
    id: `line-${number}`,
    roomId: '',
    author: { id: user, login: user.toLowerCase(), displayName: user, color: null, badges: [] },
    text,
    action: false,
    emotes: [],
    bits: 0,
    firstEver: false,
    replyTo: null,
    source: null,
  };
}

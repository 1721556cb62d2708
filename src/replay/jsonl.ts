import type { ChatMessage, EmoteUse } from '../domain/chat-event.ts';
import { stripInvisible } from '../lib/markdown.ts';
import { locateEmotes } from './emote-spans.ts';
import { recordedTime } from './time-origin.ts';
import type { ReadProblem } from './read-tally.ts';

/** As for raw IRC lines: far above what Twitch lets through, and little enough to keep for minutes. */
export const TEXT_CHARACTERS_MAX = 20_000;
const NAME_CHARACTERS_MAX = 100;
const LIST_ITEMS_MAX = 500;
const NO_EMOTES: readonly EmoteUse[] = [];
const NO_BADGES: readonly string[] = [];

/**
 * One line of the JSON lines format: `{"t":seconds,"u":user,"m":text,"v"?:stream,"e"?:[emote names],"b"?:["set/version"]}`.
 * @param fallbackChannel the channel of lines without `v`
 * @returns the message, or why there is none
 */
export function parseJsonLine(line: string, number: number, fallbackChannel: string): ChatMessage | ReadProblem {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return 'not-json';
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'not-an-object';
  const { t, u, m, v, e, b } = value as Record<string, unknown>;
  const at = recordedTime(t);
  if (at === null) return 'bad-time';
  const user = nameFrom(u);
  if (user === null) return 'bad-user';
  if (typeof m !== 'string') return 'bad-text';
  if (m.length > TEXT_CHARACTERS_MAX) return 'text-too-long';
  const channel = v === undefined ? fallbackChannel : nameFrom(v);
  if (channel === null) return 'bad-stream';
  return {
    kind: 'message',
    channel,
    sentAt: at,
    receivedAt: at,
    id: `line-${number}`,
    roomId: '',
    author: { id: user, login: user.toLowerCase(), displayName: user, color: null, badges: strings(b) ?? NO_BADGES },
    text: m,
    action: false,
    emotes: emotesOf(m, e),
    bits: 0,
    firstEver: false,
    replyTo: null,
    source: null,
  };
}

function emotesOf(text: string, names: unknown): readonly EmoteUse[] {
  const found = strings(names);
  return found === null ? NO_EMOTES : locateEmotes(text, found);
}

/** Names are keys and end up on screens: bounded, and free of control characters. */
export function nameFrom(value: unknown): string | null {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || text.length === 0) return null;
  if (text.length <= NAME_CHARACTERS_MAX && /^[\w .-]+$/.test(text)) return text;
  const clean = stripInvisible(text.slice(0, NAME_CHARACTERS_MAX)).trim();
  return clean === '' ? null : clean;
}

function strings(value: unknown): string[] | null {
  if (!Array.isArray(value) || value.length === 0) return null;
  return value.slice(0, LIST_ITEMS_MAX).filter((item): item is string => typeof item === 'string' && item !== '');
}

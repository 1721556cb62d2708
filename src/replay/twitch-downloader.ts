import type { ChatEvent, ChatMessage, Chatter, EmoteUse, EpochMs, StreamInfo } from '../domain/chat-event.ts';
import { noticeKind } from '../lib/irc/notice-type.ts';
import { nameFrom, TEXT_CHARACTERS_MAX } from './jsonl.ts';
import type { ReadProblem } from './read-tally.ts';
import { RELATIVE_ORIGIN, recordedTime } from './time-origin.ts';

/** Top-level members of a chat file that are read beside its comments. */
export const CHAT_FILE_MEMBERS: ReadonlySet<string> = new Set(['streamer', 'video']);

const BADGES_MAX = 50;
const FRAGMENTS_MAX = 500;
const TITLE_CHARACTERS_MAX = 200;
/** A comment's own time may differ this much from its place in the video; the rest was written under the video later. */
const LIVE_TOLERANCE_MS = 2_000;

type Json = Readonly<Record<string, unknown>>;

/**
 * Reads the comments of a chat file as TwitchDownloader writes it, in all its versions so far; the field names are
 * those of Twitch's former v5 API. Source: TwitchDownloaderCore, `ChatRoot.cs`.
 */
export class CommentReader {
  #channel: string;
  #roomId = '';
  #start: EpochMs | null = null;
  #title = '';
  #category = '';
  #vodId: string | null = null;

  constructor(fallbackChannel: string) {
    this.#channel = fallbackChannel;
  }

  /** What the file says about itself, if it comes before the comments. Damaged details are left out. */
  member(key: string, json: string): void {
    const value = parseObject(json);
    if (value === null) return;
    if (key === 'streamer') {
      this.#channel = (nameFrom(value['login']) ?? nameFrom(value['name']) ?? this.#channel).toLowerCase();
      this.#roomId = nameFrom(value['id']) ?? '';
    } else {
      this.#start = timeOf(value['created_at']) ?? this.#start;
      this.#vodId = nameFrom(value['id']);
      this.#title = typeof value['title'] === 'string' ? value['title'].slice(0, TITLE_CHARACTERS_MAX) : '';
      this.#category = typeof value['game'] === 'string' ? value['game'].slice(0, TITLE_CHARACTERS_MAX) : '';
    }
  }

  comment(json: string, number: number): ChatEvent | ReadProblem {
    const comment = parseObject(json);
    if (comment === null) return 'not-json';
    const message = objectOf(comment['message']);
    if (message === null) return 'bad-text';
    const at = this.#timeOf(comment);
    if (at === null) return 'bad-time';
    const author = authorOf(comment['commenter'], message);
    if (author === null) return 'bad-user';
    const { text, emotes } = textOf(message);
    if (text === null) return 'bad-text';
    if (text.length > TEXT_CHARACTERS_MAX) return 'text-too-long';
    const base = {
      channel: this.#channel,
      sentAt: at,
      receivedAt: at,
      roomId: this.#roomId,
      author,
      text,
      source: null,
    };
    const id = typeof comment['_id'] === 'string' && comment['_id'] !== '' ? comment['_id'] : `comment-${number}`;
    const noticeParams = objectOf(message['user_notice_params']);
    const platformType = noticeParams?.['msg_id'] ?? noticeParams?.['msg-id'];
    if (typeof platformType === 'string' && platformType !== '') {
      const { type } = noticeKind(platformType);
      return { ...base, kind: 'notice', id, type, platformType, systemText: '', count: 1, params: {} };
    }
    const bits = message['bits_spent'];
    const read: ChatMessage = {
      ...base,
      kind: 'message',
      id,
      action: message['is_action'] === true,
      emotes,
      bits: typeof bits === 'number' && bits > 0 ? bits : 0,
      firstEver: false,
      replyTo: null,
    };
    return read;
  }

  stream(): StreamInfo {
    return {
      id: `recording:${this.#vodId ?? this.#channel}`,
      channel: this.#channel,
      roomId: this.#roomId,
      startedAt: this.#start ?? RELATIVE_ORIGIN,
      endedAt: null,
      title: this.#title,
      category: this.#category,
      vodId: this.#vodId !== null && /^\d+$/.test(this.#vodId) ? this.#vodId : null,
    };
  }

  /** Seconds into the video count; the comment's own time refines them where both agree. */
  #timeOf(comment: Json): EpochMs | null {
    const offset = recordedTime(comment['content_offset_seconds']);
    if (offset === null) return null;
    const offsetMs = offset - RELATIVE_ORIGIN;
    const written = timeOf(comment['created_at']);
    this.#start ??= written === null ? RELATIVE_ORIGIN : written - offsetMs;
    const placed = this.#start + offsetMs;
    return written !== null && Math.abs(written - placed) <= LIVE_TOLERANCE_MS ? written : placed;
  }
}

function authorOf(value: unknown, message: Json): Chatter | null {
  const commenter = objectOf(value);
  const name = nameFrom(commenter?.['name']) ?? nameFrom(commenter?.['display_name']);
  if (commenter === null || name === null) return null;
  const color = message['user_color'];
  return {
    id: nameFrom(commenter['_id']) ?? name,
    login: name.toLowerCase(),
    displayName: nameFrom(commenter['display_name']) ?? name,
    color: typeof color === 'string' && /^#[0-9a-f]{6}$/i.test(color) ? color : null,
    badges: badgesOf(message['user_badges']),
  };
}

function badgesOf(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, BADGES_MAX).flatMap((item) => {
    const badge = objectOf(item);
    const set = nameFrom(badge?.['_id']);
    return set === null ? [] : [`${set}/${nameFrom(badge?.['version']) ?? '1'}`];
  });
}

/**
 * The text is the sum of its fragments, which also say where the emotes are. The file's `emoticons` positions are not
 * used: versions disagree on whether their end is part of the emote.
 */
function textOf(message: Json): { readonly text: string | null; readonly emotes: readonly EmoteUse[] } {
  const body = typeof message['body'] === 'string' ? message['body'] : null;
  const fragments = message['fragments'];
  if (!Array.isArray(fragments) || fragments.length === 0) return { text: body, emotes: [] };
  const emotes: EmoteUse[] = [];
  let text = '';
  for (const item of fragments.slice(0, FRAGMENTS_MAX)) {
    const fragment = objectOf(item);
    const part = fragment?.['text'];
    if (typeof part !== 'string') continue;
    const emote = objectOf(fragment?.['emoticon']);
    if (emote !== null) {
      const id = nameFrom(emote['emoticon_id']) ?? '';
      emotes.push({ id, name: part, start: text.length, end: text.length + part.length });
    }
    text += part;
  }
  // Where the two differ the fragments are incomplete, and their offsets with them.
  return body === null || body === text ? { text, emotes } : { text: body, emotes: [] };
}

function timeOf(value: unknown): EpochMs | null {
  if (typeof value !== 'string') return null;
  const at = Date.parse(value);
  // Files of some versions carry year 1 for "unknown".
  return Number.isNaN(at) || at <= 0 ? null : at;
}

function parseObject(json: string): Json | null {
  try {
    return objectOf(JSON.parse(json));
  } catch {
    return null;
  }
}

function objectOf(value: unknown): Json | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null;
}

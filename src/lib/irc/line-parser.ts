import type { ChatEvent, Chatter, ChannelName, EpochMs } from '../../domain/chat-event.ts';
import { BoundedIntern } from './bounded-intern.ts';
import { copyString } from './copy-string.ts';
import { readEmotes } from './emotes.ts';
import { noticeCount, noticeKind } from './notice-type.ts';
import { TAG, TagScan } from './tag-scan.ts';

export const LINE_DROPS = [
  /** Another command than the four that are read: JOIN, PING, a numeric and so on. */
  'not-chat',
  /** Not an IRC line, or one without what its command needs. */
  'malformed',
  /** A CLEARMSG that does not say which message. */
  'missing-id',
  'too-long',
] as const;
export type LineDrop = (typeof LINE_DROPS)[number];

export interface LineParserOptions {
  /** How far `tmi-sent-ts` may be from `receivedAt` and still be believed. `Infinity` for recorded chat. */
  readonly clockToleranceMs: number;
}

const LINE_PARSER_DEFAULTS: LineParserOptions = { clockToleranceMs: 600_000 };

/** Twitch sends 8 KiB of tags and 512 bytes of message at most. */
const lineCharsMax = 20_000;
const badgeSetsMax = 4_096;
const badgesMax = 20;
const channelNamesMax = 10_000;

const AT = 64;
const COLON = 58;
const HASH = 35;
const BANG = 33;
const ZERO = 48;
const NINE = 57;
const LOWER_A = 97;
const LOWER_F = 102;
const NO_BADGES: readonly string[] = [];
const SPACE = 32;
const CTCP = '\x01';
const ACTION = '\x01ACTION ';
const CHANNEL = /^[a-z0-9_]{1,25}$/;

/**
 * Turns raw Twitch IRC lines (without the line end) into chat events in one pass: PRIVMSG, USERNOTICE, CLEARCHAT and
 * CLEARMSG. Never throws. Keeps nothing of the line alive. One parser for each stream of lines; it owns small caches.
 *
 * Source of the format: Twitch IRC documentation ("IRC Concepts", "Tags") and IRCv3 message tags.
 */
export class LineParser {
  readonly #options: LineParserOptions;
  readonly #tags = new TagScan(lineCharsMax);
  readonly #badges = new BoundedIntern<readonly string[]>(badgeSetsMax, (text) =>
    text.split(',', badgesMax).flatMap((badge) => (badge === '' ? [] : [copyString(badge)])),
  );
  /** '' for what cannot be a channel. */
  readonly #channels = new BoundedIntern<ChannelName>(channelNamesMax, (text) => {
    const name = text.toLowerCase();
    return CHANNEL.test(name) ? name : '';
  });
  #unnamed = 0;
  #emoteRangesDropped = 0;

  constructor(options: LineParserOptions = LINE_PARSER_DEFAULTS) {
    this.#options = options;
  }

  /** Emote ranges refused since the last call. */
  takeEmoteRangesDropped(): number {
    const dropped = this.#emoteRangesDropped;
    this.#emoteRangesDropped = 0;
    return dropped;
  }

  parse(line: string, receivedAt: EpochMs): ChatEvent | LineDrop {
    if (line.length > lineCharsMax) return 'too-long';
    const tags = this.#tags;
    tags.load(line);
    const codes = tags.codes;
    const length = line.length;
    let at = 0;
    if (length > 0 && codes[0] === AT) {
      at = afterSpaces(codes, tags.read(1), length);
    }
    let nickFrom = 0;
    let nickTo = 0;
    if (at < length && codes[at] === COLON) {
      const prefixEnd = wordEnd(codes, at, length);
      nickFrom = at + 1;
      nickTo = nickFrom;
      while (nickTo < prefixEnd && codes[nickTo] !== BANG) nickTo++;
      at = afterSpaces(codes, prefixEnd, length);
    }
    if (at >= length) return 'malformed';
    const command = commandAt(line, at);
    if (command === null) return 'not-chat';

    const channelFrom = afterSpaces(codes, at + command.length, length);
    if (channelFrom >= length || codes[channelFrom] !== HASH) return 'malformed';
    const channelTo = wordEnd(codes, channelFrom, length);
    const channel = this.#channels.get(line.slice(channelFrom + 1, channelTo));
    if (channel === '') return 'malformed';
    const text = trailing(line, afterSpaces(codes, channelTo, length));

    switch (command) {
      case 'PRIVMSG':
        return nickTo <= nickFrom || text === null
          ? 'malformed'
          : this.#message(channel, receivedAt, line.slice(nickFrom, nickTo), text);
      case 'USERNOTICE':
        return this.#notice(channel, receivedAt, text ?? '');
      case 'CLEARCHAT':
        return this.#clearChat(channel, receivedAt, text ?? '');
      case 'CLEARMSG':
        return this.#clearMessage(channel, receivedAt);
    }
  }

  #message(channel: ChannelName, receivedAt: EpochMs, nick: string, body: string): ChatEvent {
    const tags = this.#tags;
    const action = body.startsWith(ACTION);
    const text = copyString(action ? body.slice(ACTION.length, body.endsWith(CTCP) ? -1 : body.length) : body);
    const emotes = readEmotes(tags.raw(TAG.emotes), tags.codes, tags.start(TAG.emotes), text);
    this.#emoteRangesDropped += emotes.dropped;
    const bits = tags.number(TAG.bits);
    return {
      kind: 'message',
      channel,
      sentAt: this.#sentAt(receivedAt),
      receivedAt,
      id: this.#id(),
      roomId: tags.plain(TAG.roomId),
      author: this.#author(nick.toLowerCase()),
      text,
      action,
      emotes: emotes.uses,
      bits: bits > 0 ? bits : 0,
      firstEver: tags.raw(TAG.firstMsg) === '1',
      replyTo: tags.has(TAG.replyParentMsgId)
        ? { messageId: tags.plain(TAG.replyParentMsgId), login: tags.plain(TAG.replyParentUserLogin) }
        : null,
      source: this.#source(),
    };
  }

  #notice(channel: ChannelName, receivedAt: EpochMs, text: string): ChatEvent {
    const tags = this.#tags;
    const shared = tags.raw(TAG.msgId) === 'sharedchatnotice' && tags.has(TAG.sourceMsgId);
    const platformType = tags.text(shared ? TAG.sourceMsgId : TAG.msgId);
    const kind = noticeKind(platformType);
    const params = tags.params();
    return {
      kind: 'notice',
      channel,
      sentAt: this.#sentAt(receivedAt),
      receivedAt,
      id: this.#id(),
      roomId: tags.plain(TAG.roomId),
      type: kind.type,
      platformType,
      author: this.#author(tags.text(TAG.login).toLowerCase()),
      systemText: tags.text(TAG.systemMsg),
      text: copyString(text),
      count: noticeCount(kind, params),
      params,
      source: this.#source(),
    };
  }

  #clearChat(channel: ChannelName, receivedAt: EpochMs, login: string): ChatEvent {
    const tags = this.#tags;
    const seconds = tags.number(TAG.banDuration);
    const chatterId = tags.plain(TAG.targetUserId);
    return {
      kind: 'retraction',
      channel,
      sentAt: this.#sentAt(receivedAt),
      receivedAt,
      scope:
        login === '' && chatterId === ''
          ? { what: 'everything' }
          : {
              what: 'chatter',
              chatterId,
              login: copyString(login).toLowerCase(),
              durationSeconds: Number.isNaN(seconds) ? null : seconds,
            },
    };
  }

  #clearMessage(channel: ChannelName, receivedAt: EpochMs): ChatEvent | LineDrop {
    const messageId = this.#tags.plain(TAG.targetMsgId);
    if (messageId === '') return 'missing-id';
    return {
      kind: 'retraction',
      channel,
      sentAt: this.#sentAt(receivedAt),
      receivedAt,
      scope: { what: 'message', messageId },
    };
  }

  /** @param login may still be a slice of the line */
  #author(login: string): Chatter {
    const tags = this.#tags;
    const keptLogin = copyString(login);
    const displayName = tags.text(TAG.displayName).trim();
    return {
      id: tags.has(TAG.userId) ? tags.plain(TAG.userId) : keptLogin,
      login: keptLogin,
      displayName: displayName === '' ? keptLogin : displayName,
      color: this.#color(),
      badges: tags.has(TAG.badges) ? this.#badges.get(tags.raw(TAG.badges)) : NO_BADGES,
    };
  }

  #color(): string | null {
    const tags = this.#tags;
    const start = tags.start(TAG.color);
    if (tags.end(TAG.color) - start !== 7 || tags.codes[start] !== HASH) return null;
    for (let i = start + 1; i < start + 7; i++) {
      const code = tags.codes[i]!;
      const hex = (code >= ZERO && code <= NINE) || ((code | 32) >= LOWER_A && (code | 32) <= LOWER_F);
      if (!hex) return null;
    }
    return tags.plain(TAG.color);
  }

  #source(): { readonly roomId: string; readonly messageId: string } | null {
    const tags = this.#tags;
    if (!tags.has(TAG.sourceRoomId)) return null;
    return { roomId: tags.plain(TAG.sourceRoomId), messageId: tags.plain(TAG.sourceId) };
  }

  /** Recordings may lack ids; a number of our own keeps such messages apart. */
  #id(): string {
    return this.#tags.has(TAG.id) ? this.#tags.plain(TAG.id) : `unnamed-${++this.#unnamed}`;
  }

  #sentAt(receivedAt: EpochMs): EpochMs {
    const sentAt = this.#tags.number(TAG.tmiSentTs);
    return Math.abs(sentAt - receivedAt) <= this.#options.clockToleranceMs ? sentAt : receivedAt;
  }
}

function commandAt(line: string, at: number): 'PRIVMSG' | 'USERNOTICE' | 'CLEARCHAT' | 'CLEARMSG' | null {
  // The space belongs to the comparison: PRIVMSGX is another command.
  if (line.startsWith('PRIVMSG ', at)) return 'PRIVMSG';
  if (line.startsWith('USERNOTICE ', at)) return 'USERNOTICE';
  if (line.startsWith('CLEARCHAT ', at)) return 'CLEARCHAT';
  if (line.startsWith('CLEARMSG ', at)) return 'CLEARMSG';
  return null;
}

/** The text after ` :`, or one word where the colon is missing; null at the end of the line. */
function trailing(line: string, at: number): string | null {
  if (at >= line.length) return null;
  if (line.charCodeAt(at) === COLON) return line.slice(at + 1);
  const end = line.indexOf(' ', at);
  return end === -1 ? line.slice(at) : line.slice(at, end);
}

function afterSpaces(codes: Uint16Array, from: number, length: number): number {
  let at = from;
  while (at < length && codes[at] === SPACE) at++;
  return at;
}

/** Where the next space is, or the end. */
function wordEnd(codes: Uint16Array, from: number, length: number): number {
  let at = from;
  while (at < length && codes[at] !== SPACE) at++;
  return at;
}

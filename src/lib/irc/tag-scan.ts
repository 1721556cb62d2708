import { copyString } from './copy-string.ts';
import { digits, unescapeTagValue } from './tag-value.ts';

/** The tags that are read, each with its place in the scan's tables. Everything else is skipped over. */
export const TAG = {
  badges: 0,
  banDuration: 1,
  bits: 2,
  color: 3,
  displayName: 4,
  emotes: 5,
  firstMsg: 6,
  id: 7,
  login: 8,
  msgId: 9,
  replyParentMsgId: 10,
  replyParentUserLogin: 11,
  roomId: 12,
  sourceId: 13,
  sourceMsgId: 14,
  sourceRoomId: 15,
  systemMsg: 16,
  targetMsgId: 17,
  targetUserId: 18,
  tmiSentTs: 19,
  userId: 20,
} as const;

const tagCount = Object.keys(TAG).length;
const PARAM_PREFIX = 'msg-param-';
const paramsMax = 64;

/** Where the values of one line's tags stand. Reused for every line: no object per tag, no copy of what is not needed. */
export class TagScan {
  #line = '';
  #from = 0;
  #to = 0;
  readonly #starts = new Int32Array(tagCount);
  readonly #ends = new Int32Array(tagCount);

  /** Forgets the last line. */
  clear(): void {
    this.#line = '';
    this.#from = 0;
    this.#to = 0;
    this.#starts.fill(-1);
  }

  /** Reads the tags of `line` between `from` (after `@`) and `to` (the space). A repeated tag counts as its last value. */
  read(line: string, from: number, to: number): void {
    this.#line = line;
    this.#from = from;
    this.#to = to;
    const starts = this.#starts;
    const ends = this.#ends;
    starts.fill(-1);
    let at = from;
    while (at < to) {
      let end = line.indexOf(';', at);
      if (end === -1 || end > to) end = to;
      const tag = tagAt(line, at);
      if (tag !== -1) {
        // The equals sign cannot be missing: tagAt compared it too.
        starts[tag] = line.indexOf('=', at) + 1;
        ends[tag] = end;
      }
      at = end + 1;
    }
  }

  /** True where the tag stands in the line with a value. */
  has(tag: number): boolean {
    return this.#starts[tag]! !== -1 && this.#ends[tag]! > this.#starts[tag]!;
  }

  /** The value as it stands there, not safe to keep; '' where absent. */
  raw(tag: number): string {
    const start = this.#starts[tag]!;
    return start === -1 ? '' : this.#line.slice(start, this.#ends[tag]);
  }

  /** The unescaped value, safe to keep; '' where absent. */
  text(tag: number): string {
    return copyString(unescapeTagValue(this.raw(tag)));
  }

  /** A whole number, NaN where absent or not one. */
  number(tag: number): number {
    const start = this.#starts[tag]!;
    return start === -1 ? Number.NaN : digits(this.#line, start, this.#ends[tag]!);
  }

  /** All `msg-param-*` tags, at most 64. Without a prototype: names come from outside. */
  params(): Record<string, string> {
    const params = Object.create(null) as Record<string, string>;
    const tags = this.#line.slice(this.#from, this.#to);
    let count = 0;
    for (const tag of tags.split(';')) {
      if (!tag.startsWith(PARAM_PREFIX) || count >= paramsMax) continue;
      const equals = tag.indexOf('=');
      const name = equals === -1 ? tag : tag.slice(0, equals);
      params[copyString(name)] = equals === -1 ? '' : copyString(unescapeTagValue(tag.slice(equals + 1)));
      count++;
    }
    return params;
  }
}

/**
 * Which tag begins at `at`, -1 for one that is not read. Spelled out because comparing with a constant is inlined by the
 * engine, which makes it several times faster than looking names up. A tag without `=` has no value and is not read.
 */
function tagAt(line: string, at: number): number {
  switch (line.charCodeAt(at)) {
    case 98: // b
      if (line.startsWith('badges=', at)) return TAG.badges;
      if (line.startsWith('ban-duration=', at)) return TAG.banDuration;
      return line.startsWith('bits=', at) ? TAG.bits : -1;
    case 99: // c
      return line.startsWith('color=', at) ? TAG.color : -1;
    case 100: // d
      return line.startsWith('display-name=', at) ? TAG.displayName : -1;
    case 101: // e
      return line.startsWith('emotes=', at) ? TAG.emotes : -1;
    case 102: // f
      return line.startsWith('first-msg=', at) ? TAG.firstMsg : -1;
    case 105: // i
      return line.startsWith('id=', at) ? TAG.id : -1;
    case 108: // l
      return line.startsWith('login=', at) ? TAG.login : -1;
    case 109: // m
      return line.startsWith('msg-id=', at) ? TAG.msgId : -1;
    case 114: // r
      if (line.startsWith('reply-parent-msg-id=', at)) return TAG.replyParentMsgId;
      if (line.startsWith('reply-parent-user-login=', at)) return TAG.replyParentUserLogin;
      return line.startsWith('room-id=', at) ? TAG.roomId : -1;
    case 115: // s
      if (line.startsWith('source-id=', at)) return TAG.sourceId;
      if (line.startsWith('source-msg-id=', at)) return TAG.sourceMsgId;
      if (line.startsWith('source-room-id=', at)) return TAG.sourceRoomId;
      return line.startsWith('system-msg=', at) ? TAG.systemMsg : -1;
    case 116: // t
      if (line.startsWith('target-msg-id=', at)) return TAG.targetMsgId;
      if (line.startsWith('target-user-id=', at)) return TAG.targetUserId;
      return line.startsWith('tmi-sent-ts=', at) ? TAG.tmiSentTs : -1;
    case 117: // u
      return line.startsWith('user-id=', at) ? TAG.userId : -1;
    default:
      return -1;
  }
}

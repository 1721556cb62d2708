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

/** As they stand in a line, in the order of their places: `tmiSentTs` is `tmi-sent-ts`. */
const NAMES = Object.keys(TAG).map((key) => key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`));

const PARAM_PREFIX = 'msg-param-';
const paramsMax = 64;
const EQUALS = 61;
const SEMICOLON = 59;
const SPACE = 32;
const nameCharsMax = 32;

const NAME_CODES: readonly Uint8Array[] = NAMES.map((name) => Uint8Array.from(Buffer.from(name)));

/**
 * The one tag that has a first character and a length, by `firstCharacter * nameCharsMax + length`; -1 where none has.
 * That no two of the names share both is what makes one comparison enough.
 */
const TAG_BY_SHAPE = shapes();

function shapes(): Int8Array {
  const table = new Int8Array(128 * nameCharsMax).fill(-1);
  NAMES.forEach((name, tag) => {
    const shape = name.charCodeAt(0) * nameCharsMax + name.length;
    if (table[shape] !== -1) throw new Error(`two tags of the shape of ${name}`);
    table[shape] = tag;
  });
  return table;
}

/**
 * Where the values of one line's tags stand. Reused for every line: no object per tag, no copy of what is not needed.
 * The line is unpacked into numbers first, because reading characters of a string that is a slice costs several times
 * as much.
 */
export class TagScan {
  /** The line's UTF-16 code units; what stands behind its end is left over from other lines. */
  readonly codes: Uint16Array;
  readonly #bytes: Buffer;
  readonly #starts = new Int32Array(NAMES.length);
  readonly #ends = new Int32Array(NAMES.length);
  #line = '';
  #from = 0;
  #to = 0;

  constructor(lineCharsMax: number) {
    const memory = new ArrayBuffer(lineCharsMax * 2);
    this.codes = new Uint16Array(memory);
    this.#bytes = Buffer.from(memory);
  }

  /** Takes the next line, of at most `lineCharsMax` characters, and forgets the last one. */
  load(line: string): void {
    this.#line = line;
    this.#bytes.write(line, 'utf16le');
    this.#from = 0;
    this.#to = 0;
    this.#starts.fill(0);
    this.#ends.fill(0);
  }

  /**
   * Reads the tags from `from` (after `@`) to the next space and returns where that is, or the end of the line. A
   * repeated tag counts as its last value.
   */
  read(from: number): number {
    const codes = this.codes;
    const length = this.#line.length;
    this.#from = from;
    let at = from;
    for (;;) {
      let equals = at;
      while (equals < length && codes[equals]! !== EQUALS && codes[equals]! !== SEMICOLON && codes[equals]! !== SPACE)
        equals++;
      let end = equals;
      while (end < length && codes[end]! !== SEMICOLON && codes[end]! !== SPACE) end++;
      const tag = tagAt(codes, at, equals);
      if (tag !== -1) {
        this.#starts[tag] = equals < end ? equals + 1 : end;
        this.#ends[tag] = end;
      }
      if (end >= length || codes[end] === SPACE) {
        this.#to = end;
        return end;
      }
      at = end + 1;
    }
  }

  /** Where the value begins; the same as {@link end} where it is empty or absent. */
  start(tag: number): number {
    return this.#starts[tag]!;
  }

  end(tag: number): number {
    return this.#ends[tag]!;
  }

  /** True where the tag stands in the line with a value. */
  has(tag: number): boolean {
    return this.#ends[tag]! > this.#starts[tag]!;
  }

  /** The value as it stands there, not safe to keep; '' where absent. */
  raw(tag: number): string {
    return this.#line.slice(this.#starts[tag], this.#ends[tag]);
  }

  /** The value of a tag that is never escaped (ids, logins), safe to keep; '' where absent. */
  plain(tag: number): string {
    return copyString(this.#line.slice(this.#starts[tag], this.#ends[tag]));
  }

  /** The unescaped value, safe to keep; '' where absent. */
  text(tag: number): string {
    return copyString(unescapeTagValue(this.raw(tag)));
  }

  /** A whole number, NaN where absent or not one. */
  number(tag: number): number {
    return digits(this.codes, this.#starts[tag]!, this.#ends[tag]!);
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

/** The tag whose name stands between `from` and `to`, -1 for one that is not read. */
function tagAt(codes: Uint16Array, from: number, to: number): number {
  const length = to - from;
  const first = codes[from]!;
  if (length >= nameCharsMax || first >= 128) return -1;
  const tag = TAG_BY_SHAPE[first * nameCharsMax + length]!;
  if (tag === -1) return -1;
  const name = NAME_CODES[tag]!;
  for (let i = 1; i < length; i++) {
    if (codes[from + i] !== name[i]) return -1;
  }
  return tag;
}

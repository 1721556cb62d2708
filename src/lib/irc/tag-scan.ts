import { copyString } from './copy-string.ts';
import { digits, unescapeTagValue } from './tag-value.ts';

/** The tags that are read, by their place in the scan's tables. Everything else is skipped over. */
export const TAG_NAMES = [
  'badges',
  'ban-duration',
  'bits',
  'color',
  'display-name',
  'emotes',
  'first-msg',
  'id',
  'login',
  'msg-id',
  'reply-parent-msg-id',
  'reply-parent-user-login',
  'room-id',
  'source-id',
  'source-msg-id',
  'source-room-id',
  'system-msg',
  'target-msg-id',
  'target-user-id',
  'tmi-sent-ts',
  'user-id',
] as const;
export type TagName = (typeof TAG_NAMES)[number];

/** Index of each tag, for callers. */
export const TAG = Object.fromEntries(TAG_NAMES.map((name, index) => [name, index])) as Readonly<Record<TagName, number>>;

const PARAM_PREFIX = 'msg-param-';
const paramsMax = 64;

const UNREAD = -1;
const knownNamesMax = 256;

/** One tag name seen in lines, and which one stood behind it last time. */
interface SeenName {
  /** With its equals sign. */
  readonly prefix: string;
  readonly tag: number;
  next: SeenName | null;
}

const INDEX_BY_NAME: ReadonlyMap<string, number> = new Map(TAG_NAMES.map((name, index) => [name, index]));

/** Where the values of one line's tags stand. Reused for every line: no object per tag, no copy of what is not needed. */
export class TagScan {
  #line = '';
  #from = 0;
  #to = 0;
  readonly #starts = new Int32Array(TAG_NAMES.length);
  readonly #ends = new Int32Array(TAG_NAMES.length);
  readonly #names = new Map<string, SeenName>();
  readonly #first: SeenName = { prefix: '', tag: UNREAD, next: null };

  /** Forgets the last line. */
  clear(): void {
    this.#line = '';
    this.#from = 0;
    this.#to = 0;
    this.#starts.fill(-1);
  }

  /**
   * Reads the tags of `line` between `from` (after `@`) and `to` (the space). A repeated tag counts as its last value.
   *
   * Twitch sends tags in the same order line after line, so the name that followed last time is tried first: one
   * comparison for nearly every tag, known or not.
   */
  read(line: string, from: number, to: number): void {
    this.#line = line;
    this.#from = from;
    this.#to = to;
    const starts = this.#starts;
    const ends = this.#ends;
    starts.fill(-1);
    let before = this.#first;
    let at = from;
    while (at < to) {
      let end = line.indexOf(';', at);
      if (end === -1 || end > to) end = to;
      let seen = before.next;
      if (seen === null || !line.startsWith(seen.prefix, at)) {
        seen = this.#seen(line, at, end);
        before.next = seen;
      }
      if (seen.tag !== UNREAD) {
        starts[seen.tag] = Math.min(at + seen.prefix.length, end);
        ends[seen.tag] = end;
      }
      before = seen;
      at = end + 1;
    }
  }

  #seen(line: string, at: number, end: number): SeenName {
    const equals = line.indexOf('=', at);
    const name = line.slice(at, equals === -1 || equals > end ? end : equals);
    const known = this.#names.get(name);
    if (known !== undefined) return known;
    if (this.#names.size >= knownNamesMax) this.#names.clear();
    const copy = copyString(name);
    const seen: SeenName = { prefix: `${copy}=`, tag: INDEX_BY_NAME.get(copy) ?? UNREAD, next: null };
    this.#names.set(copy, seen);
    return seen;
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

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const COLON = 0x3a;
const COMMA = 0x2c;

export interface ScanHandler {
  /** One element of the array `comments`, or of a top-level array, as JSON text. Numbers count from 1. */
  comment(json: string, number: number): void;
  /** Another member of the top-level object, among those wanted. */
  member(key: string, json: string): void;
  /** A value larger than the limit was passed over; `number` is null for a member. */
  overlong(number: number | null): void;
}

export interface ScannerOptions {
  readonly valueBytesMax: number;
  /** Members to hand over; the rest (embedded pictures, mostly) is passed over without being kept. */
  readonly members: ReadonlySet<string>;
}

/**
 * Walks through one JSON document of any size and hands over the parts that matter, holding one of them at a time.
 * It only finds where values begin and end; whoever parses them judges them.
 */
export class CommentScanner {
  readonly #options: ScannerOptions;
  readonly #handler: ScanHandler;
  #depth = 0;
  #inString = false;
  #escaped = false;
  #inComments = false;
  /** Depth of the array that holds the comments: 1 for a bare array, 2 inside an object. */
  #commentDepth = 0;
  #isBareArray = false;
  /** Depth outside the value or key being collected; -1 while nothing is. */
  #collectFrom = -1;
  #parts: Buffer[] = [];
  #bytes = 0;
  #key = '';
  #expectKey = false;
  #number = 0;
  #complete = false;

  constructor(options: ScannerOptions, handler: ScanHandler) {
    this.#options = options;
    this.#handler = handler;
  }

  /** The document was closed. */
  get complete(): boolean {
    return this.#complete;
  }

  get comments(): number {
    return this.#number;
  }

  push(chunk: Buffer): void {
    let kept = this.#collectFrom === -1 ? -1 : 0;
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i];
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false;
        else if (byte === BACKSLASH) this.#escaped = true;
        else if (byte === QUOTE) this.#inString = false;
        else continue;
        if (this.#inString || !this.#isKeyEnd()) continue;
        this.#keep(chunk, kept, i + 1);
        kept = -1;
        this.#endKey();
        continue;
      }
      if (byte === QUOTE) {
        this.#inString = true;
        if (this.#depth === 1 && this.#expectKey) {
          kept = i;
          this.#begin(1);
        }
      } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
        if (this.#open(byte)) kept = i;
      } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
        this.#depth--;
        if (this.#depth === 0) this.#complete = true;
        if (this.#collectFrom !== -1 && this.#depth === this.#collectFrom) {
          this.#keep(chunk, kept, i + 1);
          kept = -1;
          this.#endValue();
        } else if (this.#inComments && this.#depth < this.#commentDepth) {
          this.#inComments = false;
        }
      } else if (byte === COMMA && this.#depth === 1 && !this.#inComments) {
        this.#expectKey = true;
      } else if (byte === COLON && this.#depth === 1) {
        this.#expectKey = false;
      }
    }
    if (kept !== -1) this.#keep(chunk, kept, chunk.length);
  }

  /** True when the value that opens here is to be collected. */
  #open(byte: number): boolean {
    const outside = this.#depth;
    this.#depth++;
    if (this.#collectFrom !== -1) return false;
    if (outside === 0) {
      this.#isBareArray = byte === OPEN_BRACKET;
      this.#expectKey = !this.#isBareArray;
      this.#inComments = this.#isBareArray;
      this.#commentDepth = 1;
      return false;
    }
    if (this.#inComments && outside === this.#commentDepth) return this.#begin(outside);
    if (outside !== 1 || this.#isBareArray) return false;
    if (this.#key === 'comments' && byte === OPEN_BRACKET) {
      this.#inComments = true;
      this.#commentDepth = 2;
      return false;
    }
    return this.#options.members.has(this.#key) ? this.#begin(1) : false;
  }

  #begin(outside: number): true {
    this.#collectFrom = outside;
    this.#parts = [];
    this.#bytes = 0;
    return true;
  }

  /** A key is the only string that is collected on its own. */
  #isKeyEnd(): boolean {
    return this.#collectFrom === 1 && this.#depth === 1 && this.#expectKey;
  }

  #keep(chunk: Buffer, from: number, to: number): void {
    if (from === -1) return;
    this.#bytes += to - from;
    if (this.#bytes <= this.#options.valueBytesMax) this.#parts.push(Buffer.from(chunk.subarray(from, to)));
    else this.#parts = [];
  }

  #take(): string | null {
    const text = this.#bytes > this.#options.valueBytesMax ? null : Buffer.concat(this.#parts).toString('utf8');
    this.#collectFrom = -1;
    this.#parts = [];
    return text;
  }

  #endKey(): void {
    this.#expectKey = false;
    this.#key = this.#take()?.slice(1, -1) ?? '';
  }

  #endValue(): void {
    const text = this.#take();
    if (this.#inComments) {
      this.#number++;
      if (text === null) this.#handler.overlong(this.#number);
      else this.#handler.comment(text, this.#number);
    } else if (text === null) {
      this.#handler.overlong(null);
    } else {
      this.#handler.member(this.#key, text);
    }
  }
}

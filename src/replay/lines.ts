const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;

export interface LineHandler {
  /** `number` counts from 1; neither line end is included. Blank lines are not reported. */
  line(text: string, number: number): void;
  /** A line longer than the limit was passed over. */
  overlong(number: number): void;
}

/** Cuts UTF-8 bytes into lines (`\n` or `\r\n`). Each line is its own string, so keeping part of it keeps no chunk. */
export class LineSplitter {
  readonly #handler: LineHandler;
  readonly #lineBytesMax: number;
  #carried: Buffer[] = [];
  #carriedBytes = 0;
  #overlong = false;
  #number = 0;

  constructor(lineBytesMax: number, handler: LineHandler) {
    this.#lineBytesMax = lineBytesMax;
    this.#handler = handler;
  }

  get lastNumber(): number {
    return this.#number;
  }

  push(chunk: Buffer): void {
    let start = 0;
    let end = chunk.indexOf(NEWLINE);
    while (end !== -1) {
      this.#finish(chunk, start, end);
      start = end + 1;
      end = chunk.indexOf(NEWLINE, start);
    }
    if (start < chunk.length) this.#carry(chunk.subarray(start));
  }

  /** The last line needs no line end. */
  end(): void {
    if (this.#carriedBytes > 0 || this.#overlong) this.#finish(Buffer.alloc(0), 0, 0);
  }

  #carry(part: Buffer): void {
    if (this.#overlong) return;
    this.#carriedBytes += part.length;
    if (this.#carriedBytes > this.#lineBytesMax) {
      this.#overlong = true;
      this.#carried = [];
    } else {
      this.#carried.push(part);
    }
  }

  #finish(chunk: Buffer, start: number, end: number): void {
    this.#number++;
    if (this.#carriedBytes + end - start > this.#lineBytesMax) {
      this.#handler.overlong(this.#number);
    } else if (this.#carriedBytes > 0) {
      const whole = Buffer.concat([...this.#carried, chunk.subarray(start, end)]);
      this.#emit(whole, 0, whole.length);
    } else {
      this.#emit(chunk, start, end);
    }
    this.#carried = [];
    this.#carriedBytes = 0;
    this.#overlong = false;
  }

  #emit(bytes: Buffer, start: number, end: number): void {
    const last = end > start && bytes[end - 1] === CARRIAGE_RETURN ? end - 1 : end;
    if (last > start) this.#handler.line(bytes.toString('utf8', start, last), this.#number);
  }
}

/** What is counted of each second. Weights are stored in twentieths, so that all sums are exact. */
export const COUNTED = [
  'messages',
  'chatters',
  'reaction',
  'emotes',
  'outcry',
  'short',
  'copies',
  'alike',
  'newcomers',
] as const;
export type Counted = (typeof COUNTED)[number];
export const KINDS = COUNTED.length;
export const UNIT = 20;

/** Seconds over which a rate is smoothed. */
export const RECENT_SECONDS = 10;

export const MESSAGES = 0;
export const CHATTERS = 1;
export const REACTION = 2;
export const EMOTES = 3;
export const OUTCRY = 4;
export const SHORT = 5;
/** Messages that repeat a pasted text. This and the next are whole messages, not twentieths, as {@link MESSAGES} is. */
export const COPIES = 6;
/** Messages that repeat any text, a single emote included. */
export const ALIKE = 7;
/** Distinct chatters who never wrote here before. */
export const NEWCOMERS = 8;

/** The last `capacity` rows of counts with their sum, oldest dropped first. */
export class CountRing {
  /** Null while all rows are zero: most channels of a large bot are silent most of the day. */
  #rows: Uint16Array | null = null;
  readonly #capacity: number;
  readonly #kinds: number;
  readonly sums: Int32Array;
  #next = 0;
  size = 0;

  constructor(capacity: number, kinds: number = KINDS) {
    this.#capacity = capacity;
    this.#kinds = kinds;
    this.sums = new Int32Array(kinds);
  }

  push(row: ArrayLike<number>): void {
    const full = this.size === this.#capacity;
    if (this.#rows !== null || !isZero(row, this.#kinds)) this.#write(row, full);
    this.#next = (this.#next + 1) % this.#capacity;
    if (!full) this.size++;
  }

  /** Takes the newest row back. */
  pop(): void {
    if (this.size === 0) return;
    this.#next = (this.#next + this.#capacity - 1) % this.#capacity;
    const at = this.#next * this.#kinds;
    for (let kind = 0; kind < this.#kinds; kind++) this.sums[kind]! -= this.#rows?.[at + kind] ?? 0;
    this.size--;
  }

  /** One number of the row that was pushed `age` rows before the newest; 0 for the newest itself. */
  at(age: number, kind: number): number {
    const row = (this.#next - 1 - age + this.#capacity) % this.#capacity;
    return this.#rows?.[row * this.#kinds + kind] ?? 0;
  }

  clear(): void {
    this.size = 0;
    this.sums.fill(0);
  }

  #write(row: ArrayLike<number>, full: boolean): void {
    const rows = (this.#rows ??= new Uint16Array(this.#capacity * this.#kinds));
    const at = this.#next * this.#kinds;
    for (let kind = 0; kind < this.#kinds; kind++) {
      const value = Math.min(0xffff, row[kind] ?? 0);
      this.sums[kind]! += value - (full ? rows[at + kind]! : 0);
      rows[at + kind] = value;
    }
  }
}

function isZero(row: ArrayLike<number>, kinds: number): boolean {
  for (let kind = 0; kind < kinds; kind++) if ((row[kind] ?? 0) !== 0) return false;
  return true;
}

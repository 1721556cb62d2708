/** What is counted of each second. Weights are stored in twentieths, so that all sums are exact. */
export const COUNTED = [
  'messages',
  'chatters',
  'reaction',
  'emotes',
  'outcry',
  'short',
  'sentences',
  'copies',
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
export const SENTENCES = 6;
export const COPIES = 7;

/** The last `capacity` rows of counts with their sum, oldest dropped first. */
export class CountRing {
  readonly #rows: Uint16Array;
  readonly #capacity: number;
  readonly sums = new Float64Array(KINDS);
  #next = 0;
  size = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
    this.#rows = new Uint16Array(capacity * KINDS);
  }

  push(row: ArrayLike<number>): void {
    const at = this.#next * KINDS;
    const full = this.size === this.#capacity;
    for (let kind = 0; kind < KINDS; kind++) {
      const value = Math.min(0xffff, row[kind] ?? 0);
      this.sums[kind] = (this.sums[kind] ?? 0) + value - (full ? (this.#rows[at + kind] ?? 0) : 0);
      this.#rows[at + kind] = value;
    }
    this.#next = (this.#next + 1) % this.#capacity;
    if (!full) this.size++;
  }

  /** Takes the newest row back. */
  pop(): void {
    if (this.size === 0) return;
    this.#next = (this.#next + this.#capacity - 1) % this.#capacity;
    const at = this.#next * KINDS;
    for (let kind = 0; kind < KINDS; kind++) this.sums[kind] = (this.sums[kind] ?? 0) - (this.#rows[at + kind] ?? 0);
    this.size--;
  }

  clear(): void {
    this.size = 0;
    this.sums.fill(0);
  }

  /** Value `age` rows back (0 is the newest); 0 beyond the first row. */
  at(age: number, kind: number): number {
    if (age >= this.size) return 0;
    return this.#rows[((this.#next - 1 - age + this.#capacity * 2) % this.#capacity) * KINDS + kind] ?? 0;
  }
}

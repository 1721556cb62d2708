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
  readonly #rows: Uint16Array;
  readonly #capacity: number;
  readonly #kinds: number;
  readonly sums: Float64Array;
  #next = 0;
  size = 0;

  constructor(capacity: number, kinds: number = KINDS) {
    this.#capacity = capacity;
    this.#kinds = kinds;
    this.sums = new Float64Array(kinds);
    this.#rows = new Uint16Array(capacity * kinds);
  }

  push(row: ArrayLike<number>): void {
    const at = this.#next * this.#kinds;
    const full = this.size === this.#capacity;
    for (let kind = 0; kind < this.#kinds; kind++) {
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
    const at = this.#next * this.#kinds;
    for (let kind = 0; kind < this.#kinds; kind++)
      this.sums[kind] = (this.sums[kind] ?? 0) - (this.#rows[at + kind] ?? 0);
    this.size--;
  }

  clear(): void {
    this.size = 0;
    this.sums.fill(0);
  }
}

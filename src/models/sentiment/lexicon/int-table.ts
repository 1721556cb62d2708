/**
 * A fixed map from 32-bit hashes to small numbers in two typed arrays (open addressing, linear probing): a lookup
 * allocates nothing. Two keys with one hash are one key, so whoever builds a table checks that its own keys differ.
 */
export class IntTable {
  readonly #keys: Int32Array;
  readonly #values: Int32Array;
  readonly #mask: number;

  constructor(entries: ReadonlyMap<number, number>) {
    let size = 64;
    while (size < entries.size * 4) size *= 2;
    this.#mask = size - 1;
    this.#keys = new Int32Array(size);
    this.#values = new Int32Array(size).fill(-1);
    for (const [key, value] of entries) {
      let slot = key & this.#mask;
      while (this.#values[slot] !== -1) slot = (slot + 1) & this.#mask;
      this.#keys[slot] = key;
      this.#values[slot] = value;
    }
  }

  /** The value, or -1. Values are 0 or more. */
  get(key: number): number {
    const keys = this.#keys;
    const values = this.#values;
    for (let slot = key & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const value = values[slot] ?? -1;
      if (value === -1 || keys[slot] === key) return value;
    }
  }
}

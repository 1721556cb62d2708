/** A fixed table from token keys to small numbers (1 to 255), in typed arrays: a look-up allocates and hashes nothing. */
export class KeyTable {
  readonly #keys: Uint32Array;
  readonly #values: Uint8Array;
  readonly #mask: number;

  /** The first value of a key stays. */
  constructor(entries: readonly (readonly [key: number, value: number])[]) {
    let slots = 64;
    while (slots < entries.length * 4) slots *= 2;
    this.#mask = slots - 1;
    this.#keys = new Uint32Array(slots);
    this.#values = new Uint8Array(slots);
    for (const [key, value] of entries) {
      let slot = key & this.#mask;
      while (this.#values[slot] !== 0 && this.#keys[slot] !== key) slot = (slot + 1) & this.#mask;
      if (this.#values[slot] !== 0) continue;
      this.#keys[slot] = key;
      this.#values[slot] = value;
    }
  }

  /** 0 for a key that is not in it. */
  get(key: number): number {
    for (let slot = key & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const value = this.#values[slot]!;
      if (value === 0 || this.#keys[slot] === key) return value;
    }
  }
}

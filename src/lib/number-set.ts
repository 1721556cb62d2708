const SLOTS_MIN = 16;

/**
 * A set of positive numbers in one typed array (open addressing, linear probing): no allocation per entry, no boxing.
 * At most three quarters of the slots are taken. Numbers must be integers from 1 to 2^53 - 1.
 */
export class NumberSet {
  #slots = new Float64Array(SLOTS_MIN);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Numbers there is room for at present, free slots included. */
  get capacity(): number {
    return this.#slots.length;
  }

  has(value: number): boolean {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let i = slotOf(value, mask); ; i = (i + 1) & mask) {
      const held = slots[i];
      if (held === value) return true;
      if (held === 0) return false;
    }
  }

  /** True when `value` was not in the set before. */
  add(value: number): boolean {
    if (this.#size * 4 >= this.#slots.length * 3) this.#grow();
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let i = slotOf(value, mask); ; i = (i + 1) & mask) {
      const held = slots[i];
      if (held === value) return false;
      if (held === 0) {
        slots[i] = value;
        this.#size++;
        return true;
      }
    }
  }

  /** Gives half of the room back when it was hardly used, so that a rush is forgotten in time. */
  clear(): void {
    const slots = this.#slots.length;
    if (slots > SLOTS_MIN && this.#size * 8 < slots) this.#slots = new Float64Array(slots / 2);
    else if (this.#size > 0) this.#slots.fill(0);
    this.#size = 0;
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Float64Array(old.length * 2);
    this.#size = 0;
    for (const value of old) if (value !== 0) this.add(value);
  }
}

/** Spreads both halves of the number over the table; `mask` is a power of two minus 1. */
export function slotOf(value: number, mask: number): number {
  const low = value >>> 0;
  const high = (value / 4294967296) >>> 0;
  let hash = Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b);
  hash ^= hash >>> 15;
  return (hash ^ (hash >>> 7)) & mask;
}

const SLOTS_MIN = 128;
const SLOTS_MAX = 4096;

/** A slot: the key, how often it was seen, and since when. Beside each other, so that a look-up touches memory once. */
const SLOT = 3;

/**
 * Counts how often a 32-bit key was seen within the last seconds, in constant time and bounded memory: a key that meets
 * another one in its slot takes its place. So a count can be too small in a very busy chat, never too large.
 */
export class RecentTable {
  readonly #windowSeconds: number;
  #slots = new Uint32Array(SLOTS_MIN * SLOT);
  #mask = SLOTS_MIN - 1;
  #replaced = 0;

  constructor(windowSeconds: number) {
    this.#windowSeconds = windowSeconds;
  }

  /** Counts one sighting and returns how many there were before it since the first of the window. */
  see(key: number, second: number): number {
    const slots = this.#slots;
    const at = (key & this.#mask) * SLOT;
    const count = slots[at + 1] ?? 0;
    const fresh = count > 0 && second - (slots[at + 2] ?? 0) < this.#windowSeconds;
    if (fresh && slots[at] === key) {
      slots[at + 1] = count + 1;
      return count;
    }
    slots[at] = key;
    slots[at + 1] = 1;
    slots[at + 2] = second;
    if (fresh && ++this.#replaced > this.#mask / 4) this.#grow();
    return 0;
  }

  /** Forgets everything, its size included, so that what follows does not depend on what came before. */
  clear(): void {
    this.#resize(SLOTS_MIN);
  }

  #grow(): void {
    const old = this.#slots;
    const size = (this.#mask + 1) * 2;
    this.#replaced = 0;
    if (size > SLOTS_MAX) return;
    this.#resize(size);
    for (let from = 0; from < old.length; from += SLOT) {
      this.#slots.set(old.subarray(from, from + SLOT), ((old[from] ?? 0) & this.#mask) * SLOT);
    }
  }

  #resize(slots: number): void {
    this.#slots = new Uint32Array(slots * SLOT);
    this.#mask = slots - 1;
    this.#replaced = 0;
  }
}

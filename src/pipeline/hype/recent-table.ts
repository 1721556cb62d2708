const SLOTS_MIN = 128;
const SLOTS_MAX = 4096;

/**
 * Counts how often a 32-bit key was seen within the last seconds, in constant time and bounded memory: a key that meets
 * another one in its slot takes its place. So a count can be too small in a very busy chat, never too large.
 */
export class RecentTable {
  readonly #windowSeconds: number;
  #keys = new Uint32Array(SLOTS_MIN);
  #counts = new Uint8Array(SLOTS_MIN);
  #since = new Float64Array(SLOTS_MIN);
  #replaced = 0;

  constructor(windowSeconds: number) {
    this.#windowSeconds = windowSeconds;
  }

  /** Counts one sighting and returns how many there were before it (at most 255) since the first of the window. */
  see(key: number, second: number): number {
    const slot = key & (this.#keys.length - 1);
    const fresh = second - (this.#since[slot] ?? 0) < this.#windowSeconds && (this.#counts[slot] ?? 0) > 0;
    if (fresh && this.#keys[slot] === key) {
      const before = this.#counts[slot] ?? 0;
      if (before < 255) this.#counts[slot] = before + 1;
      return before;
    }
    this.#keys[slot] = key;
    this.#counts[slot] = 1;
    this.#since[slot] = second;
    if (fresh && ++this.#replaced > this.#keys.length / 4) this.#grow();
    return 0;
  }

  /** Forgets everything, its size included, so that what follows does not depend on what came before. */
  clear(): void {
    this.#resize(SLOTS_MIN);
    this.#replaced = 0;
  }

  #grow(): void {
    this.#replaced = 0;
    const size = this.#keys.length * 2;
    if (size > SLOTS_MAX) return;
    const [keys, counts, since] = [this.#keys, this.#counts, this.#since];
    this.#resize(size);
    for (let slot = 0; slot < keys.length; slot++) {
      const target = (keys[slot] ?? 0) & (size - 1);
      this.#keys[target] = keys[slot] ?? 0;
      this.#counts[target] = counts[slot] ?? 0;
      this.#since[target] = since[slot] ?? 0;
    }
  }

  #resize(size: number): void {
    this.#keys = new Uint32Array(size);
    this.#counts = new Uint8Array(size);
    this.#since = new Float64Array(size);
  }
}

const SLOTS_MIN = 128;
const SLOTS_MAX = 4096;
const HELD_MIN = 16;

/** An entry: the key, how often it was seen, and since when. Beside each other, so that a look-up touches memory once. */
const ENTRY = 3;

/**
 * Counts how often a 32-bit key was seen within the last seconds, in constant time and bounded memory: a key that meets
 * another one in its slot takes its place. So a count can be too small in a very busy chat, never too large.
 *
 * Most slots are empty or long past, so they are not laid out one beside the other: entries stand in a smaller open
 * addressing table that is found by slot and follows the traffic. Where it is as large as all slots are, every entry
 * stands at home.
 */
export class RecentTable {
  readonly #windowSeconds: number;
  #entries: Uint32Array | null = null;
  /** Of the entries, as {@link #slotMask} is of the slots. */
  #mask = HELD_MIN - 1;
  #held = 0;
  /** Entries written since the room was last looked at. */
  #written = 0;
  #slotMask = SLOTS_MIN - 1;
  #replaced = 0;

  constructor(windowSeconds: number) {
    this.#windowSeconds = windowSeconds;
  }

  /** Entries there is room for at present. */
  get capacity(): number {
    return this.#entries === null ? 0 : this.#mask + 1;
  }

  /** Counts one sighting and returns how many there were before it since the first of the window. Seconds never go back. */
  see(key: number, second: number): number {
    const entries = (this.#entries ??= new Uint32Array(HELD_MIN * ENTRY));
    const at = this.#place(entries, this.#mask, key);
    const count = entries[at + 1]!;
    const fresh = count > 0 && second - entries[at + 2]! < this.#windowSeconds;
    if (fresh && entries[at] === key) {
      entries[at + 1] = count + 1;
      return count;
    }
    entries[at] = key;
    entries[at + 1] = 1;
    entries[at + 2] = second;
    if (fresh && ++this.#replaced > this.#slotMask / 4) this.#addSlots();
    if (count === 0) this.#held++;
    if (this.#isFull() || ++this.#written > this.#mask) this.#fit(second);
    return 0;
  }

  /** Forgets everything, its size included, so that what follows does not depend on what came before. */
  clear(): void {
    this.#entries = null;
    this.#mask = HELD_MIN - 1;
    this.#held = this.#written = this.#replaced = 0;
    this.#slotMask = SLOTS_MIN - 1;
  }

  /** Where the entry of the key's slot is, or would be. */
  #place(entries: Uint32Array, mask: number, key: number): number {
    for (let i = key & mask; ; i = (i + 1) & mask) {
      const at = i * ENTRY;
      if (entries[at + 1] === 0 || ((entries[at]! ^ key) & this.#slotMask) === 0) return at;
    }
  }

  /** An entry stays in a slot of its own when there are twice as many: no two of them can meet. */
  #addSlots(): void {
    this.#replaced = 0;
    if (this.#slotMask + 1 < SLOTS_MAX) this.#slotMask = this.#slotMask * 2 + 1;
  }

  #isFull(): boolean {
    return this.#mask < this.#slotMask && this.#held * 4 >= (this.#mask + 1) * 3;
  }

  /** Lets go of what is older than the window, where that changes how much room the rest needs. */
  #fit(second: number): void {
    const old = this.#entries!;
    this.#written = 0;
    const isFresh = (at: number): boolean => old[at + 1]! > 0 && second - old[at + 2]! < this.#windowSeconds;
    let held = 0;
    for (let at = 0; at < old.length; at += ENTRY) if (isFresh(at)) held++;
    let capacity = HELD_MIN;
    while (capacity <= this.#slotMask && held * 16 >= capacity * 9) capacity *= 2;
    if (capacity === this.#mask + 1 && !this.#isFull()) return;
    const entries = new Uint32Array(capacity * ENTRY);
    for (let at = 0; at < old.length; at += ENTRY) {
      if (!isFresh(at)) continue;
      const to = this.#place(entries, capacity - 1, old[at]!);
      for (let i = 0; i < ENTRY; i++) entries[to + i] = old[at + i]!;
    }
    this.#entries = entries;
    this.#mask = capacity - 1;
    this.#held = held;
  }
}

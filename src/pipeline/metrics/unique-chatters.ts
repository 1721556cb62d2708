import { slotOf } from '../../lib/number-set.ts';

/**
 * How many distinct chatters wrote within a sliding window, exact to the second. An open-addressing table holds each
 * chatter's last second; a ring holds one entry per chatter and second, so that leaving the window is found without
 * a search. Cost a message does not depend on the window.
 */
export class UniqueChatters {
  #keys: Float64Array;
  #lastSeen: Uint32Array;
  #size = 0;
  #ringKeys: Float64Array;
  #ringSeconds: Uint32Array;
  #ringHead = 0;
  #ringSize = 0;
  readonly #windowSeconds: number;

  constructor(windowSeconds: number) {
    this.#windowSeconds = windowSeconds;
    this.#keys = new Float64Array(64);
    this.#lastSeen = new Uint32Array(64);
    this.#ringKeys = new Float64Array(64);
    this.#ringSeconds = new Uint32Array(64);
  }

  get count(): number {
    return this.#size;
  }

  /** @param key from `chatterKey`; @param second whole seconds that never go back */
  add(key: number, second: number): void {
    if (this.#size * 2 >= this.#keys.length) this.#growTable();
    const mask = this.#keys.length - 1;
    let i = slotOf(key, mask);
    while (this.#keys[i] !== 0 && this.#keys[i] !== key) i = (i + 1) & mask;
    if (this.#keys[i] === key) {
      if (this.#lastSeen[i] === second) return;
    } else {
      this.#keys[i] = key;
      this.#size++;
    }
    this.#lastSeen[i] = second;
    this.#pushRing(key, second);
  }

  /** Drops chatters last seen before the window that ends with (and excludes) `second`. */
  expire(second: number): void {
    const oldest = second - this.#windowSeconds;
    while (this.#ringSize > 0) {
      const seen = this.#ringSeconds[this.#ringHead] ?? 0;
      if (seen >= oldest) return;
      this.#removeIfLastSeen(this.#ringKeys[this.#ringHead] ?? 0, seen);
      this.#ringHead = (this.#ringHead + 1) & (this.#ringKeys.length - 1);
      this.#ringSize--;
    }
  }

  #removeIfLastSeen(key: number, second: number): void {
    const mask = this.#keys.length - 1;
    let i = slotOf(key, mask);
    while (this.#keys[i] !== key) {
      if (this.#keys[i] === 0) return;
      i = (i + 1) & mask;
    }
    if (this.#lastSeen[i] !== second) return;
    this.#size--;
    this.#closeHole(i, mask);
  }

  /** Moves later entries of the probe chain up, so that no tombstones pile up. Knuth, TAOCP 6.4, algorithm R. */
  #closeHole(start: number, mask: number): void {
    let hole = start;
    let i = start;
    for (;;) {
      i = (i + 1) & mask;
      const key = this.#keys[i] ?? 0;
      if (key === 0) break;
      const home = slotOf(key, mask);
      if (((i - home) & mask) >= ((i - hole) & mask)) {
        this.#keys[hole] = key;
        this.#lastSeen[hole] = this.#lastSeen[i] ?? 0;
        hole = i;
      }
    }
    this.#keys[hole] = 0;
  }

  #pushRing(key: number, second: number): void {
    if (this.#ringSize === this.#ringKeys.length) this.#growRing();
    const at = (this.#ringHead + this.#ringSize) & (this.#ringKeys.length - 1);
    this.#ringKeys[at] = key;
    this.#ringSeconds[at] = second;
    this.#ringSize++;
  }

  #growRing(): void {
    const length = this.#ringKeys.length;
    const keys = new Float64Array(length * 2);
    const seconds = new Uint32Array(length * 2);
    for (let i = 0; i < this.#ringSize; i++) {
      const from = (this.#ringHead + i) & (length - 1);
      keys[i] = this.#ringKeys[from] ?? 0;
      seconds[i] = this.#ringSeconds[from] ?? 0;
    }
    this.#ringKeys = keys;
    this.#ringSeconds = seconds;
    this.#ringHead = 0;
  }

  #growTable(): void {
    const keys = this.#keys;
    const lastSeen = this.#lastSeen;
    this.#keys = new Float64Array(keys.length * 2);
    this.#lastSeen = new Uint32Array(keys.length * 2);
    const mask = this.#keys.length - 1;
    for (let from = 0; from < keys.length; from++) {
      const key = keys[from] ?? 0;
      if (key === 0) continue;
      let i = slotOf(key, mask);
      while (this.#keys[i] !== 0) i = (i + 1) & mask;
      this.#keys[i] = key;
      this.#lastSeen[i] = lastSeen[from] ?? 0;
    }
  }
}

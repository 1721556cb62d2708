import { copyString } from './copy-string.ts';

/**
 * Remembers what was made of a text, so that equal texts share one value. Holds at most `entriesMax` entries; when full
 * it is emptied and fills again with what is in use: cheaper than exact least-recently-used order, and as good for the
 * few texts that make up nearly all lines.
 */
export class BoundedIntern<T> {
  readonly #made = new Map<string, T>();
  readonly #make: (text: string) => T;
  readonly #entriesMax: number;

  /** `make` gets a copy that may be kept. */
  constructor(entriesMax: number, make: (text: string) => T) {
    this.#entriesMax = entriesMax;
    this.#make = make;
  }

  get size(): number {
    return this.#made.size;
  }

  get(text: string): T {
    const known = this.#made.get(text);
    if (known !== undefined) return known;
    if (this.#made.size >= this.#entriesMax) this.#made.clear();
    const key = copyString(text);
    const value = this.#make(key);
    this.#made.set(key, value);
    return value;
  }
}

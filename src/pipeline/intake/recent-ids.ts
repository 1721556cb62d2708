import { chatterKey } from '../../lib/hash.ts';
import { NumberSet } from '../../lib/number-set.ts';

/**
 * Remembers ids for at least `horizonMs` in two generations, so that a repeat is recognised at constant cost and
 * memory follows the rate of chat. Ids are kept as 53-bit hashes: a fresh id is mistaken for a repeat about once in
 * 10^10 messages.
 */
export class RecentIds {
  #current = new NumberSet();
  #previous = new NumberSet();
  #rotatedAt = 0;
  readonly #horizonMs: number;
  readonly #generationItemsMax: number;

  constructor(horizonMs: number, generationItemsMax: number) {
    this.#horizonMs = horizonMs;
    this.#generationItemsMax = generationItemsMax;
  }

  /** True when `id` was not seen within the horizon; it is remembered either way. An empty id is always new. */
  isNew(id: string, now: number): boolean {
    if (id === '') return true;
    if (now - this.#rotatedAt >= this.#horizonMs || this.#current.size >= this.#generationItemsMax) {
      [this.#previous, this.#current] = [this.#current, this.#previous];
      this.#current.clear();
      this.#rotatedAt = now;
    }
    const key = chatterKey(id);
    return !this.#previous.has(key) && this.#current.add(key);
  }
}

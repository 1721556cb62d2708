import { tokenKey } from './token-hash.ts';

/** Whether a token, by its key, is the name of somebody who writes here. */
export type IsName = (key: number) => boolean;

const SLOTS = 512;
/** Shorter names are also words. */
const NAME_CHARACTERS_MIN = 4;

/** Names of people who wrote lately, as token keys: a name that meets another in its slot takes its place. */
export class NameTable {
  #slots: Uint32Array | null = null;

  add(name: string): void {
    if (name.length < NAME_CHARACTERS_MIN) return;
    const key = tokenKey(name);
    this.#slots ??= new Uint32Array(SLOTS);
    this.#slots[key % SLOTS] = key;
  }

  has(key: number): boolean {
    return this.#slots !== null && this.#slots[key % SLOTS] === key;
  }
}

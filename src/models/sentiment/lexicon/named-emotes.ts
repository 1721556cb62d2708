import { exactHash } from './text-hash.ts';

/** Distinct emotes of one message that are looked at; Twitch's 500 characters hold fewer. */
export const NAMED_EMOTES_MAX = 128;
const SLOTS = 512;

/** The emotes a message is known to hold, by hash. One table is used again for every message. */
export class NamedEmotes {
  readonly #keys = new Int32Array(SLOTS);
  /** The number of the message a slot was filled for: clearing is counting on. */
  readonly #rounds = new Int32Array(SLOTS);
  readonly #seen = new Uint8Array(SLOTS);
  readonly #names: string[] = [];
  readonly #slots: number[] = [];
  #round = 0;

  /** Names beyond {@link NAMED_EMOTES_MAX} are left to what the lexicon knows. */
  set(names: readonly string[]): void {
    if (this.#round === 0x7fffffff) this.#rounds.fill(0);
    this.#round = (this.#round % 0x7fffffff) + 1;
    // Setting a length to 0 would throw the list's memory away.
    while (this.#names.length > 0) this.#names.pop();
    while (this.#slots.length > 0) this.#slots.pop();
    for (const name of names) {
      if (this.#names.length === NAMED_EMOTES_MAX) break;
      this.#add(exactHash(name), name);
    }
  }

  /** Whether the token is an emote, which is remembered for {@link unseen}. */
  sees(hash: number): boolean {
    if (this.#names.length === 0) return false;
    const slot = this.#find(hash);
    if (this.#rounds[slot] !== this.#round) return false;
    this.#seen[slot] = 1;
    return true;
  }

  /** Emotes that did not come up in the text, which may have been taken out of it. */
  eachUnseen(use: (name: string) => void): void {
    for (let i = 0; i < this.#names.length; i++) {
      if (this.#seen[this.#slots[i] ?? 0] === 0) use(this.#names[i] ?? '');
    }
  }

  #add(hash: number, name: string): void {
    const slot = this.#find(hash);
    if (this.#rounds[slot] === this.#round) return;
    this.#rounds[slot] = this.#round;
    this.#keys[slot] = hash;
    this.#seen[slot] = 0;
    this.#names.push(name);
    this.#slots.push(slot);
  }

  #find(hash: number): number {
    let slot = hash & (SLOTS - 1);
    while (this.#rounds[slot] === this.#round && this.#keys[slot] !== hash) slot = (slot + 1) & (SLOTS - 1);
    return slot;
  }
}

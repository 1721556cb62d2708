import { bitOf, clearBit, countBits, hasBit, setBit, TERM_PEOPLE_WORDS, unite } from './people.ts';

const SLOTS_MIN = 64;

/**
 * Terms and, for each, the messages that held it, who wrote them and how they felt. Open addressing in typed arrays: no
 * allocation a message. When `termsMax` is reached those seen least are dropped, so a count may be too small in a very
 * busy chat and is never too large. Source of the policy: Manku and Motwani, "Approximate frequency counts" (2002).
 */
export class TermTable {
  readonly #termsMax: number;
  #mask: number;
  /** 0 is an empty slot. */
  #keys: Uint32Array;
  #kinds: Uint8Array;
  #counts: Uint32Array;
  #feelings: Float64Array;
  #people: Uint32Array;
  #size = 0;

  /** @param expected terms that fit without growing */
  constructor(termsMax: number, expected = SLOTS_MIN / 2) {
    this.#termsMax = termsMax;
    let slots = SLOTS_MIN;
    while (slots < expected * 2) slots *= 2;
    this.#mask = slots - 1;
    this.#keys = new Uint32Array(slots);
    this.#kinds = new Uint8Array(slots);
    this.#counts = new Uint32Array(slots);
    this.#feelings = new Float64Array(slots);
    this.#people = new Uint32Array(slots * TERM_PEOPLE_WORDS);
  }

  get size(): number {
    return this.#size;
  }

  /** One message. @param bit its author, from {@link bitOf} @param feeling its score */
  add(key: number, kind: number, bit: number, feeling: number): void {
    const slot = this.#slotOf(key);
    this.#kinds[slot] = kind;
    this.#counts[slot] = this.#counts[slot]! + 1;
    this.#feelings[slot] = this.#feelings[slot]! + feeling;
    setBit(this.#people, slot * TERM_PEOPLE_WORDS, bit);
  }

  /** What another table knows of a term. */
  merge(key: number, kind: number, count: number, feeling: number, people: Uint32Array, from: number): void {
    const slot = this.#slotOf(key);
    this.#kinds[slot] = kind;
    this.#counts[slot] = this.#counts[slot]! + count;
    this.#feelings[slot] = this.#feelings[slot]! + feeling;
    unite(this.#people, slot * TERM_PEOPLE_WORDS, people, from, TERM_PEOPLE_WORDS);
  }

  /** Slots in use, in no order. */
  *slots(): Generator<number> {
    for (let slot = 0; slot < this.#keys.length; slot++) if (this.#keys[slot] !== 0) yield slot;
  }

  /** The slot of a term, or −1. */
  find(key: number): number {
    for (let slot = key & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const held = this.#keys[slot];
      if (held === key) return slot;
      if (held === 0) return -1;
    }
  }

  key(slot: number): number {
    return this.#keys[slot]!;
  }

  kind(slot: number): number {
    return this.#kinds[slot]!;
  }

  count(slot: number): number {
    return this.#counts[slot]!;
  }

  /** Sum of the scores. */
  feeling(slot: number): number {
    return this.#feelings[slot]!;
  }

  /** Set bits of its people: at most as many as there were. */
  people(slot: number): number {
    return countBits(this.#people, slot * TERM_PEOPLE_WORDS, TERM_PEOPLE_WORDS);
  }

  /** The bit of one of its people; 0 when all were taken out. */
  firstBit(slot: number): number {
    for (let word = 0; word < TERM_PEOPLE_WORDS; word++) {
      const bits = this.#people[slot * TERM_PEOPLE_WORDS + word]!;
      if (bits !== 0) return word * 32 + 31 - Math.clz32(bits & -bits);
    }
    return 0;
  }

  copyPeople(slot: number, into: Uint32Array, at: number): void {
    const from = slot * TERM_PEOPLE_WORDS;
    into.set(this.#people.subarray(from, from + TERM_PEOPLE_WORDS), at);
  }

  addTo(other: TermTable): void {
    for (const slot of this.slots()) {
      const [count, feeling] = [this.#counts[slot]!, this.#feelings[slot]!];
      other.merge(this.#keys[slot]!, this.#kinds[slot]!, count, feeling, this.#people, slot * TERM_PEOPLE_WORDS);
    }
  }

  /** Takes one message back; its author stays counted, because they may have written others. */
  takeBack(key: number, feeling: number): void {
    const slot = this.find(key);
    if (slot < 0 || this.#counts[slot] === 0) return;
    this.#counts[slot] = this.#counts[slot]! - 1;
    this.#feelings[slot] = this.#feelings[slot]! - feeling;
  }

  /** Takes a person out of every term. */
  forgetPerson(chatter: number): void {
    const bit = bitOf(chatter, TERM_PEOPLE_WORDS);
    for (const slot of this.slots()) {
      const from = slot * TERM_PEOPLE_WORDS;
      if (hasBit(this.#people, from, bit)) clearBit(this.#people, from, bit);
    }
  }

  clear(): void {
    this.#keys.fill(0);
    this.#counts.fill(0);
    this.#feelings.fill(0);
    this.#people.fill(0);
    this.#size = 0;
  }

  #slotOf(key: number): number {
    for (let slot = key & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const held = this.#keys[slot];
      if (held === key) return slot;
      if (held === 0) return this.#take(key, slot);
    }
  }

  #take(key: number, slot: number): number {
    if (this.#size >= this.#termsMax) {
      this.#dropRarest();
      return this.#slotOf(key);
    }
    if (this.#size * 2 >= this.#keys.length) {
      this.#rebuild(this.#keys.length * 2, 0);
      return this.#slotOf(key);
    }
    this.#keys[slot] = key;
    this.#size++;
    return slot;
  }

  /** Makes room for at least a quarter of the bound. */
  #dropRarest(): void {
    const counts = [...this.slots()].map((slot) => this.#counts[slot]!).sort((a, b) => a - b);
    this.#rebuild(this.#keys.length, counts[Math.floor(this.#termsMax / 4)] ?? 0);
  }

  /** Moves the terms counted more than `atMost` times into tables of another size. */
  #rebuild(slots: number, atMost: number): void {
    const old = { keys: this.#keys, kinds: this.#kinds, counts: this.#counts, feelings: this.#feelings };
    const people = this.#people;
    this.#mask = slots - 1;
    this.#keys = new Uint32Array(slots);
    this.#kinds = new Uint8Array(slots);
    this.#counts = new Uint32Array(slots);
    this.#feelings = new Float64Array(slots);
    this.#people = new Uint32Array(slots * TERM_PEOPLE_WORDS);
    this.#size = 0;
    for (let slot = 0; slot < old.keys.length; slot++) {
      if (old.keys[slot] === 0 || old.counts[slot]! <= atMost) continue;
      const from = slot * TERM_PEOPLE_WORDS;
      this.merge(old.keys[slot]!, old.kinds[slot]!, old.counts[slot]!, old.feelings[slot]!, people, from);
    }
  }
}

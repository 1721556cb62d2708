import { bitOf, clearBit, countBits, hasBit, setBit, TERM_PEOPLE_WORDS, unite } from './people.ts';

const SLOTS_MIN = 64;

/**
 * A slot: key (0 is empty), count, feeling, kind, people. Beside each other, so that a look-up touches memory once. Words of
 * 32 bits; the feeling is a 64-bit float and stands at an even place.
 */
const SLOT = 6 + TERM_PEOPLE_WORDS;
const COUNT = 1;
const FEELING = 2;
const KIND = 4;
const PEOPLE = 6;

/**
 * Terms and, for each, the messages that held it, who wrote them and how they felt. Open addressing in one buffer: no
 * allocation a message. When `termsMax` is reached those seen least are dropped, so a count may be too small in a very
 * busy chat and is never too large. Source of the policy: Manku and Motwani, "Approximate frequency counts" (2002).
 */
export class TermTable {
  readonly #termsMax: number;
  #mask: number;
  #words: Uint32Array;
  /** The same memory, for the feelings. */
  #floats: Float64Array;
  #size = 0;

  /** @param expected terms that fit without growing */
  constructor(termsMax: number, expected = SLOTS_MIN / 2) {
    this.#termsMax = termsMax;
    let slots = SLOTS_MIN;
    while (slots < expected * 2) slots *= 2;
    this.#mask = slots - 1;
    this.#words = new Uint32Array(slots * SLOT);
    this.#floats = new Float64Array(this.#words.buffer);
  }

  get size(): number {
    return this.#size;
  }

  /** One message. @param bit its author, from {@link bitOf} @param feeling its score */
  add(key: number, kind: number, bit: number, feeling: number): void {
    const at = this.#count(key, kind, 1, feeling);
    setBit(this.#words, at + PEOPLE, bit);
  }

  /** What another table knows of a term. */
  merge(key: number, kind: number, count: number, feeling: number, people: Uint32Array, from: number): void {
    const at = this.#count(key, kind, count, feeling);
    unite(this.#words, at + PEOPLE, people, from, TERM_PEOPLE_WORDS);
  }

  /** Slots in use, in no order. */
  *slots(): Generator<number> {
    for (let slot = 0; slot <= this.#mask; slot++) if (this.#words[slot * SLOT] !== 0) yield slot;
  }

  /** The slot of a term, or −1. */
  find(key: number): number {
    for (let slot = key & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const held = this.#words[slot * SLOT];
      if (held === key) return slot;
      if (held === 0) return -1;
    }
  }

  key(slot: number): number {
    return this.#words[slot * SLOT]!;
  }

  kind(slot: number): number {
    return this.#words[slot * SLOT + KIND]!;
  }

  count(slot: number): number {
    return this.#words[slot * SLOT + COUNT]!;
  }

  /** Sum of the scores. */
  feeling(slot: number): number {
    return this.#floats[(slot * SLOT + FEELING) / 2]!;
  }

  /** Set bits of its people: at most as many as there were. */
  people(slot: number): number {
    return countBits(this.#words, slot * SLOT + PEOPLE, TERM_PEOPLE_WORDS);
  }

  /** The bit of one of its people; 0 when all were taken out. */
  firstBit(slot: number): number {
    for (let word = 0; word < TERM_PEOPLE_WORDS; word++) {
      const bits = this.#words[slot * SLOT + PEOPLE + word]!;
      if (bits !== 0) return word * 32 + 31 - Math.clz32(bits & -bits);
    }
    return 0;
  }

  copyPeople(slot: number, into: Uint32Array, at: number): void {
    const from = slot * SLOT + PEOPLE;
    for (let word = 0; word < TERM_PEOPLE_WORDS; word++) into[at + word] = this.#words[from + word]!;
  }

  addTo(other: TermTable): void {
    for (const slot of this.slots()) this.#addSlotTo(other, slot);
  }

  /** Takes one message back; its author stays counted, because they may have written others. */
  takeBack(key: number, feeling: number): void {
    const slot = this.find(key);
    if (slot < 0 || this.count(slot) === 0) return;
    this.#words[slot * SLOT + COUNT]! -= 1;
    this.#floats[(slot * SLOT + FEELING) / 2]! -= feeling;
  }

  /** Takes a person out of every term. */
  forgetPerson(chatter: number): void {
    const bit = bitOf(chatter, TERM_PEOPLE_WORDS);
    for (const slot of this.slots()) {
      const from = slot * SLOT + PEOPLE;
      if (hasBit(this.#words, from, bit)) clearBit(this.#words, from, bit);
    }
  }

  clear(): void {
    this.#words.fill(0);
    this.#size = 0;
  }

  /** May move the words. @returns where the term's slot begins */
  #count(key: number, kind: number, count: number, feeling: number): number {
    const at = this.#slotOf(key) * SLOT;
    this.#words[at + COUNT]! += count;
    this.#words[at + KIND] = kind;
    this.#floats[(at + FEELING) / 2]! += feeling;
    return at;
  }

  #addSlotTo(other: TermTable, slot: number): void {
    const from = slot * SLOT + PEOPLE;
    other.merge(this.key(slot), this.kind(slot), this.count(slot), this.feeling(slot), this.#words, from);
  }

  #slotOf(key: number): number {
    for (let slot = key & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const held = this.#words[slot * SLOT];
      if (held === key) return slot;
      if (held === 0) return this.#take(key, slot);
    }
  }

  #take(key: number, slot: number): number {
    if (this.#size >= this.#termsMax) {
      this.#dropRarest();
      return this.#slotOf(key);
    }
    if (this.#size * 2 > this.#mask) {
      this.#rebuild((this.#mask + 1) * 2, 0);
      return this.#slotOf(key);
    }
    this.#words[slot * SLOT] = key;
    this.#size++;
    return slot;
  }

  /** Makes room for at least a quarter of the bound. */
  #dropRarest(): void {
    const counts = [...this.slots()].map((slot) => this.count(slot)).sort((a, b) => a - b);
    this.#rebuild(this.#mask + 1, counts[Math.floor(this.#termsMax / 4)] ?? 0);
  }

  /** Moves the terms counted more than `atMost` times into tables of another size. */
  #rebuild(slots: number, atMost: number): void {
    const rebuilt = new TermTable(this.#termsMax, slots / 2);
    for (const slot of this.slots()) if (this.count(slot) > atMost) this.#addSlotTo(rebuilt, slot);
    this.#mask = rebuilt.#mask;
    this.#words = rebuilt.#words;
    this.#floats = rebuilt.#floats;
    this.#size = rebuilt.#size;
  }
}

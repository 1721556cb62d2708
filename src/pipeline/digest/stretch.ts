import type { EpochMs } from '../../domain/chat-event.ts';
import { thin } from './even-choice.ts';
import { bitOf, clearBit, hasBit, setBit, STRETCH_PEOPLE_WORDS, TERM_PEOPLE_WORDS } from './people.ts';
import type { Sample } from './sample.ts';
import type { TermTable } from './term-table.ts';

/** Words a term of several messages takes: key, count and kind, feeling, people. */
const MULTI = 3 + TERM_PEOPLE_WORDS;
/** Words a term of one message takes: key, kind and the author's bit, feeling. */
const SINGLE = 3;
const KIND_BITS = 3;
const FEELING_UNITS = 1_000;

/** How much a closed stretch keeps; what is beyond it is dropped, the least frequent first. */
export interface StretchLimits {
  readonly multisMax: number;
  readonly singlesMax: number;
  readonly samplesMax: number;
}

/** What a stretch of time adds up to. */
export interface StretchTotals {
  readonly from: EpochMs;
  /** Exclusive. */
  readonly to: EpochMs;
  /** Messages that count: no commands, and no more of one chatter than the cap. */
  readonly messages: number;
  /** Sum of the messages' scores. */
  readonly feeling: number;
  readonly people: Uint32Array;
}

/** A closed stretch of time: its terms in one packed array, most frequent first, and a few of its messages. */
export class Stretch implements StretchTotals {
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly people: Uint32Array;
  #messages: number;
  #feeling: number;
  #samples: readonly Sample[];
  readonly #multis: number;
  readonly #terms: Uint32Array;

  constructor(totals: StretchTotals, table: TermTable, samples: readonly Sample[], limits: StretchLimits) {
    this.from = totals.from;
    this.to = totals.to;
    this.#messages = totals.messages;
    this.#feeling = totals.feeling;
    this.people = totals.people.slice();
    this.#samples = thin(samples, limits.samplesMax);
    const multis: number[] = [];
    const singles: number[] = [];
    for (const slot of table.slots()) {
      const count = table.count(slot);
      if (count > 0) (count > 1 ? multis : singles).push(slot);
    }
    if (multis.length > limits.multisMax) multis.sort((a, b) => table.count(b) - table.count(a));
    this.#multis = Math.min(multis.length, limits.multisMax);
    const kept = Math.min(singles.length, limits.singlesMax);
    this.#terms = new Uint32Array(this.#multis * MULTI + kept * SINGLE);
    for (let i = 0; i < this.#multis; i++) this.#packMulti(table, multis[i]!, i * MULTI);
    for (let i = 0; i < kept; i++) this.#packSingle(table, singles[i]!, this.#multis * MULTI + i * SINGLE);
  }

  get messages(): number {
    return this.#messages;
  }

  get feeling(): number {
    return this.#feeling;
  }

  get samples(): readonly Sample[] {
    return this.#samples;
  }

  /** How many terms it holds. */
  get terms(): number {
    return this.#multis + (this.#terms.length - this.#multis * MULTI) / SINGLE;
  }

  /** Messages that held a term; 0 for one that was not kept. */
  countOf(key: number): number {
    for (let at = 0; at < this.#multis * MULTI; at += MULTI)
      if (this.#terms[at] === key) return this.#terms[at + 1]! >>> KIND_BITS;
    return 0;
  }

  addTo(table: TermTable): void {
    const terms = this.#terms;
    const singlesFrom = this.#multis * MULTI;
    for (let at = 0; at < singlesFrom; at += MULTI) {
      const packed = terms[at + 1]!;
      const feeling = (terms[at + 2]! | 0) / FEELING_UNITS;
      table.merge(terms[at]!, packed & KIND_MASK, packed >>> KIND_BITS, feeling, terms, at + 3);
    }
    for (let at = singlesFrom; at < terms.length; at += SINGLE) {
      const packed = terms[at + 1]!;
      if (packed === 0) continue;
      table.add(terms[at]!, packed & KIND_MASK, packed >>> KIND_BITS, (terms[at + 2]! | 0) / FEELING_UNITS);
    }
  }

  /** Takes out samples, and what they added to the counts. @param termsOf keys of the terms of a sample */
  takeBack(gone: (sample: Sample) => boolean, termsOf: (sample: Sample) => readonly number[]): void {
    const removed = this.#samples.filter(gone);
    if (removed.length === 0) return;
    this.#samples = this.#samples.filter((sample) => !removed.includes(sample));
    for (const sample of removed) {
      this.#messages = Math.max(0, this.#messages - 1);
      this.#feeling -= sample.feeling;
      const keys = termsOf(sample);
      this.#eachTerm((at, multi) => {
        if (!keys.includes(this.#terms[at]!)) return;
        const packed = this.#terms[at + 1]!;
        if (!multi) this.#terms[at + 1] = 0;
        else if (packed >>> KIND_BITS > 0) this.#terms[at + 1] = packed - (1 << KIND_BITS);
      });
    }
  }

  /** Takes a person out of the stretch and of every term. */
  forgetPerson(chatter: number): void {
    clearBit(this.people, 0, bitOf(chatter, STRETCH_PEOPLE_WORDS));
    const bit = bitOf(chatter, TERM_PEOPLE_WORDS);
    this.#eachTerm((at, multi) => {
      if (!multi) {
        if (this.#terms[at + 1]! >>> KIND_BITS === bit) this.#terms[at + 1] = 0;
      } else if (hasBit(this.#terms, at + 3, bit)) {
        clearBit(this.#terms, at + 3, bit);
      }
    });
  }

  #eachTerm(visit: (at: number, multi: boolean) => void): void {
    const singlesFrom = this.#multis * MULTI;
    for (let at = 0; at < singlesFrom; at += MULTI) visit(at, true);
    for (let at = singlesFrom; at < this.#terms.length; at += SINGLE) visit(at, false);
  }

  #packMulti(table: TermTable, slot: number, at: number): void {
    this.#terms[at] = table.key(slot);
    this.#terms[at + 1] = (table.count(slot) << KIND_BITS) | table.kind(slot);
    this.#terms[at + 2] = Math.round(table.feeling(slot) * FEELING_UNITS);
    table.copyPeople(slot, this.#terms, at + 3);
  }

  #packSingle(table: TermTable, slot: number, at: number): void {
    this.#terms[at] = table.key(slot);
    this.#terms[at + 1] = (table.firstBit(slot) << KIND_BITS) | table.kind(slot);
    this.#terms[at + 2] = Math.round(table.feeling(slot) * FEELING_UNITS);
  }
}

const KIND_MASK = (1 << KIND_BITS) - 1;

/** Adds up while messages or closed stretches come in. */
export class RunningTotals implements StretchTotals {
  from: EpochMs;
  to: EpochMs;
  messages = 0;
  feeling = 0;
  readonly people = new Uint32Array(STRETCH_PEOPLE_WORDS);

  constructor(from: EpochMs, to: EpochMs) {
    this.from = from;
    this.to = to;
  }

  /** @returns true when this chatter has not written in the stretch before, as far as is known */
  addMessage(chatter: number, feeling: number): boolean {
    this.messages++;
    this.feeling += feeling;
    const bit = bitOf(chatter, STRETCH_PEOPLE_WORDS);
    const isNew = !hasBit(this.people, 0, bit);
    if (isNew) setBit(this.people, 0, bit);
    return isNew;
  }

  add({ messages, feeling, people }: StretchTotals): void {
    this.messages += messages;
    this.feeling += feeling;
    for (let i = 0; i < STRETCH_PEOPLE_WORDS; i++) this.people[i] = this.people[i]! | people[i]!;
  }

  restart(from: EpochMs, to: EpochMs): void {
    this.from = from;
    this.to = to;
    this.messages = this.feeling = 0;
    this.people.fill(0);
  }
}

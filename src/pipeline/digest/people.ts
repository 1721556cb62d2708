import { slotOf } from '../../lib/number-set.ts';

/**
 * How many different people, in a few machine words: each person sets one bit, and the share of bits that stayed clear
 * tells their number. Counting set bits never says more people than there were; {@link estimatePeople} is within a few
 * per cent. Source: Whang, Vander-Zanden and Taylor, "A linear-time probabilistic counting algorithm" (1990).
 */

/** Words of 32 bits for the people who used one term: good up to about 1,000. */
export const TERM_PEOPLE_WORDS = 8;
/** For the people of a whole stretch of time: good up to about 5,000. */
export const STRETCH_PEOPLE_WORDS = 32;

/** The bit of a chatter. @param chatter from `chatterKey` */
export function bitOf(chatter: number, words: number): number {
  return slotOf(chatter, words * 32 - 1);
}

export function setBit(words: Uint32Array, from: number, bit: number): void {
  const at = from + (bit >>> 5);
  words[at] = words[at]! | (1 << (bit & 31));
}

export function clearBit(words: Uint32Array, from: number, bit: number): void {
  const at = from + (bit >>> 5);
  words[at] = words[at]! & ~(1 << (bit & 31));
}

export function hasBit(words: Uint32Array, from: number, bit: number): boolean {
  return (words[from + (bit >>> 5)]! & (1 << (bit & 31))) !== 0;
}

/** Adds the people of `other`. */
export function unite(words: Uint32Array, from: number, other: Uint32Array, otherFrom: number, size: number): void {
  for (let i = 0; i < size; i++) words[from + i] = words[from + i]! | other[otherFrom + i]!;
}

/** Set bits: at most as many as there were people. */
export function countBits(words: Uint32Array, from: number, size: number): number {
  let sum = 0;
  for (let i = from; i < from + size; i++) {
    let bits = words[i]!;
    bits -= (bits >>> 1) & 0x55555555;
    bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
    sum += Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return sum;
}

/** Most likely number of people behind `set` of `bits` bits. */
export function estimatePeople(set: number, bits: number): number {
  const clear = Math.max(0.5, bits - set);
  return Math.round(-bits * Math.log(clear / bits));
}

/**
 * A fixed set of words that can be looked up inside a longer text without cutting the text up. Words are separated by
 * spaces and compared case-sensitively, as chat clients do for emotes. Kept in two arrays (open addressing, linear
 * probing): a thousand words take about 20 kB besides their text, so thousands of tables fit into memory.
 */
export class WordTable {
  readonly #words: string[] = [];
  /** 1 + the place of a word in `#words`; 0 is free. At least half of the slots are. */
  readonly #slots: Uint32Array;
  readonly #longest: number;

  constructor(words: Iterable<string>) {
    const usable = [...words].filter((word) => word !== '' && !word.includes(' '));
    this.#slots = new Uint32Array(2 ** Math.ceil(Math.log2(Math.max(1, usable.length) * 2)));
    let longest = 0;
    for (const word of usable) if (this.#add(word)) longest = Math.max(longest, word.length);
    this.#longest = longest;
  }

  get size(): number {
    return this.#words.length;
  }

  /**
   * Calls `found` for every word of `text` that is in this table or in `other`, in order, with its offset. A word that
   * stands in both is found once.
   */
  scan(text: string, other: WordTable | null, found: (word: string, start: number) => void): void {
    const longest = other === null ? this.#longest : Math.max(this.#longest, other.#longest);
    const length = text.length;
    let start = 0;
    while (start < length) {
      let hash = HASH_SEED;
      let end = start;
      for (; end < length; end++) {
        const code = text.charCodeAt(end);
        if (code === SPACE) break;
        hash = Math.imul(hash ^ code, HASH_PRIME);
      }
      if (end > start && end - start <= longest) {
        let word = this.#find(hash, text, start, end);
        if (word === undefined && other !== null) word = other.#find(hash, text, start, end);
        if (word !== undefined) found(word, start);
      }
      start = end + 1;
    }
  }

  #find(hash: number, text: string, start: number, end: number): string | undefined {
    const mask = this.#slots.length - 1;
    for (let i = slotOf(hash, mask); ; i = (i + 1) & mask) {
      const place = this.#slots[i]!;
      if (place === 0) return undefined;
      const word = this.#words[place - 1]!;
      if (word.length === end - start && text.startsWith(word, start)) return word;
    }
  }

  #add(word: string): boolean {
    const hash = hashOf(word);
    if (this.#find(hash, word, 0, word.length) !== undefined) return false;
    const mask = this.#slots.length - 1;
    let i = slotOf(hash, mask);
    while (this.#slots[i] !== 0) i = (i + 1) & mask;
    this.#slots[i] = this.#words.push(word);
    return true;
  }
}

const SPACE = 32;
/** FNV-1a over UTF-16 code units. Source: Fowler, Noll, Vo. */
const HASH_SEED = 0x811c9dc5;
const HASH_PRIME = 0x01000193;

function hashOf(text: string): number {
  let hash = HASH_SEED;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), HASH_PRIME);
  return hash;
}

/** FNV alone leaves the low bits weak. */
function slotOf(hash: number, mask: number): number {
  return (hash ^ (hash >>> 15)) & mask;
}

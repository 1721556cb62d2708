/**
 * A fixed set of words that can be looked up inside a longer text without cutting the text up. Words are separated by
 * spaces and compared case-sensitively, as chat clients do for emotes.
 */
export class WordTable {
  readonly #byHash = new Map<number, string[]>();
  #longest = 0;

  constructor(words: Iterable<string>) {
    for (const word of words) {
      if (word === '' || word.includes(' ')) continue;
      const hash = hashRange(word, 0, word.length);
      const known = this.#byHash.get(hash);
      if (known === undefined) this.#byHash.set(hash, [word]);
      else if (!known.includes(word)) known.push(word);
      this.#longest = Math.max(this.#longest, word.length);
    }
  }

  /** Calls `found` for every word of `text` that is in the table, in order, with its offset. */
  scan(text: string, found: (word: string, start: number) => void): void {
    let start = 0;
    const length = text.length;
    while (start < length) {
      let hash = HASH_SEED;
      let end = start;
      for (; end < length; end++) {
        const code = text.charCodeAt(end);
        if (code === SPACE) break;
        hash = Math.imul(hash ^ code, HASH_PRIME);
      }
      if (end > start && end - start <= this.#longest) {
        const candidates = this.#byHash.get(hash);
        if (candidates !== undefined) {
          for (const word of candidates) {
            if (word.length === end - start && text.startsWith(word, start)) found(word, start);
          }
        }
      }
      start = end + 1;
    }
  }
}

const SPACE = 32;
const HASH_SEED = 0x811c9dc5;
const HASH_PRIME = 0x01000193;

function hashRange(text: string, start: number, end: number): number {
  let hash = HASH_SEED;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ text.charCodeAt(i), HASH_PRIME);
  return hash;
}

/**
 * A first-in-first-out queue over a growing circular array: push and shift in constant time. When `max` is reached
 * `push` refuses, so the caller decides what to shed and counts it.
 */
export class RingQueue<T> {
  #items: (T | undefined)[];
  #head = 0;
  #size = 0;
  readonly #max: number;

  constructor(max: number) {
    this.#max = max;
    this.#items = new Array<T | undefined>(Math.min(max, 16));
  }

  get size(): number {
    return this.#size;
  }

  push(item: T): boolean {
    if (this.#size >= this.#max) return false;
    if (this.#size === this.#items.length) this.#grow();
    this.#items[(this.#head + this.#size) % this.#items.length] = item;
    this.#size++;
    return true;
  }

  peek(): T | undefined {
    return this.#size === 0 ? undefined : this.#items[this.#head];
  }

  shift(): T | undefined {
    if (this.#size === 0) return undefined;
    const item = this.#items[this.#head];
    this.#items[this.#head] = undefined;
    this.#head = (this.#head + 1) % this.#items.length;
    this.#size--;
    return item;
  }

  #grow(): void {
    const next = new Array<T | undefined>(Math.min(this.#max, this.#items.length * 2));
    for (let i = 0; i < this.#size; i++) next[i] = this.#items[(this.#head + i) % this.#items.length];
    this.#items = next;
    this.#head = 0;
  }
}

import type { EmoteCount } from '../../domain/channel-metrics.ts';

const NAMES_MIN = 16;
const ENTRIES_MIN = 32;

/** What is known of a name: its uses in the window, and 1 + where its newest ring entry is, 0 without one. */
const USES = 2;
const TOTAL = 0;
const NEWEST = 1;

/** A ring entry: so many uses of a name in a second. Beside each other, as those above are, to touch memory once. */
const ENTRY = 3;
const ID = 0;
const SECOND = 1;
const COUNT = 2;

/**
 * Uses of each emote within a sliding window, exact to the second. Names become small integers; a ring remembers how
 * often each was used in each second and takes that away again when the second leaves the window.
 *
 * At most `namesMax` different names are followed at once; uses of further ones are not counted and `overflow` says
 * how many there were.
 */
export class EmoteCounter {
  readonly #ids = new Map<string, number>();
  readonly #names: string[] = [];
  readonly #free: number[] = [];
  #uses = new Int32Array(NAMES_MIN * USES);
  #ring = new Uint32Array(ENTRIES_MIN * ENTRY);
  #head = 0;
  #size = 0;
  #overflow = 0;
  readonly #windowSeconds: number;
  readonly #namesMax: number;

  constructor(windowSeconds: number, namesMax = 4_096) {
    this.#windowSeconds = windowSeconds;
    this.#namesMax = namesMax;
  }

  get overflow(): number {
    return this.#overflow;
  }

  add(name: string, second: number): void {
    const id = this.#ids.get(name) ?? this.#assign(name);
    if (id === undefined) {
      this.#overflow++;
      return;
    }
    this.#uses[id * USES + TOTAL]!++;
    const newest = this.#uses[id * USES + NEWEST]! - 1;
    if (newest >= 0 && this.#ring[newest + SECOND] === second) this.#ring[newest + COUNT]!++;
    else this.#push(id, second);
  }

  /** Forgets uses before the window that ends with (and excludes) `second`. */
  expire(second: number): void {
    const oldest = second - this.#windowSeconds;
    while (this.#size > 0 && this.#ring[this.#head + SECOND]! < oldest) {
      const id = this.#ring[this.#head + ID]!;
      const uses = id * USES;
      this.#uses[uses + TOTAL]! -= this.#ring[this.#head + COUNT]!;
      if (this.#uses[uses + NEWEST] === this.#head + 1) this.#uses[uses + NEWEST] = 0;
      if (this.#uses[uses + TOTAL] === 0) this.#release(id);
      this.#head = (this.#head + ENTRY) % this.#ring.length;
      this.#size--;
    }
  }

  /** The `limit` most used, most first, ties by name. */
  top(limit: number): EmoteCount[] {
    const top: EmoteCount[] = [];
    this.#ids.forEach((id, name) => {
      const count = this.#uses[id * USES + TOTAL]!;
      let place = top.length;
      while (place > 0 && isBefore(name, count, top[place - 1]!)) place--;
      if (place === limit) return;
      if (top.length === limit) top.pop();
      top.splice(place, 0, [name, count]);
    });
    return top;
  }

  #assign(name: string): number | undefined {
    if (this.#ids.size >= this.#namesMax) return undefined;
    const id = this.#free.pop() ?? this.#names.length;
    this.#names[id] = name;
    this.#ids.set(name, id);
    if (id * USES === this.#uses.length) this.#uses = grown(this.#uses, new Int32Array(this.#uses.length * 2));
    this.#uses.fill(0, id * USES, (id + 1) * USES);
    return id;
  }

  #release(id: number): void {
    this.#ids.delete(this.#names[id]!);
    this.#names[id] = '';
    this.#free.push(id);
  }

  #push(id: number, second: number): void {
    if (this.#size * ENTRY === this.#ring.length) this.#growRing();
    const at = (this.#head + this.#size * ENTRY) % this.#ring.length;
    this.#ring[at + ID] = id;
    this.#ring[at + SECOND] = second;
    this.#ring[at + COUNT] = 1;
    this.#uses[id * USES + NEWEST] = at + 1;
    this.#size++;
  }

  #growRing(): void {
    const old = this.#ring;
    const unwrapped = grown(old.subarray(this.#head), new Uint32Array(old.length * 2));
    unwrapped.set(old.subarray(0, this.#head), old.length - this.#head);
    this.#ring = unwrapped;
    this.#head = 0;
    // In order, so that the newest entry of a name is the one that stays.
    for (let at = 0; at < old.length; at += ENTRY) this.#uses[unwrapped[at + ID]! * USES + NEWEST] = at + 1;
  }
}

function grown<T extends Int32Array | Uint32Array>(from: T, into: T): T {
  into.set(from);
  return into;
}

function isBefore(name: string, count: number, [otherName, otherCount]: EmoteCount): boolean {
  return count !== otherCount ? count > otherCount : name < otherName;
}

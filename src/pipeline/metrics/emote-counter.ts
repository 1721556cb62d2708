import type { EmoteCount } from '../../domain/channel-metrics.ts';

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
  #totals: Uint32Array;
  /** Position in the ring of each name's newest entry, to merge uses within one second. */
  #newest: Int32Array;
  #ringIds = new Uint16Array(64);
  #ringSeconds = new Uint32Array(64);
  #ringCounts = new Uint32Array(64);
  #head = 0;
  #size = 0;
  #overflow = 0;
  readonly #windowSeconds: number;
  readonly #namesMax: number;

  constructor(windowSeconds: number, namesMax = 4_096) {
    this.#windowSeconds = windowSeconds;
    this.#namesMax = namesMax;
    this.#totals = new Uint32Array(32);
    this.#newest = new Int32Array(32).fill(-1);
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
    this.#totals[id]!++;
    const newest = this.#newest[id]!;
    if (newest >= 0 && this.#ringSeconds[newest] === second && this.#ringIds[newest] === id)
      this.#ringCounts[newest]!++;
    else this.#push(id, second);
  }

  /** Forgets uses before the window that ends with (and excludes) `second`. */
  expire(second: number): void {
    const oldest = second - this.#windowSeconds;
    while (this.#size > 0 && this.#ringSeconds[this.#head]! < oldest) {
      const id = this.#ringIds[this.#head]!;
      this.#totals[id]! -= this.#ringCounts[this.#head]!;
      if (this.#newest[id] === this.#head) this.#newest[id] = -1;
      if (this.#totals[id] === 0) this.#release(id);
      this.#head = (this.#head + 1) & (this.#ringIds.length - 1);
      this.#size--;
    }
  }

  /** The `limit` most used, most first, ties by name. */
  top(limit: number): EmoteCount[] {
    const all: [string, number][] = [];
    for (const [name, id] of this.#ids) all.push([name, this.#totals[id]!]);
    return all.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, limit);
  }

  #assign(name: string): number | undefined {
    if (this.#ids.size >= this.#namesMax) return undefined;
    const id = this.#free.pop() ?? this.#names.length;
    this.#names[id] = name;
    this.#ids.set(name, id);
    if (id >= this.#totals.length) this.#growTotals();
    this.#totals[id] = 0;
    this.#newest[id] = -1;
    return id;
  }

  #release(id: number): void {
    this.#ids.delete(this.#names[id]!);
    this.#names[id] = '';
    this.#free.push(id);
  }

  #push(id: number, second: number): void {
    if (this.#size === this.#ringIds.length) this.#growRing();
    const at = (this.#head + this.#size) & (this.#ringIds.length - 1);
    this.#ringIds[at] = id;
    this.#ringSeconds[at] = second;
    this.#ringCounts[at] = 1;
    this.#newest[id] = at;
    this.#size++;
  }

  #growTotals(): void {
    const totals = new Uint32Array(this.#totals.length * 2);
    totals.set(this.#totals);
    const newest = new Int32Array(totals.length).fill(-1);
    newest.set(this.#newest);
    this.#totals = totals;
    this.#newest = newest;
  }

  #growRing(): void {
    const length = this.#ringIds.length;
    const ids = new Uint16Array(length * 2);
    const seconds = new Uint32Array(length * 2);
    const counts = new Uint32Array(length * 2);
    this.#newest.fill(-1);
    for (let i = 0; i < this.#size; i++) {
      const from = (this.#head + i) & (length - 1);
      const id = this.#ringIds[from]!;
      ids[i] = id;
      seconds[i] = this.#ringSeconds[from]!;
      counts[i] = this.#ringCounts[from]!;
      this.#newest[id] = i;
    }
    this.#ringIds = ids;
    this.#ringSeconds = seconds;
    this.#ringCounts = counts;
    this.#head = 0;
  }
}

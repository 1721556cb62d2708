import type { EpochMs } from '../domain/chat-event.ts';

export interface TtlMapOptions {
  readonly ttlMs: number;
  /** When full, the entry written longest ago makes room. */
  readonly entriesMax: number;
}

/** A small cache in memory: entries expire `ttlMs` after they were written. Time comes from the caller. */
export class TtlMap<V> {
  readonly #entries = new Map<string, { readonly value: V; readonly until: EpochMs }>();
  readonly #options: TtlMapOptions;

  constructor(options: TtlMapOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: string, now: EpochMs): V | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    if (now < entry.until) return entry.value;
    this.#entries.delete(key);
    return undefined;
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  set(key: string, value: V, now: EpochMs): void {
    // Written anew, so that the order of the map stays the order of writing.
    this.#entries.delete(key);
    this.#entries.set(key, { value, until: now + this.#options.ttlMs });
    if (this.#entries.size > this.#options.entriesMax) {
      for (const oldest of this.#entries.keys()) {
        this.#entries.delete(oldest);
        break;
      }
    }
  }
}

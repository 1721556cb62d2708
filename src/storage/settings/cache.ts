import type { Clock } from '../../domain/ports/clock.ts';
import type { Observer } from '../../domain/ports/observer.ts';
import type { Cache } from '../../domain/ports/stores.ts';
import { repeat } from '../../lib/repeat.ts';
import type { DatabaseLocation } from '../database-url.ts';
import { Namespace } from './namespace.ts';
import { cachedSchema } from './schemas.ts';

/** Values kept in one cache; those that expire first go first. */
const itemsMax = 20_000;
/** A larger value is not cached. */
const valueCharactersMax = 1_000_000;
const sweepEveryMs = 10 * 60_000;
/** Rows deleted in one sweep, so that it stays short. */
const sweepRowsMax = 2_000;
const STAGE = 'cache';

export interface CacheOptions {
  readonly location: DatabaseLocation;
  readonly name: string;
  readonly clock: Clock;
  readonly observer: Observer;
}

/** A cache that opens its table at first use and sweeps expired values out of the file. */
export class KeyvCache implements Cache, AsyncDisposable {
  readonly #options: CacheOptions;
  #opened: Promise<Namespace> | null = null;
  #sweeping: AsyncDisposable | null = null;

  constructor(options: CacheOptions) {
    this.#options = options;
  }

  async get<T>(key: string): Promise<T | undefined> {
    const namespace = await this.#open();
    const stored = await namespace.get(key);
    if (stored.kind === 'none') return undefined;
    const parsed = stored.kind === 'value' ? cachedSchema.safeParse(stored.value) : null;
    if (parsed?.success !== true) {
      this.#options.observer.eventDropped(STAGE, 'unreadable-value', false);
      return undefined;
    }
    // Whoever sets a value under a name knows its type; caches are not shared between parts.
    return parsed.data.expiresAt > this.#options.clock.now() ? (parsed.data.value as T) : undefined;
  }

  /** A value too large is counted and not kept. */
  async set(key: string, value: unknown, ttlMs: number): Promise<void> {
    const namespace = await this.#open();
    if (ttlMs <= 0) return namespace.delete(key);
    if ((JSON.stringify(value) ?? '').length > valueCharactersMax) {
      this.#options.observer.eventDropped(STAGE, 'value-too-large', false);
      return namespace.delete(key);
    }
    await namespace.set(key, { v: 1, expiresAt: this.#options.clock.now() + ttlMs, value }, ttlMs);
  }

  /** Deletes what expired and what exceeds the bound. */
  async sweep(): Promise<void> {
    const namespace = await this.#open();
    await namespace.sweep(itemsMax, sweepRowsMax);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#sweeping?.[Symbol.asyncDispose]();
    if (this.#opened === null) return;
    const namespace = await this.#opened;
    await namespace[Symbol.asyncDispose]();
  }

  #open(): Promise<Namespace> {
    this.#opened ??= this.#start().catch((error: unknown) => {
      // The next use tries again.
      this.#opened = null;
      throw error;
    });
    return this.#opened;
  }

  async #start(): Promise<Namespace> {
    const namespace = await Namespace.open(this.#options.location, `cache-${this.#options.name}`);
    this.#sweeping = repeat(
      sweepEveryMs,
      () => namespace.sweep(itemsMax, sweepRowsMax),
      (error) => this.#options.observer.stageFailed(STAGE, error),
    );
    return namespace;
  }
}

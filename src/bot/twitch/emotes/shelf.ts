import { z } from 'zod';
import type { EpochMs } from '../../../domain/chat-event.ts';
import { packSet, readPackedSet, unpackSet, type EmoteEntry, type PackedSet } from './emote-set.ts';

const cachedSchema = z.object({
  v: z.literal(1),
  at: z.number(),
  topics: z.array(z.string().max(100)).max(10),
  emotes: z.unknown(),
});

/** What one provider says about one channel, or about all of them. */
export class Shelf {
  /** Twitch id of the channel; null for what is there in every channel. */
  readonly roomId: string | null;
  /** The cache was looked into. */
  isLoaded = false;
  /** Not to be asked for before. */
  dueAt: EpochMs = 0;
  askedAt: EpochMs = Number.NEGATIVE_INFINITY;
  /** When a live update changed it last. */
  changedAt: EpochMs = Number.NEGATIVE_INFINITY;
  /** The last look at it failed. */
  isFailing = false;
  topics: readonly string[] = [];
  #size = 0;
  #text = '[]';

  constructor(roomId: string | null) {
    this.roomId = roomId;
  }

  get size(): number {
    return this.#size;
  }

  entries(): EmoteEntry[] {
    return unpackSet(JSON.parse(this.#text) as PackedSet);
  }

  /** True when that changes anything. */
  put(entries: readonly EmoteEntry[]): boolean {
    const text = JSON.stringify(packSet(entries));
    if (text === this.#text) return false;
    this.#text = text;
    this.#size = entries.length;
    return true;
  }

  /** For the cache. @param at when the provider said so */
  toCached(at: EpochMs): object {
    return { v: 1, at, topics: this.topics, emotes: JSON.parse(this.#text) as PackedSet };
  }
}

export interface CachedSet {
  readonly at: EpochMs;
  readonly topics: readonly string[];
  readonly entries: readonly EmoteEntry[];
}

/** Null for anything that `toCached` did not write. */
export function readCached(value: unknown): CachedSet | null {
  const { data } = cachedSchema.safeParse(value);
  const packed = readPackedSet(data?.emotes);
  return data === undefined || packed === null
    ? null
    : { at: data.at, topics: data.topics, entries: unpackSet(packed) };
}

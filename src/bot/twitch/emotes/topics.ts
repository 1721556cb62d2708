import type { LiveFeed } from './live/live-feed.ts';
import type { Shelf } from './shelf.ts';

/** Which shelves hear of which topic: several channels may use one set. The feed follows each topic once. */
export class Topics {
  readonly #feed: Pick<LiveFeed, 'follow' | 'unfollow'> | null;
  readonly #shelves = new Map<string, Set<Shelf>>();

  /** @param feed null where nothing can be followed */
  constructor(feed: Pick<LiveFeed, 'follow' | 'unfollow'> | null) {
    this.#feed = feed;
  }

  of(topic: string): readonly Shelf[] {
    return [...(this.#shelves.get(topic) ?? [])];
  }

  /** Replaces the topics of the shelf. */
  put(shelf: Shelf, topics: readonly string[]): void {
    const before = shelf.topics;
    shelf.topics = topics;
    for (const topic of topics) if (!before.includes(topic)) this.#add(topic, shelf);
    for (const topic of before) if (!topics.includes(topic)) this.#remove(topic, shelf);
  }

  drop(shelf: Shelf): void {
    this.put(shelf, []);
  }

  #add(topic: string, shelf: Shelf): void {
    const shelves = this.#shelves.get(topic);
    if (shelves !== undefined) {
      shelves.add(shelf);
      return;
    }
    this.#shelves.set(topic, new Set([shelf]));
    this.#feed?.follow(topic);
  }

  #remove(topic: string, shelf: Shelf): void {
    const shelves = this.#shelves.get(topic);
    if (shelves === undefined || !shelves.delete(shelf) || shelves.size > 0) return;
    this.#shelves.delete(topic);
    this.#feed?.unfollow(topic);
  }
}

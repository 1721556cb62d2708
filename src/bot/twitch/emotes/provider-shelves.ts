import type { EpochMs } from '../../../domain/chat-event.ts';
import type { Clock } from '../../../domain/ports/clock.ts';
import type { EmoteProviderStatus } from '../../../domain/ports/emotes.ts';
import type { Observer } from '../../../domain/ports/observer.ts';
import type { Cache } from '../../../domain/ports/stores.ts';
import { backoffMs } from '../../../lib/backoff.ts';
import { errorMessage } from '../../../lib/error-message.ts';
import { WakeUp } from '../chat/wake-up.ts';
import { apiUrl } from './addresses.ts';
import { askJson, EmoteError } from './ask.ts';
import { patchSet, type EmoteEntry } from './emote-set.ts';
import type { EmoteLimits } from './limits.ts';
import { LiveFeed } from './live/live-feed.ts';
import type { LiveChange, LiveProtocol } from './live/protocol.ts';
import { readCached, Shelf } from './shelf.ts';
import type { EmoteAnswer, EmoteSource } from './source.ts';
import { Topics } from './topics.ts';

export interface ProviderOptions {
  readonly source: EmoteSource;
  /** Root of its API. */
  readonly url: string;
  /** Null where changes are only found by looking. */
  readonly live: { readonly url: string; readonly protocol: LiveProtocol } | null;
  readonly limits: EmoteLimits;
  readonly cache: Cache;
  readonly clock: Clock;
  readonly observer: Observer;
  readonly random: () => number;
  /** The emotes of a channel, or with null of all channels, are others than before. Must not throw. */
  readonly onChange: (roomId: string | null) => void;
}

const idleMsMax = 60_000;

/**
 * Everything one provider says, one shelf a channel and one for all. Shelves are filled from the cache first and asked
 * for in turn, a few at once; what cannot be renewed stays as it was.
 */
export class ProviderShelves implements AsyncDisposable {
  readonly #options: ProviderOptions;
  readonly #shelves = new Map<string | null, Shelf>([[null, new Shelf(null)]]);
  readonly #topics: Topics;
  readonly #feed: LiveFeed | null;
  readonly #wake = new WakeUp();
  readonly #stop = new AbortController();
  #running: Promise<void> | null = null;
  /** Answers in a row that showed the provider to be in trouble. */
  #outages = 0;
  #pausedUntil: EpochMs = 0;
  #problem: string | null = null;
  #hasAnswered = false;

  constructor(options: ProviderOptions) {
    this.#options = options;
    const { live, limits, clock, random, observer } = options;
    this.#feed =
      live === null
        ? null
        : new LiveFeed({
            ...live,
            limits: limits.live,
            clock,
            random,
            onChange: (change) => this.#changed(change),
            onUnreadable: () => observer.eventDropped('emotes-live', 'unreadable', false),
          });
    this.#topics = new Topics(this.#feed);
  }

  start(): void {
    this.#running ??= this.#run();
  }

  add(roomId: string): void {
    if (this.#shelves.has(roomId)) return;
    this.#shelves.set(roomId, new Shelf(roomId));
    this.#wake.wake();
  }

  drop(roomId: string): void {
    const shelf = this.#shelves.get(roomId);
    if (shelf === undefined) return;
    this.#shelves.delete(roomId);
    this.#topics.drop(shelf);
  }

  /** Looks at the channel before all others, unless it was just looked at or a live update is newer than any answer. */
  refresh(roomId: string): void {
    const shelf = this.#shelves.get(roomId);
    if (shelf !== undefined) this.#hurry(shelf);
  }

  entries(roomId: string | null): readonly EmoteEntry[] {
    return this.#shelves.get(roomId)?.entries() ?? [];
  }

  status(): EmoteProviderStatus {
    const { provider } = this.#options.source;
    const shelves = [...this.#shelves.values()];
    const emotes = shelves.reduce((sum, shelf) => sum + shelf.size, 0);
    const isFailing = shelves.some((shelf) => shelf.isFailing);
    if (isFailing) {
      const state = this.#hasAnswered || emotes > 0 ? 'stale' : 'down';
      return { provider, state, emotes, problem: this.#problem };
    }
    return { provider, state: this.#hasAnswered ? 'ok' : 'idle', emotes, problem: null };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#running;
    await this.#feed?.[Symbol.asyncDispose]();
  }

  async #run(): Promise<void> {
    const { clock, limits, observer, source } = this.#options;
    const { signal } = this.#stop;
    while (!signal.aborted) {
      try {
        for (const shelf of this.#shelves.values()) if (!shelf.isLoaded && !signal.aborted) await this.#load(shelf);
        const due = this.#due(clock.now());
        await Promise.all(due.map((shelf) => this.#look(shelf)));
        await this.#wake.sleep(clock, due.length > 0 ? limits.batchPauseMs : this.#idleMs(), signal);
      } catch (error) {
        // A bug. The pause keeps it from becoming a busy loop.
        observer.stageFailed(`emotes-${source.provider}`, error);
        await this.#wake.sleep(clock, limits.outage.firstMs, signal);
      }
    }
  }

  /** The next to be asked for, longest due first. */
  #due(now: EpochMs): readonly Shelf[] {
    if (now < this.#pausedUntil) return [];
    const due = [...this.#shelves.values()].filter((shelf) => shelf.isLoaded && shelf.dueAt <= now);
    // After an outage one request is enough to learn whether it is over.
    return due.sort((a, b) => a.dueAt - b.dueAt).slice(0, this.#outages > 0 ? 1 : this.#options.limits.requestsMax);
  }

  #idleMs(): number {
    const now = this.#options.clock.now();
    let next = now + idleMsMax;
    for (const { dueAt } of this.#shelves.values()) next = Math.min(next, dueAt);
    return Math.max(1, Math.max(next, this.#pausedUntil) - now);
  }

  async #load(shelf: Shelf): Promise<void> {
    const { cache, observer, clock } = this.#options;
    shelf.isLoaded = true;
    try {
      const cached = readCached(await cache.get(this.#cacheKey(shelf)));
      if (cached === null || !this.#holds(shelf)) return;
      this.#fill(shelf, cached.entries, cached.topics);
      shelf.dueAt = Math.min(cached.at + this.#refreshMs(), clock.now() + this.#refreshMs());
    } catch (error) {
      observer.stageFailed('emotes-cache', error);
    }
  }

  async #look(shelf: Shelf): Promise<void> {
    const { clock, observer } = this.#options;
    const askedAt = clock.now();
    shelf.askedAt = askedAt;
    try {
      const answer = await this.#ask(shelf);
      this.#answered(shelf);
      if (answer.leftOut > 0) observer.eventDropped('emotes', 'left-out', false, answer.leftOut);
      // What came over the socket meanwhile is newer.
      if (!this.#holds(shelf) || shelf.changedAt >= askedAt) return;
      this.#fill(shelf, answer.entries, answer.topics);
      await this.#keep(shelf, askedAt);
    } catch (error) {
      if (!this.#stop.signal.aborted) this.#failed(shelf, error);
    }
  }

  #ask({ roomId }: Shelf): Promise<EmoteAnswer> {
    const { source, url, limits } = this.#options;
    const options = {
      timeoutMs: limits.requestTimeoutMs,
      bytesMax: limits.answerBytesMax,
      signal: this.#stop.signal,
    };
    const ask = (path: string): Promise<unknown> => askJson(apiUrl(url, source.version, path), options);
    return roomId === null
      ? source.global(ask, limits.emotesPerSetMax)
      : source.channel(ask, roomId, limits.emotesPerSetMax);
  }

  #answered(shelf: Shelf): void {
    this.#hasAnswered = true;
    this.#outages = 0;
    shelf.isFailing = false;
    shelf.dueAt = this.#options.clock.now() + this.#refreshMs();
  }

  #failed(shelf: Shelf, error: unknown): void {
    const { source, observer, clock, limits, random } = this.#options;
    const isNews = !shelf.isFailing && this.#outages === 0;
    shelf.isFailing = true;
    const what = errorMessage(error);
    this.#problem = `${source.title}: ${what}. Emotes known before stay in use, and I look again by myself.`;
    if (isNews) observer.stageFailed(`emotes-${source.provider}`, error);
    const now = clock.now();
    if (error instanceof EmoteError && error.isOutage) {
      const pause = Math.max(error.retryAfterMs, backoffMs(this.#outages++, limits.outage, random()));
      this.#pausedUntil = now + pause;
      // Behind those that wait already, so that one bad set does not stand in the way of all.
      shelf.dueAt = now;
    } else {
      shelf.dueAt = now + this.#refreshMs();
    }
  }

  #changed(change: LiveChange): void {
    const { clock, limits } = this.#options;
    for (const shelf of this.#topics.of(change.topic)) {
      if (change.kind === 'ask-again') {
        shelf.changedAt = Number.NEGATIVE_INFINITY;
        this.#hurry(shelf);
        continue;
      }
      shelf.changedAt = clock.now();
      shelf.dueAt = Math.max(shelf.dueAt, clock.now() + limits.liveIsFresherMs);
      this.#fill(shelf, patchSet(shelf.entries(), change.patch, limits.emotesPerSetMax), shelf.topics);
      // Nobody waits for it: `#keep` reports its own failures.
      void this.#keep(shelf, clock.now());
    }
  }

  #hurry(shelf: Shelf): void {
    const { clock, limits } = this.#options;
    const now = clock.now();
    if (now - shelf.changedAt < limits.liveIsFresherMs) return;
    shelf.dueAt = Math.min(shelf.dueAt, Math.max(0, shelf.askedAt + limits.lookAgainMsMin));
    this.#wake.wake();
  }

  #fill(shelf: Shelf, entries: readonly EmoteEntry[], topics: readonly string[]): void {
    this.#topics.put(shelf, topics);
    if (shelf.put(entries)) this.#options.onChange(shelf.roomId);
  }

  async #keep(shelf: Shelf, at: EpochMs): Promise<void> {
    const { cache, limits, observer } = this.#options;
    try {
      await cache.set(this.#cacheKey(shelf), shelf.toCached(at), limits.cacheTtlMs);
    } catch (error) {
      observer.stageFailed('emotes-cache', error);
    }
  }

  #cacheKey({ roomId }: Shelf): string {
    return `${this.#options.source.provider}:${roomId ?? 'global'}`;
  }

  /** Still wanted: channels come and go while an answer is on its way. */
  #holds(shelf: Shelf): boolean {
    return this.#shelves.get(shelf.roomId) === shelf;
  }

  #refreshMs(): number {
    const { limits, random } = this.#options;
    return limits.refreshMsMin + (limits.refreshMsMax - limits.refreshMsMin) * random();
  }
}

import type { EpochMs, StreamInfo } from '../../../domain/chat-event.ts';

export interface LiveStateOptions {
  /** Looks in a row that must not find a stream before it counts as ended: Twitch's answer flaps. */
  readonly missesMax: number;
}

/** What is known about one channel's broadcast. A broadcast is its id; the live flag alone means little. */
export class LiveState {
  readonly #options: LiveStateOptions;
  #stream: StreamInfo | null = null;
  #misses = 0;
  #firstMissAt: EpochMs = 0;
  #trustedUntil: EpochMs = Number.NEGATIVE_INFINITY;

  constructor(options: LiveStateOptions) {
    this.#options = options;
  }

  /** The running broadcast, or the last one. */
  get stream(): StreamInfo | null {
    return this.#stream;
  }

  get live(): boolean {
    return this.#stream !== null && this.#stream.endedAt === null;
  }

  /** A look found this stream. Returns what changed, oldest first. */
  found(stream: StreamInfo, now: EpochMs): readonly StreamInfo[] {
    const before = this.#stream;
    this.#misses = 0;
    if (before?.id === stream.id) {
      const same = before.endedAt === null && before.title === stream.title && before.category === stream.category;
      this.#stream = { ...stream, vodId: stream.vodId ?? before.vodId };
      return same ? [] : [this.#stream];
    }
    const changes = this.live ? [this.#end(now)] : [];
    this.#stream = stream;
    return [...changes, stream];
  }

  /** Twitch announced this stream; looks may not find it for a while. */
  announced(stream: StreamInfo, now: EpochMs, trustMs: number): readonly StreamInfo[] {
    this.#trustedUntil = now + trustMs;
    return this.#stream?.id === stream.id && this.live ? [] : this.found(stream, now);
  }

  /** A look that worked did not find a stream. */
  missed(now: EpochMs): readonly StreamInfo[] {
    if (!this.live || now < this.#trustedUntil) return [];
    if (this.#misses++ === 0) this.#firstMissAt = now;
    return this.#misses < this.#options.missesMax ? [] : [this.#end(this.#firstMissAt)];
  }

  /** Twitch announced the end: one more look that misses is enough. */
  announcedEnd(now: EpochMs): void {
    this.#trustedUntil = Number.NEGATIVE_INFINITY;
    if (this.#misses === 0) this.#firstMissAt = now;
    this.#misses = Math.max(this.#misses, this.#options.missesMax - 1);
  }

  /** The video of stream `id` is known. */
  vod(id: string, vodId: string): readonly StreamInfo[] {
    if (this.#stream?.id !== id || this.#stream.vodId === vodId) return [];
    this.#stream = { ...this.#stream, vodId };
    return [this.#stream];
  }

  #end(at: EpochMs): StreamInfo {
    const ended = { ...this.#stream!, endedAt: at };
    this.#stream = ended;
    this.#misses = 0;
    return ended;
  }
}

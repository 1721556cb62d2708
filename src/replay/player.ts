import type { ChannelName, ChatEvent, EpochMs } from '../domain/chat-event.ts';
import type { Clock } from '../domain/ports/clock.ts';

/** What a recording is played into: the part of the pipeline that a player needs. */
export interface ReplayTarget {
  accept(event: ChatEvent): void;
  /** Advances one channel only, because streams of one recording may all begin at the same instant. */
  tick(now: EpochMs, channel: ChannelName): void;
  /** The moment a channel is in, so that it can be played to its end. */
  openMoment(channel: ChannelName): object | null;
}

export interface PlayerOptions {
  /** Times real time, or as fast as the machine can. Either way the target sees the same calls in the same order. */
  readonly speed: number | 'max';
  readonly clock: Clock;
  /** Ticks are skipped in the middle of a longer silence: all windows are empty by then. `Infinity` skips nothing. */
  readonly silenceMs?: number;
}

/** The grid of simulated ticks, aligned to the stream's clock. */
export const TICK_MS = 250;
/** Longer than any window of the pipeline, twice. */
const SILENCE_MS = 30 * 60_000;
/** A moment still open at the end of a recording is played out for this long at most. */
const TAIL_MS = 300_000;

interface StreamPosition {
  nextTick: EpochMs;
  /** Add to a time of the stream to get played time, in which all streams of a recording share one axis. */
  readonly offset: number;
  readonly firstAt: EpochMs;
  lastAt: EpochMs;
  messages: number;
}

export interface StreamTotals {
  readonly channel: ChannelName;
  readonly messages: number;
  readonly firstAt: EpochMs;
  readonly lastAt: EpochMs;
}

/**
 * Plays recorded events into a target with message time as the clock. Every stream has its own time; between two of its
 * events the target is ticked on the grid. An event at a grid instant comes after the tick of that instant.
 */
export class Player {
  readonly #target: ReplayTarget;
  readonly #options: Required<PlayerOptions>;
  readonly #streams = new Map<ChannelName, StreamPosition>();
  /** How much has been played, on the shared axis. */
  #played: number = 0;
  #startedAt: EpochMs | null = null;

  constructor(target: ReplayTarget, options: PlayerOptions) {
    this.#target = target;
    this.#options = { silenceMs: SILENCE_MS, ...options };
  }

  totals(): readonly StreamTotals[] {
    return [...this.#streams].map(([channel, { messages, firstAt, lastAt }]) => ({
      channel,
      messages,
      firstAt,
      lastAt,
    }));
  }

  async play(batches: AsyncIterable<readonly ChatEvent[]>, signal: AbortSignal): Promise<void> {
    for await (const batch of batches) {
      signal.throwIfAborted();
      if (this.#options.speed === 'max') this.#playFast(batch);
      else await this.#playPaced(batch, this.#options.speed, signal);
    }
  }

  /** Plays moments that the recording leaves open to their end. */
  finish(): void {
    for (const [channel, stream] of this.#streams) {
      const until = stream.lastAt + TAIL_MS;
      while (stream.nextTick <= until && this.#target.openMoment(channel) !== null) this.#tick(channel, stream);
    }
  }

  #playFast(batch: readonly ChatEvent[]): void {
    for (const event of batch) {
      const stream = this.#streamOf(event);
      while (this.#nextTickIsDue(stream, event.receivedAt)) this.#tick(event.channel, stream);
      this.#accept(stream, event);
    }
  }

  async #playPaced(batch: readonly ChatEvent[], speed: number, signal: AbortSignal): Promise<void> {
    for (const event of batch) {
      const stream = this.#streamOf(event);
      while (this.#nextTickIsDue(stream, event.receivedAt)) {
        await this.#wait(stream.nextTick + stream.offset, speed, signal);
        this.#tick(event.channel, stream);
      }
      await this.#wait(event.receivedAt + stream.offset, speed, signal);
      this.#accept(stream, event);
    }
  }

  #streamOf(event: ChatEvent): StreamPosition {
    let stream = this.#streams.get(event.channel);
    if (stream === undefined) {
      const at = event.receivedAt;
      const nextTick = Math.floor(at / TICK_MS) * TICK_MS + TICK_MS;
      stream = { nextTick, offset: this.#played - at, firstAt: at, lastAt: at, messages: 0 };
      this.#streams.set(event.channel, stream);
    }
    return stream;
  }

  /** Also jumps over the middle of a long silence, keeping the grid. */
  #nextTickIsDue(stream: StreamPosition, at: EpochMs): boolean {
    const { silenceMs } = this.#options;
    if (at - stream.lastAt > 2 * silenceMs && stream.nextTick > stream.lastAt + silenceMs) {
      stream.nextTick = Math.max(stream.nextTick, Math.floor((at - silenceMs) / TICK_MS) * TICK_MS);
    }
    return stream.nextTick <= at;
  }

  #tick(channel: ChannelName, stream: StreamPosition): void {
    this.#target.tick(stream.nextTick, channel);
    stream.nextTick += TICK_MS;
  }

  #accept(stream: StreamPosition, event: ChatEvent): void {
    this.#target.accept(event);
    if (event.kind === 'message') stream.messages++;
    stream.lastAt = Math.max(stream.lastAt, event.receivedAt);
    this.#played = Math.max(this.#played, event.receivedAt + stream.offset);
  }

  async #wait(playedMs: number, speed: number, signal: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    this.#startedAt ??= clock.now();
    const waitMs = this.#startedAt + playedMs / speed - clock.now();
    if (waitMs > 0) await clock.sleep(waitMs, signal);
  }
}

import type { ChannelName, ChatEvent, EpochMs, StreamInfo } from '../domain/chat-event.ts';
import type { ReadTally } from './read-tally.ts';

export interface SequencerOptions {
  /** Lines that are up to this much late are put in their place. */
  readonly reorderMs: number;
  /** Over all streams of a recording; beyond it the fullest stream hands on its oldest early. */
  readonly heldEventsMax: number;
  readonly streamsMax: number;
  /** A time this far from its neighbours needs a second line to be believed. */
  readonly jumpMs: number;
  /** The broadcast that a stream's first event belongs to. */
  readonly streamOf: (first: ChatEvent) => StreamInfo;
}

export const SEQUENCER_DEFAULTS = {
  reorderMs: 30_000,
  heldEventsMax: 50_000,
  streamsMax: 1_000,
  jumpMs: 24 * 3_600_000,
} as const;

interface StreamState {
  readonly events: ChatEvent[];
  /** Entries before this one were handed on. */
  head: number;
  released: EpochMs;
  newest: EpochMs | null;
  /** One event whose time needs a second opinion. */
  doubted: { readonly event: ChatEvent; readonly line: number } | null;
}

/** How many handed-on entries are kept before the arrays are cut, so that cutting costs little an event. */
const COMPACT_AT = 1_024;

/**
 * Brings each stream's events into the order of their times and announces each stream before its first event.
 * What cannot be placed is counted, never guessed.
 */
export class Sequencer {
  readonly #streams = new Map<ChannelName, StreamState>();
  readonly #options: SequencerOptions;
  readonly #tally: ReadTally;
  #held = 0;

  constructor(options: SequencerOptions, tally: ReadTally) {
    this.#options = options;
    this.#tally = tally;
  }

  /** Takes one event in file order; whatever is now certain of its place is appended to `out`. */
  push(event: ChatEvent, line: number, out: ChatEvent[]): void {
    const stream = this.#streamOf(event.channel);
    if (stream === null) return this.#tally.add('too-many-streams', line);
    const jumps = stream.newest === null || event.receivedAt > stream.newest + this.#options.jumpMs;
    if (!jumps && stream.doubted === null) return this.#place(stream, event, line, out);
    this.#weigh(stream, event, line, jumps, out);
  }

  /** Hands on everything that is still held. */
  end(out: ChatEvent[]): void {
    for (const stream of this.#streams.values()) {
      const { doubted } = stream;
      stream.doubted = null;
      // A stream of one message has no neighbours to doubt it by.
      if (doubted !== null && stream.newest === null) this.#place(stream, doubted.event, doubted.line, out);
      else if (doubted !== null) this.#tally.add('time-jump', doubted.line);
      while (stream.head < stream.events.length) this.#release(stream, out);
    }
  }

  #streamOf(channel: ChannelName): StreamState | null {
    let stream = this.#streams.get(channel);
    if (stream === undefined) {
      if (this.#streams.size >= this.#options.streamsMax) return null;
      stream = { events: [], head: 0, released: -Infinity, newest: null, doubted: null };
      this.#streams.set(channel, stream);
    }
    return stream;
  }

  /** A doubted time is believed when the next line lies near it, and left out when it does not. */
  #weigh(stream: StreamState, event: ChatEvent, line: number, jumps: boolean, out: ChatEvent[]): void {
    const { doubted } = stream;
    stream.doubted = null;
    if (doubted !== null) {
      const near = Math.abs(event.receivedAt - doubted.event.receivedAt) <= this.#options.jumpMs;
      if (near) {
        this.#place(stream, doubted.event, doubted.line, out);
        return this.#place(stream, event, line, out);
      }
      this.#tally.add('time-jump', doubted.line);
    }
    if (jumps) stream.doubted = { event, line };
    else this.#place(stream, event, line, out);
  }

  #place(stream: StreamState, event: ChatEvent, line: number, out: ChatEvent[]): void {
    const at = event.receivedAt;
    if (at < stream.released) return this.#tally.add('out-of-order', line);
    if (stream.newest === null || at >= stream.newest) stream.events.push(event);
    else stream.events.splice(insertionPoint(stream.events, stream.head, at), 0, event);
    this.#held++;
    stream.newest = Math.max(stream.newest ?? at, at);
    const certain = stream.newest - this.#options.reorderMs;
    while ((stream.events[stream.head]?.receivedAt ?? Infinity) <= certain) this.#release(stream, out);
    if (this.#held > this.#options.heldEventsMax) this.#release(stream, out);
  }

  #release(stream: StreamState, out: ChatEvent[]): void {
    const event = stream.events[stream.head];
    if (event === undefined) return;
    if (stream.released === -Infinity) out.push(this.#announcement(event));
    stream.head++;
    this.#held--;
    stream.released = event.receivedAt;
    this.#tally.read++;
    out.push(event);
    if (stream.head >= COMPACT_AT) {
      stream.events.splice(0, stream.head);
      stream.head = 0;
    }
  }

  #announcement(first: ChatEvent): ChatEvent {
    const { channel, sentAt, receivedAt } = first;
    return { kind: 'stream', channel, sentAt, receivedAt, stream: this.#options.streamOf(first) };
  }
}

/** Behind every event of the same time, so that equal times keep the order of the file. */
function insertionPoint(events: readonly ChatEvent[], from: number, at: EpochMs): number {
  let low = from;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((events[middle]?.receivedAt ?? Infinity) > at) high = middle;
    else low = middle + 1;
  }
  return low;
}

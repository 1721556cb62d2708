import type { ChatEvent, ChannelName, EpochMs } from '../../domain/chat-event.ts';
import { IrcLineReader, looksLikeIrc } from '../../replay/irc-lines.ts';
import { parseJsonLine } from '../../replay/jsonl.ts';
import type { ReadProblem, ReadTally } from '../../replay/read-tally.ts';
import { Sequencer, SEQUENCER_DEFAULTS } from '../../replay/sequencer.ts';
import { RELATIVE_ORIGIN, streamStart } from '../../replay/time-origin.ts';
import { parsePlainLine } from './plain-line.ts';

/** Chat whose own times are this near to now happens now. */
const LIVE_TOLERANCE_MS = 120_000;

/**
 * Turns lines of any format, mixed as they may be, into events. Chat that happens now, or that carries no time, gets the
 * time it came in; recorded chat keeps its own, and a line that is a little late counts at the time that was reached.
 */
export class LineEvents {
  readonly #channel: ChannelName;
  readonly #tally: ReadTally;
  readonly #now: () => EpochMs;
  readonly #irc = new IrcLineReader();
  readonly #sequencer: Sequencer;
  readonly #reached = new Map<ChannelName, EpochMs>();
  #live: boolean | null = null;
  #out: ChatEvent[] = [];

  constructor(channel: ChannelName, tally: ReadTally, now: () => EpochMs) {
    this.#channel = channel;
    this.#tally = tally;
    this.#now = now;
    this.#sequencer = new Sequencer({ ...SEQUENCER_DEFAULTS, reorderMs: 0, streamOf: broadcastOf }, tally);
  }

  /** Decided by the first message. */
  get live(): boolean {
    return this.#live ?? true;
  }

  line(line: string, number: number): void {
    const text = number === 1 ? line.replace(/^\ufeff/, '') : line;
    if (text.trim() === '') return;
    const event = this.#parse(text, number);
    if (event === null) this.#tally.skipped++;
    else if (typeof event === 'string') this.#tally.add(event, number);
    else this.#place(event, number);
  }

  /** What came since the last call. */
  take(): readonly ChatEvent[] {
    const out = this.#out;
    this.#out = [];
    return out;
  }

  end(): void {
    this.#sequencer.end(this.#out);
  }

  #parse(text: string, number: number): ChatEvent | null | ReadProblem {
    const trimmed = text.trimStart();
    if (trimmed.startsWith('{')) return this.#parseJson(trimmed, number);
    if (looksLikeIrc(trimmed)) {
      const event = this.#irc.parse(trimmed);
      return event === 'bad-time' ? this.#irc.parse(`[${new Date(this.#clock()).toISOString()}] ${trimmed}`) : event;
    }
    return parsePlainLine(text, number, this.#channel, this.#clock());
  }

  #parseJson(text: string, number: number): ChatEvent | ReadProblem {
    const event = parseJsonLine(text, number, this.#channel);
    if (event !== 'bad-time' || /"t"\s*:/.test(text)) return event;
    return parseJsonLine(`{"t":${this.#clock()},${text.slice(1)}`, number, this.#channel);
  }

  /** For lines that tell no time: now, or in recorded chat the time that was reached. */
  #clock(): EpochMs {
    if (this.#live !== false) return this.#now();
    return this.#reached.get(this.#channel) ?? RELATIVE_ORIGIN;
  }

  #place(event: ChatEvent, number: number): void {
    const now = this.#now();
    this.#live ??= Math.abs(event.receivedAt - now) <= LIVE_TOLERANCE_MS;
    if (this.#live) {
      this.#tally.read++;
      this.#out.push({ ...event, receivedAt: now });
      return;
    }
    const reached = this.#reached.get(event.channel) ?? -Infinity;
    const late = event.receivedAt < reached && reached - event.receivedAt <= SEQUENCER_DEFAULTS.reorderMs;
    const placed = late ? { ...event, receivedAt: reached } : event;
    const before = this.#out.length;
    this.#sequencer.push(placed, number, this.#out);
    const last = this.#out.at(-1);
    if (this.#out.length > before && last !== undefined) this.#reached.set(last.channel, last.receivedAt);
  }
}

function broadcastOf({ channel, receivedAt }: ChatEvent) {
  const startedAt = streamStart(receivedAt);
  return {
    id: `recording:${channel}`,
    channel,
    roomId: '',
    startedAt,
    endedAt: null,
    title: '',
    category: '',
    vodId: null,
  };
}

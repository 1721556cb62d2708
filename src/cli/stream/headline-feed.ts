import type { ChannelName, EpochMs } from '../../domain/chat-event.ts';
import type { Headline } from '../../domain/headline.ts';

/** Asks each channel for its headline in a steady rhythm of the chat's time, and tells of those that say something new. */
export class HeadlineFeed {
  readonly #everyMs: number;
  readonly #ask: (channel: ChannelName) => Headline | null;
  readonly #tell: (headline: Headline) => void;
  readonly #channels = new Map<ChannelName, { due: EpochMs; told: Headline | null }>();

  constructor(everyMs: number, ask: (channel: ChannelName) => Headline | null, tell: (headline: Headline) => void) {
    this.#everyMs = everyMs;
    this.#ask = ask;
    this.#tell = tell;
  }

  tick(channel: ChannelName, now: EpochMs): void {
    const known = this.#channels.get(channel) ?? { due: now, told: null };
    this.#channels.set(channel, known);
    if (now < known.due) return;
    known.due = now + this.#everyMs;
    this.#tellNew(channel, known);
  }

  #tellNew(channel: ChannelName, known: { told: Headline | null }): void {
    const headline = this.#ask(channel);
    if (headline === null || headline === known.told || saysTheSame(headline, known.told)) return;
    known.told = headline;
    this.#tell(headline);
  }
}

function saysTheSame(a: Headline, b: Headline | null): boolean {
  return (
    b !== null && a.messages === b.messages && a.from === b.from && a.sentences.join(' ') === b.sentences.join(' ')
  );
}

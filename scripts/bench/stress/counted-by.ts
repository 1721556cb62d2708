/** A message whose own frame has arrived. */
interface Arrived {
  readonly sentMicros: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** How long it takes until a frame of present state, sent by the clock, counts a message. */
export class CountedBy {
  /** From a message's sending to the frame that counts it, in the order in which they were sent. */
  readonly ms: number[] = [];
  #waiting: Arrived[] = [];

  /** The message's own frame has arrived: the bot had taken it up by then, at the latest. */
  arrived(sentMicros: number, at: number): void {
    this.#waiting.push({ sentMicros, at });
  }

  /** A frame that counts everything the bot took up until `upTo`. @param nowMicros when it arrived */
  counts(upTo: number, nowMicros: number): void {
    const first = this.#waiting.findIndex(({ at }) => at > upTo);
    const counted = this.#waiting.splice(0, first === -1 ? this.#waiting.length : first);
    for (const { sentMicros } of counted) this.ms.push((nowMicros - sentMicros) / 1_000);
  }
}

/** How long something that is renewed all the time stood still. Times are milliseconds of one clock. */
export class Freshness {
  readonly #renewals: number[] = [];
  #upTo = Number.NEGATIVE_INFINITY;

  /** A frame has arrived. It is a renewal only when it speaks of a later time than those before. */
  frame(upTo: number, now: number): void {
    if (upTo <= this.#upTo) return;
    this.#upTo = upTo;
    this.#renewals.push(now);
  }

  /** Times between one renewal and the next. */
  get gapsMs(): readonly number[] {
    return this.#renewals.slice(1).map((at, i) => at - (this.#renewals[i] ?? at));
  }

  /** The longest time without a renewal that ended within a span of time. @throws where nothing was renewed */
  longest(from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY): number {
    let longest = Number.NaN;
    for (let i = 1; i < this.#renewals.length; i++) {
      const [before = 0, at = 0] = [this.#renewals[i - 1], this.#renewals[i]];
      if (at >= from && at <= to && !(at - before <= longest)) longest = at - before;
    }
    if (Number.isNaN(longest)) throw new Error('nothing was renewed');
    return longest;
  }
}

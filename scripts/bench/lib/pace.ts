/**
 * How many messages are due at a steady rate. The rate does not wait for whoever receives them, and a timer that comes
 * late is made up for: otherwise a receiver that hangs would measure itself less often just then.
 */
export class Pace {
  readonly #perMs: number;
  readonly #startedAt: number;
  #given = 0;

  /** @param startedAt milliseconds, of the same clock as all other times */
  constructor(perSecond: number, startedAt: number) {
    this.#perMs = perSecond / 1_000;
    this.#startedAt = startedAt;
  }

  /** Messages to send now. */
  due(now: number): number {
    const due = Math.floor((now - this.#startedAt) * this.#perMs) - this.#given;
    if (due <= 0) return 0;
    this.#given += due;
    return due;
  }
}

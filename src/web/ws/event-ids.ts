const ID = /^([0-9a-z]{1,16})-([0-9]{1,15})$/;

/** What a client saw last: everything after `sequence`, if it was of this run of the bot; otherwise nothing of it. */
export interface ResumePoint {
  readonly sequence: number;
  readonly sameRun: boolean;
}

/** Ids of events: `run-sequence`. They grow over all channels, so one id says for each channel what is new. */
export class EventIds {
  readonly #run: string;
  #sequence = 0;

  /** @param startedAt tells this run of the bot from others */
  constructor(startedAt: number) {
    this.#run = Math.floor(startedAt).toString(36);
  }

  /** Sequence of the last event. */
  get last(): number {
    return this.#sequence;
  }

  next(): { readonly sequence: number; readonly id: string } {
    this.#sequence++;
    return { sequence: this.#sequence, id: `${this.#run}-${this.#sequence}` };
  }

  /** Null for text that is no event id. */
  parse(id: string): ResumePoint | null {
    const [, run, sequence] = ID.exec(id) ?? [];
    if (run === undefined || sequence === undefined) return null;
    const sameRun = run === this.#run && Number(sequence) <= this.#sequence;
    return { sequence: sameRun ? Number(sequence) : 0, sameRun };
  }
}

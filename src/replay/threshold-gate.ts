import type { EpochMs } from '../domain/chat-event.ts';
import type { HypeEvent, MomentId } from '../domain/hype-moment.ts';

export interface GateAnswer {
  readonly phase: 'started' | 'ended';
  /** When the moment reached the threshold. */
  readonly reachedAt: EpochMs;
}

/** Turns what a detector says into what somebody with a threshold is told: once when reached, once when over. */
export class ThresholdGate {
  readonly #threshold: number;
  /** Moments told of and still open: at most one a channel. */
  readonly #told = new Map<MomentId, EpochMs>();

  constructor(threshold: number) {
    this.#threshold = threshold;
  }

  /** Null while there is nothing to tell. */
  judge(event: HypeEvent): GateAnswer | null {
    const { id, peakScore } = event.moment;
    const reachedAt = this.#told.get(id);
    if (event.kind === 'ended') {
      this.#told.delete(id);
      return reachedAt === undefined ? null : { phase: 'ended', reachedAt };
    }
    if (reachedAt !== undefined || peakScore < this.#threshold) return null;
    this.#told.set(id, event.at);
    return { phase: 'started', reachedAt: event.at };
  }
}

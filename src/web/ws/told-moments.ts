import type { ChannelName } from '../../domain/chat-event.ts';
import type { HypeEvent, MomentId } from '../../domain/hype-moment.ts';

/** Which moments listeners were told of: each once when it reaches the threshold and once when it is over. */
export class ToldMoments {
  readonly #threshold: number;
  /** Moments told of that are not over: at most one a channel. */
  readonly #told = new Map<ChannelName, MomentId>();

  /** @param threshold score a moment must reach to be told of */
  constructor(threshold: number) {
    this.#threshold = threshold;
  }

  /** What to tell; null for nothing. */
  judge({ kind, moment }: HypeEvent): 'started' | 'ended' | null {
    const { id, channel, peakScore } = moment;
    const told = this.#told.get(channel) === id;
    if (kind === 'ended') {
      if (told) this.#told.delete(channel);
      return told ? 'ended' : null;
    }
    if (told || peakScore < this.#threshold) return null;
    this.#told.set(channel, id);
    return 'started';
  }
}

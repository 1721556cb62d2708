import type { ChannelName, EpochMs } from '../../domain/chat-event.ts';
import type { MinuteMood, Sentiment } from '../../domain/mood.ts';
import { dominantOf } from './dominant.ts';
import { MoodSums } from './mood-sums.ts';

const MINUTE_MS = 60_000;

/** The mood of one minute after the other, for storage: plain weighted means, nothing assumed and nothing forgotten. */
export class MinuteMoodRecorder {
  readonly #channel: ChannelName;
  readonly #sums = new MoodSums();
  #minute: EpochMs;
  #messages = 0;
  #counted = 0;

  constructor(channel: ChannelName, now: EpochMs) {
    this.#channel = channel;
    this.#minute = startOf(now);
  }

  /** @param weight what the message counts, 0 to 1 */
  add(judged: Sentiment, weight: number): void {
    this.#messages++;
    this.#counted += weight;
    this.#sums.add(judged, weight, 1);
  }

  /** Nothing happens for a message of an earlier minute: that one is stored already. */
  revise(at: EpochMs, from: Sentiment, to: Sentiment, weight: number): void {
    if (at < this.#minute) return;
    this.#sums.add(from, weight, 1, -1);
    this.#sums.add(to, weight, 1);
  }

  read(): MinuteMood {
    return {
      channel: this.#channel,
      minute: this.#minute,
      messages: this.#messages,
      ...this.#sums.read(1, 0, this.#counted),
      dominant: dominantOf(this.#sums, 0, null),
    };
  }

  /** Begins the minute of `now`. */
  next(now: EpochMs): void {
    this.#minute = startOf(now);
    this.#messages = 0;
    this.#counted = 0;
    this.#sums.clear();
  }
}

function startOf(at: EpochMs): EpochMs {
  return Math.floor(at / MINUTE_MS) * MINUTE_MS;
}

import type { ChannelName, ChatMessage, EpochMs } from '../../domain/chat-event.ts';
import type { MinuteMood, MoodSnapshot, Sentiment } from '../../domain/mood.ts';
import type { SentimentScorer } from '../../domain/ports/models.ts';

/** A better judgement of a message that was judged before: what it said at `at` is replaced. */
export interface MoodRevision {
  readonly channel: ChannelName;
  /** `receivedAt` of the message. */
  readonly at: EpochMs;
  readonly from: Sentiment;
  readonly to: Sentiment;
  /** Name of the model that judged again. */
  readonly model: string;
}

/** One channel's mood. Times never go back. */
export class MoodTracker {
  readonly #channel: ChannelName;
  readonly #scorer: SentimentScorer;

  constructor(channel: ChannelName, scorer: SentimentScorer) {
    this.#channel = channel;
    this.#scorer = scorer;
  }

  /** @param emotes names of all emotes in the message, one entry a use */
  observe(message: ChatMessage, emotes: readonly string[]): Sentiment {
    return this.#scorer.rate({ text: message.text, emotes }, null, null);
  }

  revise(_revision: MoodRevision): void {}

  snapshot(now: EpochMs): MoodSnapshot {
    throw new Error(`${this.#channel} ${now}`);
  }

  /** The minute so far. */
  minute(): MinuteMood {
    return {
      channel: this.#channel,
      minute: 0,
      messages: 0,
      score: 0,
      shares: { positive: 0, neutral: 0, negative: 0 },
      moods: { joy: 0, hype: 0, sad: 0, anger: 0, confusion: 0, calm: 0 },
      dominant: 'calm',
      confidence: 0,
    };
  }

  /** Begins the minute of `now`. */
  nextMinute(_now: EpochMs): void {}
}

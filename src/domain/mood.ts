import type { ChannelName, EpochMs } from './chat-event.ts';

export const SENTIMENT_LABELS = ['pos', 'neu', 'neg'] as const;
export type SentimentLabel = (typeof SENTIMENT_LABELS)[number];

export const MOODS = ['joy', 'hype', 'sad', 'anger', 'confusion', 'calm'] as const;
/** What a chat, or one message, feels. `calm` is also the answer where nothing is felt strongly. */
export type Mood = (typeof MOODS)[number];

/** How one message was judged. */
export interface Sentiment {
  readonly label: SentimentLabel;
  /** −1 (worst) to 1 (best). */
  readonly score: number;
  /** 0 to 1: how much there was to judge by. A language the model does not know has little. */
  readonly confidence: number;
  readonly mood: Mood;
}

/** Shares of positive, neutral and negative messages; they add up to 1, or are all 0 without messages. */
export interface SentimentShares {
  readonly positive: number;
  readonly neutral: number;
  readonly negative: number;
}

/** Something chat said that moved its mood. */
export interface MoodDriver {
  readonly kind: 'emote' | 'emoji' | 'word';
  readonly token: string;
  /** Uses within the smoothing window, decayed by time. */
  readonly uses: number;
  /** What one use says, −1 to 1. */
  readonly valence: number;
  /** The valence was learned from the company the emote keeps in this channel. */
  readonly learned: boolean;
}

/** What a channel's chat feels now: smoothed by time, so that a message nudges and does not flip. */
export interface MoodSnapshot {
  readonly channel: ChannelName;
  readonly at: EpochMs;
  /** −1 to 1. */
  readonly score: number;
  readonly shares: SentimentShares;
  /** Share of each mood; they add up to 1, or are all 0 without messages. */
  readonly moods: Readonly<Record<Mood, number>>;
  readonly dominant: Mood;
  /** 0 to 1, from sample size, agreement and how sure the model was. */
  readonly confidence: number;
  /** Messages that count, decayed by time: the size of the sample. */
  readonly messages: number;
  /** `#RRGGBB`; it moves evenly with the mood and is told apart by colour-blind people. */
  readonly color: string;
  /** Strongest first. */
  readonly drivers: readonly MoodDriver[];
  /** Name of the model that judged, for example `lexicon`. */
  readonly model: string;
}

/** One minute of a channel's mood, as stored. */
export interface MinuteMood {
  readonly channel: ChannelName;
  /** Start of the minute. */
  readonly minute: EpochMs;
  /** Messages judged within the minute. */
  readonly messages: number;
  /** Mean score of the minute's messages. */
  readonly score: number;
  readonly shares: SentimentShares;
  readonly moods: Readonly<Record<Mood, number>>;
  readonly dominant: Mood;
  readonly confidence: number;
}

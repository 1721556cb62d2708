import type { ChannelName, EpochMs } from './chat-event.ts';

/** A message that stands for its bucket. Leaves every surface when a moderator retracts it. */
export interface BucketSample {
  readonly messageId: string;
  readonly chatterId: string;
  readonly text: string;
}

/** Messages of one stretch of time that say about the same thing. */
export interface TopicBucket {
  /** Stable while the topic lasts. */
  readonly id: string;
  readonly from: EpochMs;
  readonly to: EpochMs;
  /** One to four words, as chat writes them. Empty where the messages share no word. */
  readonly topic: string;
  readonly keywords: readonly string[];
  readonly messages: number;
  readonly chatters: number;
  /** Of the messages of the window, 0 to 1. */
  readonly share: number;
  /** Mean score of its messages, −1 to 1. */
  readonly sentiment: number;
  /** Representative messages, the most typical first. */
  readonly samples: readonly BucketSample[];
}

/** What a chat is talking about: buckets of the last minutes, gathered 5 s → 1 min → 10 min. */
export interface Digest {
  readonly channel: ChannelName;
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly messages: number;
  readonly chatters: number;
  /** Mean score of the window's messages, −1 to 1. */
  readonly sentiment: number;
  /** Largest first. */
  readonly buckets: readonly TopicBucket[];
  /** Of the shares of the topics, in bits: 0 when everybody says the same. */
  readonly entropy: number;
  /** Grows when what is said has changed enough to be worth a model's words again. */
  readonly revision: number;
}

/** What a chat is saying, in at most two sentences. Every claim is traceable to its buckets. */
export interface Headline {
  readonly channel: ChannelName;
  readonly at: EpochMs;
  /** One or two. */
  readonly sentences: readonly string[];
  /** −1 to 1, for the bar. */
  readonly sentiment: number;
  /** 0 to 1. */
  readonly confidence: number;
  /** The window it speaks of. */
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly messages: number;
  readonly messagesPerSecond: number;
  /** What it was made from, largest first. */
  readonly buckets: readonly TopicBucket[];
  /** `extractive`, or the name of the language model. */
  readonly model: string;
}

/** One statement of a summary and when chat said it. */
export interface SummaryPoint {
  readonly text: string;
  readonly at: EpochMs;
  readonly messages: number;
  /** Ids of messages it rests on. */
  readonly messageIds: readonly string[];
}

export const SUMMARY_FALLBACKS = [
  'no-model',
  'no-budget',
  'timeout',
  'unreachable',
  'rate-limited',
  'malformed',
  'unfaithful',
  'declined',
  'rejected',
] as const;
/** Why a language model's words are not there. `declined`: the model would not; `rejected`: the server refused the request. */
export type SummaryFallback = (typeof SUMMARY_FALLBACKS)[number];

/** Which stretch of a channel's chat is to be summed up. */
export interface SummaryOrder {
  readonly channel: ChannelName;
  /** By when messages were received, `from` inclusive, `to` exclusive. */
  readonly from: EpochMs;
  readonly to: EpochMs;
  /** False keeps to chat's own words, which costs nothing and goes nowhere. */
  readonly mayAskModel: boolean;
  /** Kept in the channel's list of summaries. */
  readonly keep?: boolean;
}

/** What a chat said over a stretch of time. */
export interface Summary {
  readonly channel: ChannelName;
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly messages: number;
  readonly chatters: number;
  /** One to three sentences. */
  readonly overview: string;
  /** In order of time, at most a handful. */
  readonly points: readonly SummaryPoint[];
  /** −1 to 1. */
  readonly sentiment: number;
  /** `extractive`, or the name of the language model. */
  readonly model: string;
  /** Why it is extractive although a language model is set; null otherwise. */
  readonly fallback: SummaryFallback | null;
}

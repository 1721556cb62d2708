import type { Digest, SummaryFallback } from '../headline.ts';
import type { MoodDriver, Sentiment } from '../mood.ts';
import type { ChannelName, EpochMs } from '../chat-event.ts';

/** What a sentiment model is told about a message. */
export interface RateableText {
  readonly text: string;
  /** Names of all emotes in it, Twitch's and others', one entry a use, in any order. */
  readonly emotes: readonly string[];
}

/** What a channel taught about emotes nobody rated. */
export interface LearnedValence {
  /** −1 to 1; null while not enough is known. */
  valenceOf(emote: string): number | null;
}

/** Hears each token that carried meaning. A null valence is an emote whose meaning nobody knows yet. */
export type TokenSink = (token: string, kind: MoodDriver['kind'], valence: number | null, learned: boolean) => void;

/** Judges a message at once: part of the synchronous core. */
export interface SentimentScorer {
  readonly name: string;
  rate(message: RateableText, learned: LearnedValence | null, heard: TokenSink | null): Sentiment;
}

/** Judges messages in batches, somewhere else. */
export interface SentimentModel extends AsyncDisposable {
  readonly name: string;
  /** Most messages a call. */
  readonly batchMax: number;
  /** One judgement a text, in order, or why there is none. Never throws for an expected failure. */
  rate(texts: readonly RateableText[], signal: AbortSignal): Promise<ModelAnswer<readonly Sentiment[]>>;
}

/** An answer, or the bounded reason why there is none. */
export type ModelAnswer<T> =
  | { readonly kind: 'answered'; readonly value: T }
  | { readonly kind: 'failed'; readonly reason: SummaryFallback; readonly detail: string };

/** What a summary model wrote of a digest. `bucketIds` say which buckets each sentence rests on. */
export interface HeadlineDraft {
  readonly sentences: readonly { readonly text: string; readonly bucketIds: readonly string[] }[];
}

export interface SummaryRequest {
  readonly channel: ChannelName;
  readonly from: EpochMs;
  readonly to: EpochMs;
  /** Messages and chatters of the whole window, of which `messages` may be a selection. */
  readonly totalMessages: number;
  readonly totalChatters: number;
  /** Oldest first; never retracted, never of somebody who opted out. */
  readonly messages: readonly SummaryMessage[];
}

export interface SummaryMessage {
  readonly id: string;
  readonly author: string;
  readonly text: string;
  readonly at: EpochMs;
}

export interface SummaryDraft {
  readonly overview: string;
  /** `messageIds` are ids of the request. */
  readonly points: readonly { readonly text: string; readonly messageIds: readonly string[] }[];
}

/** Puts what a chat said into words. Its drafts are already checked against the messages they rest on. */
export interface SummaryModel extends AsyncDisposable {
  readonly name: string;
  headline(digest: Digest, signal: AbortSignal): Promise<ModelAnswer<HeadlineDraft>>;
  summarize(request: SummaryRequest, signal: AbortSignal): Promise<ModelAnswer<SummaryDraft>>;
}

export const MODEL_ROLES = ['mood', 'summary'] as const;
export type ModelRole = (typeof MODEL_ROLES)[number];

export interface ModelStatus {
  readonly role: ModelRole;
  /** As asked for, for example `lexicon`, `onnx:models/mine`, `openai:gpt-5-nano`. */
  readonly wanted: string;
  readonly active: string;
  readonly since: EpochMs;
  /** Why `active` is not `wanted`, or why the last change was taken back; null while all is well. */
  readonly problem: string | null;
}

export type SwapOutcome =
  | { readonly kind: 'swapped'; readonly active: string; readonly previous: string }
  /** The former model stays; `problem` says what happened and what to do. */
  | { readonly kind: 'kept'; readonly active: string; readonly problem: string };

/** Changes models while everything runs. */
export interface ModelControl {
  status(): readonly ModelStatus[];
  /** Loads and tries the new model beside the old one, then changes over. Never throws for an expected failure. */
  swap(role: ModelRole, spec: string): Promise<SwapOutcome>;
}

/** What model calls cost today. */
export interface SpendReport {
  /** UTC date, `YYYY-MM-DD`. */
  readonly day: string;
  readonly calls: number;
  readonly failedCalls: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly usd: number;
  readonly budgetUsd: number;
}

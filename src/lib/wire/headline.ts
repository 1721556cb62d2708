import type { Headline } from '../../domain/headline.ts';
import { isoTime } from '../format.ts';
import { rounded } from './rounded.ts';

/** A channel's headline on every wire: WebSocket, REST, JSON lines. */
export interface HeadlineFrame {
  readonly type: 'headline';
  readonly channel: string;
  /** ISO 8601, UTC, milliseconds. */
  readonly timestamp: string;
  /** The sentences, joined. */
  readonly headline: string;
  readonly sentences: readonly string[];
  /** −1 to 1, for the bar; the same in percent, signed and whole. */
  readonly sentiment: number;
  readonly sentiment_percent: number;
  /** 0 to 1. */
  readonly confidence: number;
  /** The window it speaks of. */
  readonly window_start: string;
  readonly window_end: string;
  readonly messages: number;
  readonly messages_per_second: number;
  /** What it was made from, largest first, for audit. */
  readonly buckets: readonly HeadlineBucketFrame[];
  readonly model: string;
}

export interface HeadlineBucketFrame {
  readonly id: string;
  readonly topic: string;
  readonly keywords: readonly string[];
  readonly messages: number;
  readonly chatters: number;
  readonly share: number;
  readonly sentiment: number;
  readonly from: string;
  readonly to: string;
  readonly sample_ids: readonly string[];
}

export function headlineFrame(headline: Headline): HeadlineFrame {
  return {
    type: 'headline',
    channel: headline.channel,
    timestamp: isoTime(headline.at),
    headline: headline.sentences.join(' '),
    sentences: headline.sentences,
    sentiment: rounded(headline.sentiment),
    sentiment_percent: Math.round(headline.sentiment * 100),
    confidence: rounded(headline.confidence),
    window_start: isoTime(headline.from),
    window_end: isoTime(headline.to),
    messages: headline.messages,
    messages_per_second: rounded(headline.messagesPerSecond),
    buckets: headline.buckets.map((bucket) => ({
      id: bucket.id,
      topic: bucket.topic,
      keywords: bucket.keywords,
      messages: bucket.messages,
      chatters: bucket.chatters,
      share: rounded(bucket.share),
      sentiment: rounded(bucket.sentiment),
      from: isoTime(bucket.from),
      to: isoTime(bucket.to),
      sample_ids: bucket.samples.map(({ messageId }) => messageId),
    })),
    model: headline.model,
  };
}

import type { ChannelName, ChatMessage, ChatNotice, ChatRetraction } from '../domain/chat-event.ts';
import type { ChannelMetrics, MinuteMetrics } from '../domain/channel-metrics.ts';
import type { HourEmotes } from '../domain/emote.ts';
import type { DetectorName, HypeEvent } from '../domain/hype-moment.ts';
import type { MinuteMood, Sentiment } from '../domain/mood.ts';
import type { SentimentScorer } from '../domain/ports/models.ts';
import type { IntakeDropReason, IntakeOptions } from './intake/intake.ts';

export interface PipelineOptions extends IntakeOptions {
  readonly detector: DetectorName;
  /** Names that count as emotes in every channel when they stand in plain text, case-sensitive. */
  readonly emoteWords: Iterable<string>;
  /** Judges every message at once. */
  readonly scorer: SentimentScorer;
}

/** Where results go. Called synchronously, in order per channel; must not throw. */
export interface PipelineSink {
  /** Passed intake: may be stored and shown. `emotes` are the names of all emotes in it, valid during the call only. */
  accepted(message: ChatMessage, sentiment: Sentiment, emotes: readonly string[]): void;
  /** Passed intake, and not of somebody who opted out. */
  noticed(notice: ChatNotice): void;
  /** Whoever shows text must take it back at once. */
  retracted(retraction: ChatRetraction): void;
  dropped(channel: ChannelName, reason: IntakeDropReason): void;
  /** Once a second and channel. */
  metrics(metrics: ChannelMetrics): void;
  /** Every 10 seconds while a minute fills, and when it closes. */
  minute(minute: MinuteMetrics): void;
  /** Together with each `minute`. */
  mood(minute: MinuteMood): void;
  /**
   * When a minute closes, and at an orderly stop: uses by name to be added to those of the hour. At most 512 names a
   * minute; uses of further ones are only part of `MinuteMetrics.emoteUses`. Nothing for a minute without emotes.
   */
  emotes(uses: HourEmotes): void;
  hype(event: HypeEvent): void;
}

/** A sink in which nobody listens but those given. */
export function sinkOf(listeners: Partial<PipelineSink>): PipelineSink {
  const ignore = (): void => undefined;
  return {
    accepted: ignore,
    noticed: ignore,
    retracted: ignore,
    dropped: ignore,
    metrics: ignore,
    minute: ignore,
    mood: ignore,
    emotes: ignore,
    hype: ignore,
    ...listeners,
  };
}

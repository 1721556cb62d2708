import type { ChannelName, ChatMessage } from '../domain/chat-event.ts';
import type { ChannelMetrics, MinuteMetrics } from '../domain/channel-metrics.ts';
import type { DetectorName, HypeEvent } from '../domain/hype-moment.ts';
import type { IntakeDropReason, IntakeOptions } from './intake/intake.ts';

export interface PipelineOptions extends IntakeOptions {
  readonly detector: DetectorName;
  /** Names that count as emotes when they stand in plain text, case-sensitive. */
  readonly emoteWords: Iterable<string>;
}

/** Where results go. Called synchronously, in order per channel; must not throw. */
export interface PipelineSink {
  /** Passed intake: may be stored and shown. */
  accepted(message: ChatMessage): void;
  dropped(channel: ChannelName, reason: IntakeDropReason): void;
  /** Once a second and channel. */
  metrics(metrics: ChannelMetrics): void;
  /** Every 10 seconds while a minute fills, and when it closes. */
  minute(minute: MinuteMetrics): void;
  hype(event: HypeEvent): void;
}

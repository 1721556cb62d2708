import type { ChannelName, EpochMs } from './chat-event.ts';

/** An emote or emote-like word and how often it was used. */
export type EmoteCount = readonly [name: string, count: number];

/** Why there is, or is not yet, a score. */
export type DetectorStatus =
  /** The score can be trusted. */
  | 'ready'
  /** The baseline is not filled yet after a start or a gap. */
  | 'warming-up'
  /** Fewer messages than can be judged. */
  | 'not-enough-chat';

/**
 * What one channel's chat looks like now; published once a second. Windows end at `at`. The five measured values are
 * defined by the dashboard specification the product was asked for in.
 */
export interface ChannelMetrics {
  readonly channel: ChannelName;
  readonly at: EpochMs;
  /** Messages in the last second. */
  readonly messagesPerSecond: number;
  readonly messagesLastMinute: number;
  /** Distinct chatters in the last 5 minutes. */
  readonly uniqueChatters5Min: number;
  /** Uses in the last 5 minutes, most used first, ties by name. */
  readonly topEmotes5Min: readonly EmoteCount[];
  /** Mean characters (code points) a message over the last 5 minutes; 0 without messages. */
  readonly averageMessageLength5Min: number;
  readonly detector: DetectorReading;
}

/** The detector's view of one instant. Rates are messages a second. */
export interface DetectorReading {
  readonly status: DetectorStatus;
  /** In the detector's own units, 0 when not `ready`; the same units as a sensitivity threshold. */
  readonly score: number;
  /** Smoothed rate that the score judges. */
  readonly velocity: number;
  /** What is usual for this channel now. */
  readonly baselineMean: number;
  readonly baselineStd: number;
}

/** One closed (or still filling) minute, the unit of stored history. */
export interface MinuteMetrics {
  readonly channel: ChannelName;
  /** Start of the minute. */
  readonly minute: EpochMs;
  readonly messages: number;
  readonly uniqueChatters: number;
  readonly characters: number;
  readonly emoteUses: number;
  /** Highest messages in one second. */
  readonly peakPerSecond: number;
  /** Highest score reached. */
  readonly peakScore: number;
  readonly topEmotes: readonly EmoteCount[];
  /** What the detector needs to continue after a restart: one sample a second, oldest first. */
  readonly samples: readonly SecondSample[];
}

/** One second as the detector remembers it. The numbers' meaning belongs to the detector named beside them. */
export interface SecondSample {
  readonly second: EpochMs;
  readonly values: readonly number[];
}

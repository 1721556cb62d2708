import type { ChannelMetrics } from '../../domain/channel-metrics.ts';
import { isoTime } from '../format.ts';
import { rounded } from './rounded.ts';

/** What one second of a channel looks like on every wire: WebSocket, REST, `replay --json --metrics`. */
export interface MetricsFrame {
  readonly type: 'metrics';
  readonly channel: string;
  /** ISO 8601, UTC, milliseconds: the end of the windows. */
  readonly timestamp: string;
  readonly messages_per_second: number;
  readonly messages_last_minute: number;
  readonly unique_chatters_5min: number;
  readonly top_emotes: readonly (readonly [name: string, count: number])[];
  readonly avg_message_length: number;
  /** Why there is, or is not yet, a score. */
  readonly detector_status: 'ready' | 'warming-up' | 'not-enough-chat';
  /** The hype score of this second in the detector's units. */
  readonly score: number;
  /** Usual messages a second and their spread. */
  readonly baseline_mean: number;
  readonly baseline_std: number;
}

export function metricsFrame(metrics: ChannelMetrics): MetricsFrame {
  return {
    type: 'metrics',
    channel: metrics.channel,
    timestamp: isoTime(metrics.at),
    messages_per_second: rounded(metrics.messagesPerSecond),
    messages_last_minute: metrics.messagesLastMinute,
    unique_chatters_5min: metrics.uniqueChatters5Min,
    top_emotes: metrics.topEmotes5Min,
    avg_message_length: rounded(metrics.averageMessageLength5Min),
    detector_status: metrics.detector.status,
    score: rounded(metrics.detector.score),
    baseline_mean: rounded(metrics.detector.baselineMean),
    baseline_std: rounded(metrics.detector.baselineStd),
  };
}

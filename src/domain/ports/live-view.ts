import type { ChannelName, StreamInfo } from '../chat-event.ts';
import type { ChannelMetrics } from '../channel-metrics.ts';
import type { HypeMoment, MomentSeries } from '../hype-moment.ts';

/** The present state of the watched channels, for commands and pages. */
export interface LiveView {
  channels(): readonly ChannelName[];
  metrics(channel: ChannelName): ChannelMetrics | null;
  stream(channel: ChannelName): StreamInfo | null;
  openMoment(channel: ChannelName): HypeMoment | null;
  /** The last `seconds` of the channel, for a chart; null before its first second. */
  series(channel: ChannelName, seconds: number): MomentSeries | null;
}

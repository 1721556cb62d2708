import type { ChannelName, StreamInfo } from '../chat-event.ts';
import type { ChannelMetrics } from '../channel-metrics.ts';
import type { Digest, Headline } from '../headline.ts';
import type { HypeMoment, MomentSeries } from '../hype-moment.ts';
import type { MoodSnapshot } from '../mood.ts';

/** The present state of the watched channels, for commands and pages. */
export interface LiveView {
  channels(): readonly ChannelName[];
  metrics(channel: ChannelName): ChannelMetrics | null;
  stream(channel: ChannelName): StreamInfo | null;
  openMoment(channel: ChannelName): HypeMoment | null;
  /** The last `seconds` of the channel, for a chart; null before its first second. */
  series(channel: ChannelName, seconds: number): MomentSeries | null;
  /** Null before the channel's first message. */
  mood(channel: ChannelName): MoodSnapshot | null;
  /** What is being talked about, for a model or an audit; null before the channel's first message. */
  digest(channel: ChannelName): Digest | null;
  /** Null before the channel's first message. Renewed at most twice a second, and only where somebody asks. */
  headline(channel: ChannelName): Headline | null;
}

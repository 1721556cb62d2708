import type { ChannelMetrics } from '../domain/channel-metrics.ts';

/** How many times the usual rate a chat has now; null where there is no usual rate to compare with. */
export function multiplierOf({ detector }: Pick<ChannelMetrics, 'detector'>): number | null {
  const times = detector.velocity / detector.baselineMean;
  return Number.isFinite(times) ? times : null;
}

/** Messages a second: the rate that is judged, or that of the last minute while nothing can be judged. */
export function speedOf(metrics: Pick<ChannelMetrics, 'detector' | 'messagesLastMinute'>): number {
  return metrics.detector.status === 'ready' ? metrics.detector.velocity : metrics.messagesLastMinute / 60;
}

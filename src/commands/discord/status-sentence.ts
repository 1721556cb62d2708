import type { ChannelMetrics } from '../../domain/channel-metrics.ts';
import type { DetectorName, HypeMoment, Sensitivity } from '../../domain/hype-moment.ts';
import { SCORE_FLOORS, scoreThreshold } from '../../pipeline/hype/sensitivity.ts';
import { discordTime, rate } from '../../lib/format.ts';
import { categoryText } from './moment-text.ts';
import { multiplierOf } from '../pace.ts';

/** How this chat stands against what is usual for it, or why that cannot be said. */
export function statusSentence(
  metrics: ChannelMetrics,
  open: HypeMoment | null,
  sensitivity: Sensitivity,
  detector: DetectorName,
): string {
  const { detector: reading } = metrics;
  if (reading.status === 'not-enough-chat') {
    return 'Not enough chat to judge: with this few messages, chance alone would look like hype.';
  }
  if (reading.status === 'warming-up') {
    return 'Still learning what is usual here, after a start or a gap in what I could read, so there is no score yet.';
  }
  const threshold = Math.max(SCORE_FLOORS[detector], scoreThreshold(sensitivity, detector));
  const times = multiplierOf(metrics);
  const usual = times === null ? '' : `${rate(times)}× usual · `;
  const score = `score ${reading.score.toFixed(1)} of the ${threshold} that an alert takes here`;
  if (open === null) return `${usual}${score}`;
  if (open.attack)
    return `${usual}${score}\nThis looks like an attack by bots or a hate raid, so nothing is posted as hype.`;
  return `${usual}${score}\n${categoryText(open)} since ${discordTime(open.startedAt, 'R')}, ${rate(open.multiplier)}× usual at its highest.`;
}

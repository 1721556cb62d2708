import type { Contribution } from '../../domain/hype-moment.ts';
import { count, rate } from '../../lib/format.ts';
import type { Baseline } from './baseline.ts';
import type { FeatureVector } from './features.ts';
import { COEFFICIENTS } from './score-model.ts';
import { MESSAGES } from './second-counts.ts';

const USUAL_RATE_MIN = 0.05;

/** The features' shares of the score, in words. */
export function explainScore(features: FeatureVector, baseline: Baseline): Contribution[] {
  const usual = baseline.mean(MESSAGES);
  const times = rate(features.velocity / Math.max(usual, USUAL_RATE_MIN));
  const [reaction = 0, short = 0] = features.values;
  const parts: Contribution[] = [
    {
      kind: 'rate',
      text: `${rate(features.velocity)} msg/s, ${times}× the usual ${rate(usual)}, ${count(features.chatters)} chatters`,
      points: reaction * COEFFICIENTS.reaction10,
    },
    { kind: 'short', text: 'short outbursts above the usual', points: short * COEFFICIENTS.short10 },
  ];
  return parts.sort((a, b) => b.points - a.points);
}

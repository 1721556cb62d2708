import type { DetectorName } from '../../domain/hype-moment.ts';
import { ChannelDetector } from './channel-detector.ts';
import type { MomentContext } from './describe-moment.ts';
import type { Detector } from './detector.ts';
import type { MessageShape } from './message-shape.ts';
import { REACTIONS } from './reactions.ts';
import { RobustScorer } from './robust-scorer.ts';
import { SCORE_FLOORS } from './sensitivity.ts';
import { SIGMA_DEFAULTS, SigmaScorer, type SigmaOptions } from './sigma-scorer.ts';

export interface DetectorContext extends MomentContext {
  /** Parameters of `sigma`; `robust` has none. */
  readonly sigma?: Partial<SigmaOptions>;
  /** What `robust` reads messages with; one will do for all channels. */
  readonly shape?: MessageShape;
}

/** One moment per eruption: it ends when the score falls well below its peak, and the next one needs a new rise. */
export const ROBUST_TRACKER = {
  floorScore: SCORE_FLOORS.robust,
  endShareOfPeak: 0.5,
  calmSeconds: 3,
  momentSecondsMax: 120,
  cooldownSeconds: 30,
};

/** A fresh detector for one channel. */
export function createDetector(name: DetectorName, context: DetectorContext): Detector {
  switch (name) {
    case 'robust':
      return new ChannelDetector(context, new RobustScorer(REACTIONS, context.shape), ROBUST_TRACKER);
    case 'sigma': {
      const { windowSeconds, thresholdStd, cooldownSeconds } = { ...SIGMA_DEFAULTS, ...context.sigma };
      const tracker = {
        floorScore: thresholdStd,
        endShareOfPeak: 0,
        calmSeconds: 0,
        momentSecondsMax: cooldownSeconds,
        cooldownSeconds,
      };
      return new ChannelDetector(context, new SigmaScorer({ windowSeconds, thresholdStd, cooldownSeconds }), tracker);
    }
  }
}

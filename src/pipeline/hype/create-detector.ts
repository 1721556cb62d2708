import type { ChannelName, EpochMs } from '../../domain/chat-event.ts';
import type { DetectorName } from '../../domain/hype-moment.ts';
import { ChannelDetector } from './channel-detector.ts';
import type { Detector } from './detector.ts';
import { SIGMA_DEFAULTS, SigmaScorer, type SigmaOptions } from './sigma-scorer.ts';

export interface DetectorContext {
  readonly channel: ChannelName;
  /** When the running stream (or recording) began; null while unknown. */
  readonly streamStartedAt?: () => EpochMs | null;
  readonly streamId: () => string | null;
  /** Parameters of `sigma`; the other detectors have none. */
  readonly sigma?: Partial<SigmaOptions>;
}

/** A fresh detector for one channel. */
export function createDetector(name: DetectorName, context: DetectorContext): Detector {
  const options = { ...SIGMA_DEFAULTS, ...context.sigma };
  return new ChannelDetector(context, new SigmaScorer(options), {
    floorScore: options.thresholdStd,
    endShareOfPeak: 0,
    calmSeconds: 0,
    momentSecondsMax: options.cooldownSeconds,
    cooldownSeconds: options.cooldownSeconds,
    settleSeconds: 0,
  });
}

import type { ChannelName, EpochMs } from '../../domain/chat-event.ts';
import type { DetectorName, HypeMoment } from '../../domain/hype-moment.ts';
import type { MomentEvidence } from './moment-evidence.ts';
import type { Peak } from './moment-tracker.ts';
import type { Explanation, Second } from './scorer.ts';

export interface MomentContext {
  readonly channel: ChannelName;
  /** When the running stream (or recording) began; null while unknown. */
  readonly streamStartedAt?: () => EpochMs | null;
  readonly streamId: () => string | null;
}

/** What a detector keeps of the moment that lasts. */
export interface OngoingMoment {
  readonly evidence: MomentEvidence;
  readonly startedAt: Second;
  readonly baselineMean: number;
  readonly baselineStd: number;
  /** Of the second with the highest score so far. */
  explanation: Explanation;
}

/** Usual rates below one message in 20 s are taken as that, so that a multiple keeps its meaning. */
const USUAL_RATE_MIN = 0.05;

/** The moment as it stands: plain data, safe to keep. Times of decisions are the ends of their seconds. */
export function describeMoment(
  detector: DetectorName,
  context: MomentContext,
  peak: Peak,
  { evidence, startedAt, baselineMean, baselineStd, explanation }: OngoingMoment,
  endedAt: EpochMs | null,
): HypeMoment {
  const detectedAt = (peak.detectedAt + 1) * 1000;
  const streamStartedAt = context.streamStartedAt?.() ?? null;
  return {
    id: `${context.channel}-${peak.detectedAt.toString(36)}`,
    channel: context.channel,
    streamId: context.streamId(),
    detector,
    phase: endedAt === null ? 'started' : 'ended',
    startedAt: startedAt * 1000,
    detectedAt,
    peakAt: (peak.scoreAt + 1) * 1000,
    endedAt,
    streamSeconds: streamStartedAt === null ? null : Math.max(0, (detectedAt - streamStartedAt) / 1000),
    score: peak.detectedScore,
    peakScore: peak.score,
    velocity: peak.detectedVelocity,
    peakVelocity: peak.velocity,
    baselineMean,
    baselineStd,
    multiplier: peak.velocity / Math.max(baselineMean, USUAL_RATE_MIN),
    uniqueChatters: evidence.chatters.size,
    messages: evidence.messages,
    category: evidence.category(),
    topEmotes: evidence.topEmotes(),
    ...explanation,
    quotes: explanation.attack ? [] : evidence.quotes(),
  };
}

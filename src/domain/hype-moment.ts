import type { ChannelName, EpochMs } from './chat-event.ts';
import type { EmoteCount } from './channel-metrics.ts';

/** Deterministic: the same chat gives the same id, live, replayed or after a restart. */
export type MomentId = string;

export const MOMENT_CATEGORIES = ['funny', 'hype', 'shock', 'sad', 'rage', 'love', 'mixed'] as const;
/** What kind of eruption it was, from the emotes and words that carried it. */
export type MomentCategory = (typeof MOMENT_CATEGORIES)[number];

export const DETECTOR_NAMES = ['robust', 'sigma'] as const;
export type DetectorName = (typeof DETECTOR_NAMES)[number];

/** A preset, or the score a moment must reach. */
export type Sensitivity = 'low' | 'medium' | 'high' | number;

/** One reason for (positive points) or against (negative points) the score, in plain words with numbers. */
export interface Contribution {
  /** Stable name, for example `rate`, `chatters`, `raid`. */
  readonly kind: string;
  /** For people: "38 msg/s, 4.2× the usual 9". */
  readonly text: string;
  /** Share of the score, in the detector's units. */
  readonly points: number;
}

/** A representative message. Leaves every surface when a moderator retracts it. */
export interface Quote {
  readonly messageId: string;
  readonly chatterId: string;
  readonly displayName: string;
  readonly text: string;
}

/** One eruption of one chat, from its first sign to its end. */
export interface HypeMoment {
  readonly id: MomentId;
  readonly channel: ChannelName;
  readonly streamId: string | null;
  readonly detector: DetectorName;
  readonly phase: 'started' | 'ended';
  /** When chat began to react, estimated; at or before `detectedAt`. */
  readonly startedAt: EpochMs;
  /** When the score crossed the detector's floor. */
  readonly detectedAt: EpochMs;
  readonly peakAt: EpochMs;
  /** Null while it lasts. */
  readonly endedAt: EpochMs | null;
  /** `detectedAt` in seconds since the stream (or recording) began; null where that is unknown. */
  readonly streamSeconds: number | null;
  /** Score at detection and at its highest, in the detector's units. */
  readonly score: number;
  readonly peakScore: number;
  /** Messages a second at detection and at the highest. */
  readonly velocity: number;
  readonly peakVelocity: number;
  /** What was usual before it began, messages a second. */
  readonly baselineMean: number;
  readonly baselineStd: number;
  /** `peakVelocity` over the usual rate; at least 0. */
  readonly multiplier: number;
  /** Distinct chatters and messages since `startedAt`. */
  readonly uniqueChatters: number;
  readonly messages: number;
  readonly category: MomentCategory;
  readonly topEmotes: readonly EmoteCount[];
  /** Why it fired, strongest first. */
  readonly contributions: readonly Contribution[];
  /** What was held against it: raid, gift bomb, copypasta, … */
  readonly discounts: readonly Contribution[];
  /** Shaped like a bot or hate raid: never for the clip channel, never quoted. */
  readonly attack: boolean;
  readonly quotes: readonly Quote[];
}

/** A change in the life of a moment. `rose` repeats while the peak score grows, so that each threshold can be judged. */
export interface HypeEvent {
  readonly kind: 'started' | 'rose' | 'ended';
  readonly at: EpochMs;
  readonly moment: HypeMoment;
}

/** The chat around a moment, one value a second, for its chart. All arrays have the same length. */
export interface MomentSeries {
  /** Time of the first value. */
  readonly from: EpochMs;
  readonly velocity: readonly number[];
  readonly baselineMean: readonly number[];
  readonly baselineStd: readonly number[];
  readonly score: readonly number[];
}

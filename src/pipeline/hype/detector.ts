import type { ChatMessage, ChannelSignal, ChatNotice, ChatRetraction, EpochMs } from '../../domain/chat-event.ts';
import type { DetectorReading, SecondSample } from '../../domain/channel-metrics.ts';
import type { DetectorName, HypeEvent, MomentSeries } from '../../domain/hype-moment.ts';

/**
 * One channel's detector: everything it knows about that chat, and nothing else. It sees only what intake let through
 * (each message once, no bots, no shared-chat copies). All calls carry a time that never goes back.
 *
 * The lane calls `step` at most four times a second; a decision falls once a second at the first step that reaches it,
 * so the answers do not depend on how often it is called.
 */
export interface Detector {
  readonly name: DetectorName;
  /** @param chatter `chatterKey` of the author, for those who have it at hand */
  observe(message: ChatMessage, chatter?: number): void;
  notice(notice: ChatNotice): void;
  signal(signal: ChannelSignal): void;
  /** Messages taken back: quotes must lose them. */
  retract(retraction: ChatRetraction): void;
  /**
   * Chat before `at` was not fully seen. Seconds without data must neither pull the baseline down nor make the return
   * of chat look like an eruption.
   */
  gap(at: EpochMs): void;
  /** Continues from stored samples (oldest first) after a restart, before anything else is called. */
  restore(samples: readonly SecondSample[]): void;
  step(now: EpochMs): readonly HypeEvent[];
  reading(): DetectorReading;
  /** Samples of the seconds since `since`, for storage. */
  samples(since: EpochMs): readonly SecondSample[];
  /** The last `seconds`, for a chart; null before the first second. */
  series(now: EpochMs, seconds: number): MomentSeries | null;
}

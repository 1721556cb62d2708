import type { ChatMessage, ChannelSignal, ChatNotice } from '../../domain/chat-event.ts';
import type { DetectorReading, SecondSample } from '../../domain/channel-metrics.ts';
import type { Contribution, DetectorName } from '../../domain/hype-moment.ts';

/** Whole seconds since the Unix epoch. */
export type Second = number;

/** Why the last closed second has the score it has. */
export interface Explanation {
  readonly contributions: readonly Contribution[];
  readonly discounts: readonly Contribution[];
  readonly attack: boolean;
}

/**
 * The rule inside a detector: turns one channel's chat into one reading a second. The clock, the life of moments and
 * what they are made of are the same for every rule and live in {@link import('./channel-detector.ts').ChannelDetector}.
 */
export interface Scorer {
  readonly name: DetectorName;
  /** A message within the second that is still open; `chatter` is its author's key. */
  observe(message: ChatMessage, chatter: number, second: Second): void;
  notice(notice: ChatNotice, second: Second): void;
  signal(signal: ChannelSignal, second: Second): void;
  /** The seconds since `unseenFrom`, and the open one so far, were not fully seen. */
  gap(unseenFrom: Second): void;
  /** Ends a second. Called for each one in turn. */
  close(second: Second): DetectorReading;
  /** The last closed seconds since `from` that were seen, as `restore` takes them, oldest first; of the last 180 at least. */
  samples(from: Second): readonly SecondSample[];
  restore(second: Second, values: readonly number[]): void;
  explain(): Explanation;
}

import type { AlertCard, OutboxItem } from '../../../domain/alert.ts';
import type { Clock } from '../../../domain/ports/clock.ts';
import type { AlertNotifier, ThreadWish } from '../../../domain/ports/delivery.ts';
import type { Observer } from '../../../domain/ports/observer.ts';
import type { DecisionStore, MomentStore, OutboxStore, StoredMoment } from '../../../domain/ports/stores.ts';
import type { AlertTarget } from '../../../domain/track.ts';

/** The card of an item as its moment stands; it guards its own parts (no chart rather than no card). */
export type ComposeCard = (item: OutboxItem, stored: StoredMoment) => Promise<{ readonly card: AlertCard }>;

export interface OutboxDeps {
  readonly outbox: OutboxStore;
  readonly moments: Pick<MomentStore, 'get'>;
  readonly decisions: Pick<DecisionStore, 'append'>;
  /** Null while nobody delivers to such a target, for example because Discord is not configured. */
  readonly notifierFor: (target: AlertTarget) => AlertNotifier | null;
  readonly compose: ComposeCard;
  /** The thread a card belongs into; without it every card stands in its target itself. */
  readonly threadFor?: (item: OutboxItem, stored: StoredMoment) => Promise<ThreadWish | null>;
  readonly clock: Clock;
  readonly observer: Observer;
  /** From 0 (inclusive) to 1 (exclusive). */
  readonly random: () => number;
}

export const OUTBOX_LIMITS = {
  /** An alert nobody could be told of for so long is history; `/history` has it. */
  alertAgeMaxMs: 30 * 60_000,
  retry: { firstMs: 1_000, maxMs: 60_000, jitter: 0.5 },
  composeTimeoutMs: 10_000,
  /** A notifier keeps shorter limits itself; this one holds for those that do not. */
  requestTimeoutMs: 90_000,
  /** Attempts of an item whose handling throws, which only a bug makes it do. */
  throwsMax: 5,
  /** Between two edits of one card; Discord limits edits of old messages. */
  editSpacingMs: 15_000,
  /** A failing edit of a card this old is given up. */
  editAgeMaxMs: 60 * 60_000,
  /** While no notifier is there for a target. */
  absentRetryMs: 30_000,
} as const;

/** Marks `lastError` of an attempt that may have arrived: the next one looks for the card before it posts. */
export const UNCERTAIN = 'uncertain: ';

import type { DeliveryDecision, PostOutcome } from '../domain/alert.ts';
import type { EpochMs } from '../domain/chat-event.ts';
import type { CommandReply } from '../domain/command.ts';
import type { Announcement, AnnouncementNotifier } from '../domain/ports/announce.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Observer } from '../domain/ports/observer.ts';
import type { Cache, DecisionStore } from '../domain/ports/stores.ts';
import type { AlertTarget, Track } from '../domain/track.ts';
import { backoffMs } from '../lib/backoff.ts';
import { KeyedLock } from '../lib/keyed-lock.ts';
import { withTimeout } from '../lib/with-timeout.ts';
import { nonceOf } from '../pipeline/alerting/outbox-item.ts';

/** An announcement of which nothing was heard for so long is not made any more. */
export const ANNOUNCE_FOR_MS = 3_600_000;
/** How long it is remembered what was announced. */
const REMEMBERED_MS = 365 * 24 * 3_600_000;
const POST_TIMEOUT_MS = 60_000;
const RETRY = { firstMs: 15_000, maxMs: 5 * 60_000, jitter: 0.3 };

export interface AnnouncingOptions {
  /** Remembers across restarts what was announced, and what may have been. */
  readonly log: Cache;
  /** Null while nobody delivers to such a target. */
  readonly notifierFor: (target: AlertTarget) => AnnouncementNotifier | null;
  readonly decisions: Pick<DecisionStore, 'append'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly random: () => number;
  /** Cuts an attempt short; the next process looks whether it arrived. */
  readonly signal: AbortSignal;
  readonly observer: Pick<Observer, 'stageFailed' | 'alertPosted'>;
}

/** What is to be said, and what a forum calls it. */
export interface Message {
  readonly title: string;
  readonly content: CommandReply;
}

export interface AnnouncementOrder {
  /** What makes it happen once, for example `recap:stream:track`. */
  readonly key: string;
  /** A word for the log: `recap`, `digest`. */
  readonly kind: string;
  readonly track: Track;
  /** When it became due. */
  readonly dueAt: EpochMs;
  /** Null when there is nothing to say after all. Called only when it is about to be posted. */
  readonly compose: () => Promise<Message | null>;
}

export interface Announcing {
  /**
   * Makes one attempt, when one is due: to be called again and again. Once it stands, is refused or is too old,
   * nothing happens any more, also after a restart. @throws when a store does, or `compose`
   */
  announce(order: AnnouncementOrder): Promise<'settled' | 'later'>;
}

interface Entry {
  /** `sending`: it may have arrived. */
  readonly state: 'sending' | 'waiting' | 'settled';
  readonly attempts: number;
  readonly nextAttemptAt: EpochMs;
}

const FRESH: Entry = { state: 'waiting', attempts: 0, nextAttemptAt: 0 };

/** Posts what is no alert: once each, over restarts and outages of up to an hour. */
export function createAnnouncing(options: AnnouncingOptions): Announcing {
  const { log, clock } = options;
  const lock = new KeyedLock();
  const keep = (key: string, entry: Entry): Promise<void> => log.set(key, entry, REMEMBERED_MS);

  const settle = async (order: AnnouncementOrder, outcome: Settled): Promise<'settled'> => {
    await keep(order.key, { state: 'settled', attempts: 0, nextAttemptAt: 0 });
    if (outcome !== 'nothing-to-say') await options.decisions.append(decisionOf(order, outcome, clock.now()));
    return 'settled';
  };

  const announce = async (order: AnnouncementOrder): Promise<'settled' | 'later'> => {
    const { key, track, dueAt } = order;
    const entry = (await log.get<Entry>(key)) ?? FRESH;
    const now = clock.now();
    if (entry.state === 'settled') return 'settled';
    if (options.signal.aborted) return 'later';
    if (now - dueAt > ANNOUNCE_FOR_MS) return settle(order, TOO_OLD);
    if (now < entry.nextAttemptAt) return 'later';
    const notifier = options.notifierFor(track.target);
    if (notifier === null) return 'later';
    const message = await order.compose();
    if (message === null) return settle(order, 'nothing-to-say');
    const attempts = entry.attempts + 1;
    const nextAttemptAt = now + backoffMs(entry.attempts, RETRY, options.random());
    // Written first: whatever happens from here on, a repeat looks for the message before it posts.
    await keep(key, { state: 'sending', attempts, nextAttemptAt });
    const { target, crosspost } = track;
    const mayStand = entry.state === 'sending';
    const outcome = await post(notifier, { ...message, target, crosspost, nonce: nonceOf(key), mayStand });
    options.observer.alertPosted(order.kind, outcome.kind, clock.now() - dueAt);
    if (outcome.kind !== 'retryable') return settle(order, outcome);
    const state = outcome.uncertain || mayStand ? 'sending' : 'waiting';
    await keep(key, { state, attempts, nextAttemptAt: Math.max(nextAttemptAt, now + (outcome.retryAfterMs ?? 0)) });
    return 'later';
  };

  const post = async (notifier: AnnouncementNotifier, announcement: Announcement): Promise<PostOutcome> => {
    try {
      return await withTimeout('posting an announcement', POST_TIMEOUT_MS, options.signal, (signal) =>
        notifier.post(announcement, signal),
      );
    } catch (error) {
      if (!options.signal.aborted) options.observer.stageFailed('announcing', error);
      return { kind: 'retryable', reason: options.signal.aborted ? 'stopped' : 'bug', uncertain: true };
    }
  };

  return { announce: (order) => lock.run(order.key, () => announce(order)) };
}

type Settled = Exclude<PostOutcome, { kind: 'retryable' }> | 'nothing-to-say';

const TOO_OLD: Settled = {
  kind: 'rejected',
  reason: 'too-old',
  detail: 'It could not be posted for an hour and is no longer news.',
};

function decisionOf(order: AnnouncementOrder, outcome: Exclude<Settled, string>, at: EpochMs): DeliveryDecision {
  const { guildId, id: trackId, channel } = order.track;
  const base = { guildId, trackId, channel, momentId: null, at };
  return outcome.kind === 'delivered'
    ? { ...base, kind: 'posted', reason: order.kind, detail: `The ${order.kind} was posted.` }
    : {
        ...base,
        kind: 'failed',
        reason: outcome.reason,
        detail: `The ${order.kind} was not posted. ${outcome.detail}`,
      };
}

import type { AlertCard, OutboxItem } from '../domain/alert.ts';
import type { HypeMoment } from '../domain/hype-moment.ts';
import type { AlertNotifier } from '../domain/ports/delivery.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Observer } from '../domain/ports/observer.ts';
import { backoffMs } from '../lib/backoff.ts';
import { withTimeout } from '../lib/with-timeout.ts';

const ATTEMPTS_MAX = 6;
const ATTEMPT_TIMEOUT_MS = 15_000;
const PAUSE = { firstMs: 1_000, maxMs: 30_000, jitter: 0.3 };

export interface UnstoredDeliveryOptions {
  readonly notifierOf: (item: OutboxItem) => AlertNotifier | null;
  readonly compose: (item: OutboxItem, moment: HypeMoment) => Promise<AlertCard>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly observer: Observer;
}

/**
 * Last resort while the database refuses: the alert goes out from memory, with the same nonce that the outbox would
 * have used, so that a later repeat is recognised.
 */
export function createUnstoredDelivery(
  options: UnstoredDeliveryOptions,
): (item: OutboxItem, moment: HypeMoment) => Promise<void> {
  const never = new AbortController().signal;
  return async (item, moment) => {
    const notifier = options.notifierOf(item);
    if (notifier === null) return options.observer.eventDropped('unstored-delivery', 'no-receiver', false);
    for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      const card = await options.compose(item, moment);
      const { target, nonce, pingRoleId, crosspost } = item;
      const outcome = await withTimeout('posting an alert', ATTEMPT_TIMEOUT_MS, null, (signal) =>
        notifier.post({ card, target, nonce, pingRoleId, crosspost }, signal),
      ).catch((error: unknown) => {
        options.observer.stageFailed('unstored-delivery', error);
        return { kind: 'retryable' as const, reason: 'timeout', retryAfterMs: undefined };
      });
      options.observer.alertPosted(notifier.receiver, outcome.kind, options.clock.now() - item.createdAt);
      if (outcome.kind === 'delivered') return;
      if (outcome.kind === 'rejected') break;
      await options.clock.sleep(outcome.retryAfterMs ?? backoffMs(attempt, PAUSE, options.random()), never);
    }
    options.observer.eventDropped('unstored-delivery', 'not-delivered', false);
  };
}

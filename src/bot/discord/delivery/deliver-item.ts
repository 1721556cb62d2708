import type { OutboxItem, PostOutcome } from '../../../domain/alert.ts';
import type { EpochMs } from '../../../domain/chat-event.ts';
import type { AlertNotifier, ThreadWish } from '../../../domain/ports/delivery.ts';
import type { StoredMoment } from '../../../domain/ports/stores.ts';
import { backoffMs } from '../../../lib/backoff.ts';
import { withTimeout } from '../../../lib/with-timeout.ts';
import { OUTBOX_LIMITS, UNCERTAIN, type OutboxDeps } from './outbox-deps.ts';

/** When the target may be tried again; null when nothing stands in the way. */
export type BlockedUntil = EpochMs | null;

/**
 * One attempt to deliver one alert. The order of writes makes it happen once: `sending` is recorded before the request
 * leaves and `delivered` after the answer came, so whatever lies between is looked for before it is repeated.
 * @throws only when a store does
 */
export async function deliverItem(deps: OutboxDeps, item: OutboxItem, signal: AbortSignal): Promise<BlockedUntil> {
  const now = deps.clock.now();
  const notifier = deps.notifierFor(item.target);
  const tooOld = now - item.createdAt > OUTBOX_LIMITS.alertAgeMaxMs;
  if (notifier === null)
    return tooOld
      ? giveUp(deps, item, 'too-old', TOO_OLD)
      : postpone(deps, item, 'no-receiver', OUTBOX_LIMITS.absentRetryMs);

  if (mayHaveArrived(item)) {
    const found = await lookFor(deps, notifier, item, signal);
    if (found === 'unreachable' && !tooOld) return postpone(deps, item, 'unreachable');
    if (found !== null && typeof found === 'object') return adopt(deps, item, found);
  }
  if (tooOld) return giveUp(deps, item, 'too-old', TOO_OLD);
  return attempt(deps, notifier, item, signal);
}

const TOO_OLD = 'It could not be delivered for half an hour and is no longer news. /history shows the moment.';

async function attempt(
  deps: OutboxDeps,
  notifier: AlertNotifier,
  item: OutboxItem,
  signal: AbortSignal,
): Promise<BlockedUntil> {
  const stored = await deps.moments.get(item.momentId);
  if (stored === null) return giveUp(deps, item, 'moment-missing', 'Its moment is no longer stored.');
  await deps.outbox.markSending(item.id, deps.clock.now());
  let outcome: PostOutcome;
  try {
    const { card } = await withTimeout('composing a card', OUTBOX_LIMITS.composeTimeoutMs, signal, () =>
      deps.compose(item, stored),
    );
    const { target, nonce, pingRoleId, crosspost } = item;
    const thread = await threadOf(deps, item, stored);
    const request = { card, target, nonce, pingRoleId, crosspost, ...(thread && { thread }) };
    outcome = await withTimeout('posting a card', OUTBOX_LIMITS.requestTimeoutMs, signal, (bounded) =>
      notifier.post(request, bounded),
    );
  } catch (error) {
    if (signal.aborted) return postpone(deps, item, 'stopped', 0, true);
    return afterThrow(deps, item, error);
  }
  deps.observer.alertPosted(notifier.receiver, outcome.kind, deps.clock.now() - item.createdAt);
  switch (outcome.kind) {
    case 'delivered': {
      const { channelId, messageId } = outcome;
      await deps.outbox.markDelivered(item.id, { channelId, messageId, revision: stored.revision });
      await decide(
        deps,
        item,
        'posted',
        'delivered',
        [item.attempts > 0 ? `Posted after ${item.attempts + 1} attempts.` : 'Posted.', outcome.note ?? '']
          .join(' ')
          .trim(),
      );
      return null;
    }
    case 'retryable':
      return postpone(deps, item, outcome.reason, outcome.retryAfterMs ?? 0, outcome.uncertain);
    case 'rejected':
      return giveUp(deps, item, outcome.reason, outcome.detail);
  }
}

function mayHaveArrived(item: OutboxItem): boolean {
  return item.state === 'sending' || item.lastError?.startsWith(UNCERTAIN) === true;
}

async function lookFor(
  deps: OutboxDeps,
  notifier: AlertNotifier,
  item: OutboxItem,
  signal: AbortSignal,
): ReturnType<AlertNotifier['findPosted']> {
  const stored = await deps.moments.get(item.momentId);
  const thread = stored === null ? null : await threadOf(deps, item, stored);
  try {
    return await notifier.findPosted(item.target, item.momentId, signal, thread ?? undefined);
  } catch (error) {
    deps.observer.stageFailed('outbox-look', error);
    return 'unknown';
  }
}

/** An alert is worth more in its channel than not at all. */
async function threadOf(deps: OutboxDeps, item: OutboxItem, stored: StoredMoment): Promise<ThreadWish | null> {
  try {
    return (await deps.threadFor?.(item, stored)) ?? null;
  } catch (error) {
    deps.observer.stageFailed('outbox-thread', error);
    return null;
  }
}

/** Revision 0: what the found card shows is not known, so the next look at stale cards brings it up to date. */
async function adopt(
  deps: OutboxDeps,
  item: OutboxItem,
  found: { readonly channelId: string; readonly messageId: string },
): Promise<null> {
  await deps.outbox.markDelivered(item.id, { channelId: found.channelId, messageId: found.messageId, revision: 0 });
  await decide(deps, item, 'posted', 'found', 'Posted; the answer was lost, and the card was found in its place.');
  return null;
}

async function afterThrow(deps: OutboxDeps, item: OutboxItem, error: unknown): Promise<BlockedUntil> {
  deps.observer.stageFailed('outbox', error);
  if (item.attempts + 1 >= OUTBOX_LIMITS.throwsMax)
    return giveUp(deps, item, 'bug', 'Something in Hypewire broke while posting it; the log has the details.');
  await postpone(deps, item, 'bug', 0, true);
  // A bug belongs to its item: the alerts behind it need not wait.
  return null;
}

/** Back to the queue; alerts of the same target wait too, so that they arrive in order. */
export async function postpone(
  deps: OutboxDeps,
  item: OutboxItem,
  reason: string,
  atLeastMs = 0,
  uncertain = mayHaveArrived(item),
): Promise<EpochMs> {
  const pause = backoffMs(item.attempts, OUTBOX_LIMITS.retry, deps.random());
  const until = deps.clock.now() + Math.max(pause, atLeastMs);
  await deps.outbox.markRetry(item.id, until, `${uncertain ? UNCERTAIN : ''}${reason}`);
  return until;
}

async function giveUp(deps: OutboxDeps, item: OutboxItem, reason: string, detail: string): Promise<null> {
  await deps.outbox.markDead(item.id, reason);
  await decide(deps, item, 'failed', reason, detail);
  return null;
}

export async function decide(
  deps: OutboxDeps,
  item: OutboxItem,
  kind: 'posted' | 'edited' | 'failed' | 'suppressed',
  reason: string,
  detail: string,
): Promise<void> {
  const { guildId, trackId, channel, momentId } = item;
  await deps.decisions.append({ guildId, trackId, channel, momentId, at: deps.clock.now(), kind, reason, detail });
}

import type { EditOutcome, OutboxItem } from '../../../domain/alert.ts';
import { withTimeout } from '../../../lib/with-timeout.ts';
import { decide } from './deliver-item.ts';
import { OUTBOX_LIMITS, type OutboxDeps } from './outbox-deps.ts';

/**
 * Brings one posted card up to its moment's newest revision; the revisions between are never shown.
 * @throws only when a store does
 */
export async function editCard(deps: OutboxDeps, item: OutboxItem, signal: AbortSignal): Promise<void> {
  const { outbox, clock } = deps;
  const notifier = deps.notifierFor(item.target);
  const stored = await deps.moments.get(item.momentId);
  const later = (ms: number): number => clock.now() + ms;
  if (notifier === null) return outbox.markRetry(item.id, later(OUTBOX_LIMITS.absentRetryMs), 'no-receiver');
  if (stored === null || item.postedChannelId === null || item.postedMessageId === null) {
    return outbox.markDead(item.id, 'moment-missing');
  }
  let outcome: EditOutcome;
  try {
    const { card } = await withTimeout('composing a card', OUTBOX_LIMITS.composeTimeoutMs, signal, () =>
      deps.compose(item, stored),
    );
    const request = {
      card,
      channelId: item.postedChannelId,
      messageId: item.postedMessageId,
      keepChart: card.chart === null,
    };
    outcome = await withTimeout('editing a card', OUTBOX_LIMITS.requestTimeoutMs, signal, (bounded) =>
      notifier.edit(request, bounded),
    );
  } catch (error) {
    if (signal.aborted) return;
    deps.observer.stageFailed('outbox-edit', error);
    outcome = { kind: 'retryable', reason: 'bug' };
  }
  const settled = (): Promise<void> => outbox.markEdited(item.id, stored.revision, later(OUTBOX_LIMITS.editSpacingMs));
  switch (outcome.kind) {
    case 'edited':
      await settled();
      // The steps between would push everything else out of the log.
      if (stored.moment.phase === 'ended')
        await decide(deps, item, 'edited', 'updated', 'Updated: the moment has ended.');
      return;
    case 'gone':
      // Somebody took it away: posting it again would argue with them.
      await outbox.markDead(item.id, 'card-deleted');
      await decide(
        deps,
        item,
        'suppressed',
        'card-deleted',
        'The card was deleted on Discord; it is not posted again.',
      );
      return;
    case 'rejected':
      await settled();
      await decide(deps, item, 'failed', outcome.reason, outcome.detail);
      return;
    case 'retryable': {
      const old = clock.now() - item.createdAt > OUTBOX_LIMITS.editAgeMaxMs;
      if (old && outcome.reason === 'bug') return settled();
      const pause = old ? OUTBOX_LIMITS.retry.maxMs : OUTBOX_LIMITS.editSpacingMs;
      return outbox.markRetry(item.id, later(Math.max(pause, outcome.retryAfterMs ?? 0)), outcome.reason);
    }
  }
}

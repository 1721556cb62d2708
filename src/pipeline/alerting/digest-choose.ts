import type { DeliveryDecision } from '../../domain/alert.ts';
import type { MomentId } from '../../domain/hype-moment.ts';
import type { QuietSpan } from './digest-span.ts';

/**
 * Moments kept back in the quiet hours, oldest first. One that went on growing and was alerted afterwards is news no
 * more.
 * @param decisions of one track, in any order
 */
export function keptBack(decisions: readonly DeliveryDecision[], span: QuietSpan): readonly MomentId[] {
  const told = new Set(
    decisions.filter(({ kind, reason }) => kind === 'queued' || reason === 'grouped').map(({ momentId }) => momentId),
  );
  const kept = decisions
    .filter(
      ({ kind, reason, at }) => kind === 'suppressed' && reason === 'quiet-hours' && at >= span.from && at < span.to,
    )
    .toSorted((a, b) => a.at - b.at)
    .flatMap(({ momentId }) => (momentId === null || told.has(momentId) ? [] : [momentId]));
  return [...new Set(kept)];
}

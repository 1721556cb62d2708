import type { HypeEvent } from '../domain/hype-moment.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { SummaryModel } from '../domain/ports/models.ts';
import type { Observer } from '../domain/ports/observer.ts';
import type { AlertRouter } from '../pipeline/alerting/alert-router.ts';
import { summarizeExtractive } from '../pipeline/digest/summarize-extractive.ts';
import { createMomentSummaries } from '../runtime/summary/moment-summaries.ts';
import { createSummaryDesk, type SummaryDesk } from '../runtime/summary/summary-desk.ts';
import type { Stores } from './stores.ts';

export interface SummaryParts {
  readonly stores: Stores;
  /** The language model in use; null where none is. */
  readonly model: () => SummaryModel | null;
  readonly clock: Clock;
  readonly observer: Observer;
}

/** Chat in words, for commands, recaps, regular posts and cards. */
export function openSummaries({ stores, model, clock, observer }: SummaryParts): SummaryDesk {
  const { storage, writer } = stores;
  return createSummaryDesk({
    messages: storage.messages,
    flush: writer === null ? null : () => writer.flush(),
    model,
    extract: (window) => summarizeExtractive(window.messages, window),
    clock,
    observer,
  });
}

/** What the cards of moments say in words. */
export function openMomentSummaries(
  { stores, clock, observer }: Omit<SummaryParts, 'model'>,
  desk: SummaryDesk,
  router: AlertRouter,
  changed: () => void,
): AsyncDisposable & { handle(event: HypeEvent): void } {
  const wanted = (channel: string): boolean => router.tracksOf(channel).some(({ summaries }) => summaries);
  return createMomentSummaries({ desk, summaries: stores.storage.summaries, wanted, changed, clock, observer });
}

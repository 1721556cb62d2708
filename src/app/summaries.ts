import type { Clock } from '../domain/ports/clock.ts';
import type { SentimentScorer } from '../domain/ports/models.ts';
import type { Observer } from '../domain/ports/observer.ts';
import type { AlertRouter } from '../pipeline/alerting/alert-router.ts';
import { summarizeExtractive } from '../pipeline/digest/summarize-extractive.ts';
import type { Models } from '../models/models.ts';
import { createMomentSummaries, type MomentSummaries } from '../runtime/summary/moment-summaries.ts';
import { createSummaryDesk, type SummaryDesk } from '../runtime/summary/summary-desk.ts';
import type { Stores } from './stores.ts';

export interface SummaryParts {
  readonly stores: Stores;
  readonly models: Models;
  readonly scorer: SentimentScorer;
  readonly clock: Clock;
  readonly observer: Observer;
}

/** Chat in words, for commands, recaps, regular posts and cards. */
export function openSummaries({ stores, models, scorer, clock, observer }: SummaryParts): SummaryDesk {
  const { storage, writer } = stores;
  return createSummaryDesk({
    messages: storage.messages,
    summaries: storage.summaries,
    flush: writer === null ? null : () => writer.flush(),
    model: () => (models.summary.present ? models.summary : null),
    extract: (window) => summarizeExtractive(window.messages, window, scorer),
    clock,
    observer,
  });
}

/** What the cards of moments say in words. */
export function openMomentSummaries(
  { stores, clock, observer }: Omit<SummaryParts, 'models' | 'scorer'>,
  desk: SummaryDesk,
  router: AlertRouter,
  changed: () => void,
): MomentSummaries {
  const wanted = (channel: string): boolean => router.tracksOf(channel).some(({ summaries }) => summaries);
  return createMomentSummaries({ desk, summaries: stores.storage.summaries, wanted, changed, clock, observer });
}

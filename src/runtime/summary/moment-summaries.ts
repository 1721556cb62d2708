import type { HypeEvent, HypeMoment } from '../../domain/hype-moment.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Observer } from '../../domain/ports/observer.ts';
import type { SummaryStore } from '../../domain/ports/stores.ts';
import type { SummaryDesk } from './summary-desk.ts';

/** What was said just before belongs to the moment: it is what chat reacted to. */
const BEFORE_MS = 10_000;
/** Chat says what happened within its first seconds; the card is out by then and is edited. */
const FIRST_WORDS_MS = 8_000;
/** Moments whose words are being looked for; a storm of more goes without. */
const MOMENTS_MAX = 50;

export interface MomentSummariesOptions {
  readonly desk: SummaryDesk;
  readonly summaries: Pick<SummaryStore, 'saveOfMoment'>;
  /** Whether somebody who is told of the channel's moments turned summaries on. */
  readonly wanted: (channel: string) => boolean;
  /** Called after a moment gained words, so that its cards follow. */
  readonly changed: () => void;
  readonly clock: Clock;
  readonly observer: Pick<Observer, 'stageFailed' | 'eventDropped'>;
}

export interface MomentSummaries extends AsyncDisposable {
  handle(event: HypeEvent): void;
}

/** Says in words what chat said in a moment: soon after it began, and again when it ended. No card waits for it. */
export function createMomentSummaries(options: MomentSummariesOptions): MomentSummaries {
  const { desk, clock, observer } = options;
  const stopping = new AbortController();
  const underWay = new Set<Promise<void>>();

  const tell = async ({ id, channel, startedAt, endedAt }: HypeMoment): Promise<void> => {
    const to = endedAt ?? clock.now();
    const readAt = clock.now();
    const summary = await desk.summarize({ channel, from: startedAt - BEFORE_MS, to: to + 1, mayAskModel: true });
    if (summary === null) return;
    await options.summaries.saveOfMoment(id, summary, readAt);
    options.changed();
  };

  const afterFirstWords = async (moment: HypeMoment): Promise<void> => {
    await clock.sleep(FIRST_WORDS_MS, stopping.signal);
    await tell(moment);
  };

  const run = (work: Promise<void>): void => {
    const watched = work
      .catch((error: unknown) => {
        if (!stopping.signal.aborted) observer.stageFailed('moment-summary', error);
      })
      .finally(() => underWay.delete(watched));
    underWay.add(watched);
  };

  return {
    handle({ kind, moment }) {
      // An attack must not be amplified by repeating it.
      if (kind === 'rose' || moment.attack || !options.wanted(moment.channel)) return;
      if (underWay.size >= MOMENTS_MAX) return observer.eventDropped('moment-summary', 'busy', false);
      run(kind === 'started' ? afterFirstWords(moment) : tell(moment));
    },
    async [Symbol.asyncDispose]() {
      stopping.abort();
      await Promise.all(underWay);
    },
  };
}

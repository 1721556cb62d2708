import type { EpochMs } from '../domain/chat-event.ts';
import type { ModelAnswer } from '../domain/ports/models.ts';

/** How long a new model is watched. */
const PROBATION_MS = 180_000;
const FAILURES_MAX = 5;
/** Two failures so far apart with no answer between them mean that nothing came for that long. */
const SILENT_MS = 2_000;
const SILENT_FAILURES_MIN = 2;

/** Watches a model that has just taken over. */
export class Probation {
  readonly #until: EpochMs;
  #failures = 0;
  #firstFailureAt: EpochMs | null = null;

  constructor(now: EpochMs) {
    this.#until = now + PROBATION_MS;
  }

  over(now: EpochMs): boolean {
    return now >= this.#until;
  }

  /** Why the model must go, or null. Call it with every answer. */
  judge(answer: ModelAnswer<unknown>, now: EpochMs): string | null {
    if (answer.kind === 'answered' || !isFault(answer)) {
      this.#failures = 0;
      this.#firstFailureAt = null;
      return null;
    }
    this.#failures++;
    this.#firstFailureAt ??= now;
    const silent = this.#failures >= SILENT_FAILURES_MIN && now - this.#firstFailureAt >= SILENT_MS;
    if (!silent && this.#failures < FAILURES_MAX) return null;
    return `it failed ${this.#failures} times in a row. The last time: ${answer.detail}`;
  }
}

/** A model that refuses, or writes what is not believed, works; and an empty purse is not its fault. */
function isFault({ reason }: Extract<ModelAnswer<never>, { kind: 'failed' }>): boolean {
  return reason !== 'declined' && reason !== 'unfaithful' && reason !== 'no-budget';
}

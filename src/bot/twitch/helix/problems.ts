import type { Logger } from '../../../telemetry/logger.ts';

/** Says each kind of problem once, and once more when it is over, however often it happens in between. */
export class Problems {
  readonly #logger: Logger;
  readonly #open = new Map<string, string>();

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** `kind` is bounded; `sentence` says what happened, why, and what to do. */
  report(kind: string, sentence: string, error?: unknown): void {
    if (this.#open.has(kind)) return;
    this.#open.set(kind, sentence);
    this.#logger.warn({ problem: kind, detail: sentence, error }, 'twitch problem');
  }

  solved(kind: string): void {
    if (this.#open.delete(kind)) this.#logger.info({ problem: kind }, 'twitch problem is over');
  }

  /** What is wrong at the moment, for people. */
  sentences(): readonly string[] {
    return [...this.#open.values()];
  }
}

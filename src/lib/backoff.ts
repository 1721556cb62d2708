export interface BackoffOptions {
  readonly firstMs: number;
  readonly maxMs: number;
  /** Share of the pause that is left to chance, 0 to 1, so that many clients do not return in step. */
  readonly jitter: number;
}

/**
 * Pause before attempt `attempt` (0 is the first retry): doubling, capped, jittered downwards.
 * @param random a number from 0 (inclusive) to 1 (exclusive)
 */
export function backoffMs(attempt: number, options: BackoffOptions, random: number): number {
  const full = Math.min(options.maxMs, options.firstMs * 2 ** Math.min(attempt, 30));
  return Math.round(full * (1 - options.jitter * random));
}

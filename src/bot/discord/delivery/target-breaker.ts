import { backoffMs } from '../../../lib/backoff.ts';
import type { EpochMs } from '../../../domain/chat-event.ts';

interface Refusal {
  readonly reason: string;
  readonly until: EpochMs;
  readonly refusals: number;
}

const PAUSE = { firstMs: 30_000, maxMs: 600_000, jitter: 0 };
/** Oldest are forgotten first: a forgotten target costs one more refused request. */
const TARGETS_MAX = 5_000;

/**
 * Places Discord just refused. Posting there again at once would fail the same way and count as one more invalid
 * request; ten thousand of those in ten minutes block the whole machine.
 */
export class TargetBreaker {
  readonly #refusals = new Map<string, Refusal>();

  /** Why the target is left alone now; null when it may be tried. */
  blocked(targetId: string, now: EpochMs): string | null {
    const refusal = this.#refusals.get(targetId);
    return refusal !== undefined && now < refusal.until ? refusal.reason : null;
  }

  refused(targetId: string, reason: string, now: EpochMs): void {
    const refusals = this.#refusals.get(targetId)?.refusals ?? 0;
    this.#refusals.delete(targetId);
    if (this.#refusals.size >= TARGETS_MAX) {
      const [oldest] = this.#refusals.keys();
      if (oldest !== undefined) this.#refusals.delete(oldest);
    }
    this.#refusals.set(targetId, { reason, until: now + backoffMs(refusals, PAUSE, 0), refusals: refusals + 1 });
  }

  /** It worked, or somebody changed the place's permissions. */
  clear(targetId: string): void {
    this.#refusals.delete(targetId);
  }

  /** Roles changed: any place may be open. */
  clearAll(): void {
    this.#refusals.clear();
  }
}

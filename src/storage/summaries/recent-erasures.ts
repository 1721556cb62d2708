import type { ChannelName, EpochMs } from '../../domain/chat-event.ts';

interface Erasure {
  readonly receivedAt: EpochMs;
  readonly erasedAt: EpochMs;
}

/**
 * When what was taken back lately had been said: a summary whose making began before that may rest on it. Holds the
 * latest `erasuresMax`; what was forgotten counts as having been said at any time.
 */
export class RecentErasures {
  readonly #erasuresMax: number;
  readonly #channels = new Map<ChannelName, Erasure[]>();
  #size = 0;
  /** The latest erasure that is not held any more. */
  #forgottenAt = -Infinity;

  constructor(erasuresMax: number) {
    this.#erasuresMax = erasuresMax;
  }

  get size(): number {
    return this.#size;
  }

  add(channel: ChannelName, receivedAt: EpochMs, erasedAt: EpochMs): void {
    if (this.#size >= this.#erasuresMax) this.#dropAll();
    const known = this.#channels.get(channel);
    if (known === undefined) this.#channels.set(channel, [{ receivedAt, erasedAt }]);
    else known.push({ receivedAt, erasedAt });
    this.#size++;
  }

  /** True when something received within `from` and `to`, both inclusive, was (or may have been) erased since `since`. */
  touch(channel: ChannelName, from: EpochMs, to: EpochMs, since: EpochMs): boolean {
    if (this.#forgottenAt >= since) return true;
    const erasures = this.#channels.get(channel) ?? [];
    return erasures.some((each) => each.erasedAt >= since && each.receivedAt >= from && each.receivedAt <= to);
  }

  #dropAll(): void {
    for (const erasures of this.#channels.values()) {
      for (const { erasedAt } of erasures) this.#forgottenAt = Math.max(this.#forgottenAt, erasedAt);
    }
    this.#channels.clear();
    this.#size = 0;
  }
}

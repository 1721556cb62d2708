import type { OverlayEmote } from '../../../lib/wire/overlay.ts';

/** Different emotes that wait. Beyond: new ones are left out, as the wall is full anyway. */
const NAMES_MAX = 60;
/** Whatever waited longer is no longer what chat says. */
const WAIT_MS_MAX = 3_000;
/** A second's worth of places may be saved up while nothing waits. */
const SAVED_SECONDS_MAX = 1;

/** An emote about to set out, for all who used it meanwhile. */
export interface Waiting {
  readonly name: string;
  readonly picture: string | null;
  uses: number;
  readonly since: number;
}

/** Decides which emotes set out when: the most used first, no more a second than wanted. */
export class WallQueue {
  readonly #waiting = new Map<string, Waiting>();
  #places = 0;
  #filledAt: number | null = null;

  get size(): number {
    return this.#waiting.size;
  }

  add(emotes: readonly OverlayEmote[], now: number): void {
    for (const [name, uses, picture] of emotes) {
      const known = this.#waiting.get(name);
      if (known !== undefined) known.uses += uses;
      else if (this.#waiting.size < NAMES_MAX) this.#waiting.set(name, { name, picture, uses, since: now });
    }
  }

  /**
   * Emotes that set out now.
   * @param density how many may in a second
   * @param isReady whether the emote can be shown; one that cannot yet keeps waiting
   */
  take(now: number, density: number, room: number, isReady: (emote: Waiting) => boolean): readonly Waiting[] {
    const passedMs = this.#filledAt === null ? 1_000 : Math.max(0, now - this.#filledAt);
    this.#filledAt = now;
    this.#places = Math.min(Math.max(1, density * SAVED_SECONDS_MAX), this.#places + (passedMs / 1_000) * density);
    for (const [name, { since }] of this.#waiting) if (now - since > WAIT_MS_MAX) this.#waiting.delete(name);
    const count = Math.min(Math.floor(this.#places), room);
    const taken = [...this.#waiting.values()]
      .filter(isReady)
      .sort((a, b) => b.uses - a.uses)
      .slice(0, Math.max(0, count));
    for (const { name } of taken) this.#waiting.delete(name);
    this.#places -= taken.length;
    return taken;
  }

  clear(): void {
    this.#waiting.clear();
  }
}

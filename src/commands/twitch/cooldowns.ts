import type { EpochMs } from '../../domain/chat-event.ts';

/**
 * Remembers until when keys have to wait. When full, the key set longest ago is forgotten: one chatter may then ask
 * again too early, which the cooldown of the whole channel still holds back.
 */
export class Cooldowns {
  readonly #until = new Map<string, EpochMs>();
  readonly #entriesMax: number;

  constructor(entriesMax: number) {
    this.#entriesMax = entriesMax;
  }

  get size(): number {
    return this.#until.size;
  }

  waiting(key: string, now: EpochMs): boolean {
    const until = this.#until.get(key);
    if (until === undefined) return false;
    if (now < until) return true;
    this.#until.delete(key);
    return false;
  }

  start(key: string, now: EpochMs, ms: number): void {
    this.#until.delete(key);
    this.#until.set(key, now + ms);
    const oldest = this.#until.keys().next();
    if (this.#until.size > this.#entriesMax && !oldest.done) this.#until.delete(oldest.value);
  }
}

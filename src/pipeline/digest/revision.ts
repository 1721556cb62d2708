import type { EpochMs } from '../../domain/chat-event.ts';
import { distanceBetween, distributionOf } from './judge-topics.ts';
import type { Topic } from './topic.ts';

/** How far the topics must have moved (total variation, 0 to 1). */
const DISTANCE_MIN = 0.4;
const SPACING_MS = 20_000;
/** So that calls follow what is said and not the clock, in slow chats too. */
const NEW_MESSAGES_MIN = 60;

/** Counts how often what is said became something else. A model's words are renewed when this grows, and only then. */
export class Revision {
  #value = 0;
  #at: EpochMs = -Infinity;
  #messagesAt = 0;
  #shares: ReadonlyMap<string, number> = new Map();

  get value(): number {
    return this.#value;
  }

  /** @param messagesEver messages that counted since the channel began */
  judge(topics: readonly Topic[], now: EpochMs, messagesEver: number): number {
    if (topics.length === 0 || now - this.#at < SPACING_MS || messagesEver - this.#messagesAt < NEW_MESSAGES_MIN)
      return this.#value;
    const shares = distributionOf(topics);
    if (this.#value > 0 && distanceBetween(shares, this.#shares) < DISTANCE_MIN) return this.#value;
    this.#value++;
    this.#at = now;
    this.#messagesAt = messagesEver;
    this.#shares = shares;
    return this.#value;
  }
}

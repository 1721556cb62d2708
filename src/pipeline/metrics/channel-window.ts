import type { EpochMs } from '../../domain/chat-event.ts';
import type { EmoteCount } from '../../domain/channel-metrics.ts';
import { EmoteCounter } from './emote-counter.ts';
import { UniqueChatters } from './unique-chatters.ts';

/** Windows move in steps of a quarter second, so "the last second" is exact to the tick. */
export const BUCKET_MS = 250;
const PER_SECOND = 4;
const PER_MINUTE = 60 * PER_SECOND;
const WINDOW_SECONDS = 300;
const PER_WINDOW = WINDOW_SECONDS * PER_SECOND;

/**
 * One channel's rolling counts. Every window ends at the last full quarter second; cost a message is the same for any
 * window length.
 */
export class ChannelWindow {
  readonly #messages = new Uint16Array(PER_WINDOW);
  readonly #characters = new Uint32Array(PER_WINDOW);
  readonly #chatters = new UniqueChatters(WINDOW_SECONDS);
  readonly #emotes = new EmoteCounter(WINDOW_SECONDS);
  /** The bucket being filled; -1 before the first call. */
  #open = -1;
  #openMessages = 0;
  #openCharacters = 0;
  #lastSecond = 0;
  #lastMinute = 0;
  #window = 0;
  #windowCharacters = 0;

  /** @param chatter from `chatterKey`; @param characters from {@link codePoints} */
  add(receivedAt: EpochMs, chatter: number, characters: number): void {
    this.roll(receivedAt);
    this.#openMessages++;
    this.#openCharacters += characters;
    this.#chatters.add(chatter, Math.floor(this.#open / PER_SECOND));
  }

  /** One use of an emote in the message added last. */
  addEmote(name: string): void {
    this.#emotes.add(name, Math.floor(this.#open / PER_SECOND));
  }

  /** Closes every bucket that ended at or before `now`. */
  roll(now: EpochMs): void {
    const bucket = Math.floor(now / BUCKET_MS);
    if (bucket <= this.#open) return;
    if (this.#open < 0 || bucket - this.#open > PER_WINDOW) {
      this.#clear();
      this.#open = bucket;
    }
    while (this.#open < bucket) this.#closeBucket();
    // Whole seconds inside the window stay until their last quarter has left it.
    const second = Math.floor((bucket - 1) / PER_SECOND) + 1;
    this.#chatters.expire(second);
    this.#emotes.expire(second);
  }

  get messagesPerSecond(): number {
    return this.#lastSecond;
  }

  get messagesLastMinute(): number {
    return this.#lastMinute;
  }

  get messages5Min(): number {
    return this.#window;
  }

  get uniqueChatters5Min(): number {
    return this.#chatters.count;
  }

  get averageMessageLength5Min(): number {
    return this.#window === 0 ? 0 : this.#windowCharacters / this.#window;
  }

  topEmotes5Min(limit: number): EmoteCount[] {
    return this.#emotes.top(limit);
  }

  #closeBucket(): void {
    const at = this.#open % PER_WINDOW;
    // The slot still holds the bucket that is leaving the longest window.
    this.#window += this.#openMessages - this.#messages[at]!;
    this.#windowCharacters += this.#openCharacters - this.#characters[at]!;
    this.#lastMinute += this.#openMessages - this.#ago(PER_MINUTE);
    this.#lastSecond += this.#openMessages - this.#ago(PER_SECOND);
    this.#messages[at] = this.#openMessages;
    this.#characters[at] = this.#openCharacters;
    this.#openMessages = 0;
    this.#openCharacters = 0;
    this.#open++;
  }

  #ago(buckets: number): number {
    return this.#messages[(this.#open - buckets + PER_WINDOW) % PER_WINDOW]!;
  }

  #clear(): void {
    this.#messages.fill(0);
    this.#characters.fill(0);
    this.#openMessages = 0;
    this.#openCharacters = 0;
    this.#lastSecond = 0;
    this.#lastMinute = 0;
    this.#window = 0;
    this.#windowCharacters = 0;
  }
}

/** Length in characters as people count them: a surrogate pair is one. */
export function codePoints(text: string): number {
  let pairs = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0xd800 && code <= 0xdbff && i + 1 < text.length) pairs++;
  }
  return text.length - pairs;
}

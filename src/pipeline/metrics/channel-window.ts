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
  /** Null while the window holds no message: most channels of a large bot are silent most of the day. */
  #buckets: Buckets | null = null;
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
    this.#closeUntil(bucket);
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

  #closeUntil(bucket: number): void {
    if (this.#openMessages > 0) this.#buckets ??= emptyBuckets();
    if (this.#buckets !== null) {
      while (this.#open < bucket) this.#closeBucket(this.#buckets);
      if (this.#window === 0) this.#buckets = null;
    }
    this.#open = bucket;
  }

  #closeBucket({ messages, characters }: Buckets): void {
    const at = this.#open % PER_WINDOW;
    // The slot still holds the bucket that is leaving the longest window.
    this.#window += this.#openMessages - messages[at]!;
    this.#windowCharacters += this.#openCharacters - characters[at]!;
    this.#lastMinute += this.#openMessages - messages[(this.#open - PER_MINUTE + PER_WINDOW) % PER_WINDOW]!;
    this.#lastSecond += this.#openMessages - messages[(this.#open - PER_SECOND + PER_WINDOW) % PER_WINDOW]!;
    messages[at] = this.#openMessages;
    characters[at] = this.#openCharacters;
    this.#openMessages = 0;
    this.#openCharacters = 0;
    this.#open++;
  }

  #clear(): void {
    this.#buckets = null;
    this.#openMessages = 0;
    this.#openCharacters = 0;
    this.#lastSecond = 0;
    this.#lastMinute = 0;
    this.#window = 0;
    this.#windowCharacters = 0;
  }
}

/** What was written in each quarter second of the longest window, in two rings. */
interface Buckets {
  readonly messages: Uint16Array;
  readonly characters: Uint32Array;
}

function emptyBuckets(): Buckets {
  return { messages: new Uint16Array(PER_WINDOW), characters: new Uint32Array(PER_WINDOW) };
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

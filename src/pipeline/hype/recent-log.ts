import type { ChatMessage, ChatRetraction } from '../../domain/chat-event.ts';
import type { Second } from './scorer.ts';

/** Messages whose words are kept for a moment that may begin; in a faster chat they are its newest ones. */
const MESSAGES_MAX = 48;
/** Chatters kept, one entry a message: exact up to this many messages within the time walked back. */
const CHATTERS_MAX = 4096;

/** The newest messages and their authors, so that a moment knows what happened before it was noticed. */
export class RecentLog {
  readonly #messages: (ChatMessage | undefined)[] = new Array<ChatMessage | undefined>(MESSAGES_MAX);
  readonly #messageSeconds = new Float64Array(MESSAGES_MAX);
  #messageNext = 0;
  #messageSize = 0;
  #chatters = new Float64Array(32);
  #chatterSeconds = new Float64Array(32);
  #chatterNext = 0;
  #chatterSize = 0;

  push(message: ChatMessage, chatter: number, second: Second): void {
    this.#messages[this.#messageNext] = message;
    this.#messageSeconds[this.#messageNext] = second;
    this.#messageNext = (this.#messageNext + 1) % MESSAGES_MAX;
    if (this.#messageSize < MESSAGES_MAX) this.#messageSize++;
    if (this.#chatterSize === this.#chatters.length && !this.#makeRoom(second)) this.#chatterSize--;
    this.#chatters[this.#chatterNext] = chatter;
    this.#chatterSeconds[this.#chatterNext] = second;
    this.#chatterNext = (this.#chatterNext + 1) % this.#chatters.length;
    this.#chatterSize++;
  }

  /** Messages written in [from, to], oldest first. */
  *messages(from: Second, to: Second): Generator<ChatMessage> {
    for (let i = 0; i < MESSAGES_MAX; i++) {
      const slot = (this.#messageNext + i) % MESSAGES_MAX;
      const message = this.#messages[slot];
      const second = this.#messageSeconds[slot] ?? 0;
      if (message !== undefined && second >= from && second <= to) yield message;
    }
  }

  /** Adds the chatters of [from, to] to `into`. */
  collectChatters(from: Second, to: Second, into: Set<number>): void {
    const capacity = this.#chatters.length;
    for (let age = 0; age < this.#chatterSize; age++) {
      const slot = (this.#chatterNext - 1 - age + capacity) % capacity;
      const second = this.#chatterSeconds[slot] ?? 0;
      if (second < from) return;
      if (second <= to) into.add(this.#chatters[slot] ?? 0);
    }
  }

  /** Lets go of everything written before `second`. */
  dropBefore(second: Second): void {
    while (this.#messageSize > 0) {
      const oldest = (this.#messageNext - this.#messageSize + MESSAGES_MAX) % MESSAGES_MAX;
      if ((this.#messageSeconds[oldest] ?? 0) >= second) return;
      this.#messages[oldest] = undefined;
      this.#messageSize--;
    }
  }

  retract(retraction: ChatRetraction): void {
    for (let slot = 0; slot < MESSAGES_MAX; slot++) {
      const message = this.#messages[slot];
      if (message !== undefined && isRetracted(retraction, message.id, message.author.id, message.author.login))
        this.#messages[slot] = undefined;
    }
  }

  /** Makes the chatter log longer when its oldest entry is still young. False at the bound. */
  #makeRoom(second: Second): boolean {
    const capacity = this.#chatters.length;
    const oldest = this.#chatterSeconds[this.#chatterNext] ?? 0;
    if (second - oldest > WALK_BACK_SECONDS_MAX || capacity >= CHATTERS_MAX) return false;
    const [chatters, seconds] = [new Float64Array(capacity * 2), new Float64Array(capacity * 2)];
    for (let i = 0; i < capacity; i++) {
      const from = (this.#chatterNext + i) % capacity;
      chatters[i] = this.#chatters[from] ?? 0;
      seconds[i] = this.#chatterSeconds[from] ?? 0;
    }
    this.#chatters = chatters;
    this.#chatterSeconds = seconds;
    this.#chatterNext = capacity;
    return true;
  }
}

/** How far before its detection a moment may have begun. */
export const WALK_BACK_SECONDS_MAX = 30;

export function isRetracted(retraction: ChatRetraction, messageId: string, chatterId: string, login: string): boolean {
  const { scope } = retraction;
  switch (scope.what) {
    case 'message':
      return scope.messageId === messageId;
    case 'chatter':
      return scope.chatterId === chatterId || (scope.chatterId === '' && scope.login === login);
    case 'everything':
      return true;
  }
}

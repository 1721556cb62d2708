import type { ChatMessage, ChatRetraction } from '../../domain/chat-event.ts';
import type { Second } from './scorer.ts';

/** Messages whose words are kept for a moment that may begin; in a faster chat they are its newest ones. */
const MESSAGES_MAX = 48;
/** Chatters kept, one entry a message: exact up to this many messages within the time walked back. */
const CHATTERS_MAX = 4096;
const CHATTERS_MIN = 16;

/** The newest messages and their authors, so that a moment knows what happened before it was noticed. */
export class RecentLog {
  readonly #messages: (ChatMessage | undefined)[] = new Array<ChatMessage | undefined>(MESSAGES_MAX);
  readonly #messageSeconds = new Float64Array(MESSAGES_MAX);
  #messageNext = 0;
  #messageSize = 0;
  /** A chatter and a second, by turns. */
  #chatters = new Float64Array(CHATTERS_MIN * 2);
  #chatterNext = 0;
  #chatterSize = 0;

  push(message: ChatMessage, chatter: number, second: Second): void {
    this.#messages[this.#messageNext] = message;
    this.#messageSeconds[this.#messageNext] = second;
    this.#messageNext = (this.#messageNext + 1) % MESSAGES_MAX;
    if (this.#messageSize < MESSAGES_MAX) this.#messageSize++;
    if (this.#chatterSize * 2 === this.#chatters.length && !this.#makeRoom(second)) this.#chatterSize--;
    this.#chatters[this.#chatterNext] = chatter;
    this.#chatters[this.#chatterNext + 1] = second;
    this.#chatterNext = (this.#chatterNext + 2) % this.#chatters.length;
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
    const { length } = this.#chatters;
    for (let age = 1; age <= this.#chatterSize; age++) {
      const at = (this.#chatterNext - age * 2 + length) % length;
      const second = this.#chatters[at + 1]!;
      if (second < from) return;
      if (second <= to) into.add(this.#chatters[at]!);
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
    const old = this.#chatters;
    const oldest = old[this.#chatterNext + 1]!;
    if (second - oldest > WALK_BACK_SECONDS_MAX || old.length >= CHATTERS_MAX * 2) return false;
    this.#chatters = new Float64Array(old.length * 2);
    this.#chatters.set(old.subarray(this.#chatterNext));
    this.#chatters.set(old.subarray(0, this.#chatterNext), old.length - this.#chatterNext);
    this.#chatterNext = old.length;
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

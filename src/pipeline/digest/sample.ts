import type { ChatMessage, ChatRetraction, EmoteUse, EpochMs } from '../../domain/chat-event.ts';

/** A message that is kept for its words. Every word that is shown comes from one of these. */
export interface Sample {
  readonly id: string;
  readonly chatterId: string;
  readonly login: string;
  readonly name: string;
  /** From `chatterKey`. */
  readonly chatter: number;
  readonly text: string;
  /** The platform's own. */
  readonly emotes: readonly EmoteUse[];
  /** Names of other emotes that stand in the text as words, in order. */
  readonly words: readonly string[];
  readonly at: EpochMs;
  readonly feeling: number;
  readonly firstEver: boolean;
}

const NONE: readonly string[] = [];

/** @param names of all emotes in the message, the platform's own first */
export function sampleOf(message: ChatMessage, chatter: number, feeling: number, names: readonly string[]): Sample {
  const { id, author, text, emotes, receivedAt, firstEver } = message;
  const { id: chatterId, login, displayName: name } = author;
  const words = names.length > emotes.length ? names.slice(emotes.length) : NONE;
  return { id, chatterId, login, name, chatter, text, emotes, words, at: receivedAt, feeling, firstEver };
}

/** Whether a moderator took this message back. */
export function isTakenBack({ scope }: ChatRetraction, sample: Sample): boolean {
  switch (scope.what) {
    case 'message':
      return scope.messageId === sample.id;
    case 'chatter':
      return scope.chatterId === '' ? scope.login === sample.login : scope.chatterId === sample.chatterId;
    case 'everything':
      return true;
  }
}

/**
 * Keeps an even choice of messages without chance: every one until it is full, then every second, every fourth …, so
 * that early and late messages are as likely to be kept.
 */
export class SampleLog {
  readonly #samplesMax: number;
  #samples: Sample[] = [];
  #stride = 1;
  #seen = 0;

  constructor(samplesMax: number) {
    this.#samplesMax = samplesMax;
  }

  /** Whether the next message is one to {@link keep}; call it once a message. */
  wants(): boolean {
    return this.#seen++ % this.#stride === 0;
  }

  keep(sample: Sample): void {
    if (this.#samples.length === this.#samplesMax) {
      this.#samples = this.#samples.filter((_, index) => index % 2 === 0);
      this.#stride *= 2;
      if ((this.#seen - 1) % this.#stride !== 0) return;
    }
    this.#samples.push(sample);
  }

  get samples(): readonly Sample[] {
    return this.#samples;
  }

  remove(gone: (sample: Sample) => boolean): readonly Sample[] {
    const removed = this.#samples.filter(gone);
    if (removed.length > 0) this.#samples = this.#samples.filter((sample) => !removed.includes(sample));
    return removed;
  }

  clear(): void {
    this.#samples = [];
    this.#stride = 1;
    this.#seen = 0;
  }
}

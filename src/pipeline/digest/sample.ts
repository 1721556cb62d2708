import type { ChatMessage, ChatRetraction, EmoteUse, EpochMs } from '../../domain/chat-event.ts';
import { scrambled } from './even-choice.ts';

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
 * Keeps an even choice of messages without chance: every one until it is full, then about every second, every fourth …,
 * so that early and late messages are as likely to be kept.
 */
export class SampleLog {
  readonly #samplesMax: number;
  #samples: Sample[] = [];
  /** Beside each sample, what decides how long it stays. */
  #ranks: number[] = [];
  /** A power of two: one message in so many is kept. */
  #oneIn = 1;
  #seen = 0;
  #rank = 0;

  constructor(samplesMax: number) {
    this.#samplesMax = samplesMax;
  }

  /** Whether the next message is one to {@link keep}; call it once a message. */
  wants(): boolean {
    this.#rank = scrambled(this.#seen++);
    return this.#isChosen(this.#rank);
  }

  keep(sample: Sample): void {
    while (this.#samples.length >= this.#samplesMax) {
      this.#oneIn *= 2;
      this.#filter((_, rank) => this.#isChosen(rank));
    }
    if (!this.#isChosen(this.#rank)) return;
    this.#samples.push(sample);
    this.#ranks.push(this.#rank);
  }

  get samples(): readonly Sample[] {
    return this.#samples;
  }

  remove(gone: (sample: Sample) => boolean): readonly Sample[] {
    const removed = new Set(this.#samples.filter(gone));
    if (removed.size > 0) this.#filter((sample) => !removed.has(sample));
    return [...removed];
  }

  clear(): void {
    this.#samples = [];
    this.#ranks = [];
    this.#oneIn = 1;
    this.#seen = 0;
  }

  #isChosen(rank: number): boolean {
    return (rank & (this.#oneIn - 1)) === 0;
  }

  #filter(stays: (sample: Sample, rank: number) => boolean): void {
    const kept = this.#samples.map((sample, index) => stays(sample, this.#ranks[index]!));
    this.#samples = this.#samples.filter((_, index) => kept[index]);
    this.#ranks = this.#ranks.filter((_, index) => kept[index]);
  }
}

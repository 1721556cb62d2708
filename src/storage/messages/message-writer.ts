import { setImmediate as nextEventLoopTurn } from 'node:timers/promises';
import type { ChatMessage, ChatRetraction } from '../../domain/chat-event.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Observer } from '../../domain/ports/observer.ts';
import type { MessageStore } from '../../domain/ports/stores.ts';
import { RingQueue } from '../../lib/ring-queue.ts';
import { forgottenRule, RetractionIndex, ruleOf } from './retraction-index.ts';

export interface MessageWriterOptions {
  readonly store: Pick<MessageStore, 'append'>;
  readonly clock: Clock;
  readonly observer: Observer;
  /** Messages that may wait; newer ones are shed. */
  readonly queueItemsMax?: number;
  readonly flushEveryMs?: number;
  /** Messages written in one transaction. */
  readonly batchMax?: number;
  /** Tries before a batch that the store refuses is given up. One is made a flush. */
  readonly attemptsMax?: number;
}

/** Collects chat and writes it in batches, apart from the path that reads it. */
export interface MessageWriter extends AsyncDisposable {
  /** Messages waiting. */
  readonly size: number;
  /** Never waits and never throws. When the queue is full the message is shed and counted. */
  offer(message: ChatMessage): void;
  /** Holds back what still waits; what is stored already is the store's to delete. */
  retract(retraction: ChatRetraction): void;
  /** Holds back everything of one chatter that still waits. */
  forget(chatterId: string): void;
  /** Writes all that waits, as far as the store takes it. Never rejects. */
  flush(): Promise<void>;
}

export function createMessageWriter(options: MessageWriterOptions): MessageWriter {
  const writer = new QueuedMessageWriter(options);
  writer.start();
  return writer;
}

/** More rules than this are applied to the queue at once instead of being kept. */
const rulesMax = 1_000;
const STAGE = 'message-writer';

class QueuedMessageWriter implements MessageWriter {
  readonly #options: Required<MessageWriterOptions>;
  readonly #rules = new RetractionIndex(rulesMax);
  readonly #stop = new AbortController();
  #queue: RingQueue<ChatMessage>;
  /** Taken from the queue and not yet written. */
  #batch: readonly ChatMessage[] = [];
  #attempts = 0;
  #shed = 0;
  #flushing: Promise<void> | null = null;
  #loop: Promise<void> = Promise.resolve();

  constructor(options: MessageWriterOptions) {
    this.#options = { queueItemsMax: 20_000, flushEveryMs: 500, batchMax: 500, attemptsMax: 20, ...options };
    this.#queue = new RingQueue(this.#options.queueItemsMax);
  }

  get size(): number {
    return this.#queue.size + this.#batch.length;
  }

  start(): void {
    this.#loop = this.#run();
  }

  offer(message: ChatMessage): void {
    if (!this.#queue.push(message)) this.#shed++;
  }

  retract(retraction: ChatRetraction): void {
    this.#hold(() => this.#rules.add(ruleOf(retraction)));
  }

  forget(chatterId: string): void {
    this.#hold(() => this.#rules.add(forgottenRule(chatterId, this.#options.clock.now())));
  }

  flush(): Promise<void> {
    this.#flushing ??= this.#drain().finally(() => (this.#flushing = null));
    return this.#flushing;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#loop;
    await this.flush();
    // A flush that was under way may have begun before the last message came.
    if (this.size > 0) await this.flush();
    this.#drop(this.size, 'store-failed');
    this.#queue = new RingQueue(0);
    this.#batch = [];
  }

  async #run(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      try {
        await this.#options.clock.sleep(this.#options.flushEveryMs, this.#stop.signal);
      } catch (error) {
        if (!this.#stop.signal.aborted) this.#options.observer.stageFailed(STAGE, error);
        return;
      }
      await this.flush();
    }
  }

  async #drain(): Promise<void> {
    this.#drop(this.#shed, 'queue-full');
    this.#shed = 0;
    while (this.size > 0) {
      if (!(await this.#writeBatch())) return;
      await nextEventLoopTurn();
    }
    // Nothing waits that a rule could hold back.
    this.#rules.clear();
  }

  /** False when the store failed and the rest had better wait for the next flush. */
  async #writeBatch(): Promise<boolean> {
    if (this.#batch.length === 0) this.#batch = this.#take();
    this.#batch = this.#withoutHeld(this.#batch);
    try {
      if (this.#batch.length > 0) await this.#options.store.append(this.#batch);
    } catch (error) {
      this.#attempts++;
      this.#options.observer.stageFailed(STAGE, error);
      if (this.#attempts < this.#options.attemptsMax) return false;
      this.#drop(this.#batch.length, 'store-failed');
    }
    this.#batch = [];
    this.#attempts = 0;
    return true;
  }

  #take(): readonly ChatMessage[] {
    const batch: ChatMessage[] = [];
    while (batch.length < this.#options.batchMax) {
      const message = this.#queue.shift();
      if (message === undefined) break;
      batch.push(message);
    }
    return batch;
  }

  #hold(add: () => void): void {
    if (this.size === 0) return;
    if (this.#rules.size >= rulesMax) this.#sweep();
    add();
  }

  /** Applies the rules to all that waits and forgets them, so that their number stays bounded. */
  #sweep(): void {
    const waiting: ChatMessage[] = [];
    for (let message = this.#queue.shift(); message !== undefined; message = this.#queue.shift()) waiting.push(message);
    for (const message of this.#withoutHeld(waiting)) this.#queue.push(message);
    this.#batch = this.#withoutHeld(this.#batch);
    this.#rules.clear();
  }

  #withoutHeld(messages: readonly ChatMessage[]): readonly ChatMessage[] {
    if (this.#rules.size === 0) return messages;
    const kept = messages.filter((m) => !this.#rules.covers(m.channel, m.id, m.author.id, m.sentAt));
    this.#drop(messages.length - kept.length, 'retracted');
    return kept;
  }

  #drop(count: number, reason: 'queue-full' | 'store-failed' | 'retracted'): void {
    if (count > 0) this.#options.observer.eventDropped(STAGE, reason, reason === 'retracted', count);
  }
}

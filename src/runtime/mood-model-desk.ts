import type { ChannelName, ChatMessage, ChatRetraction } from '../domain/chat-event.ts';
import type { Sentiment } from '../domain/mood.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { RateableText, SentimentModel } from '../domain/ports/models.ts';
import type { Observer } from '../domain/ports/observer.ts';
import type { MoodRevision } from '../pipeline/mood/mood-tracker.ts';

export interface MoodModelDeskOptions {
  /** Not `present`: the built-in rules stand alone and nothing is asked. */
  readonly model: Pick<SentimentModel, 'name' | 'batchMax' | 'rate'> & { readonly present: boolean };
  readonly revise: (revision: MoodRevision) => void;
  readonly clock: Clock;
  readonly observer: Pick<Observer, 'eventDropped' | 'stageFailed'>;
}

/** Lets a model judge again what the built-in rules judged at once. Disposing drops what waits. */
export interface MoodModelDesk extends AsyncDisposable {
  /** Messages waiting for the model. */
  readonly size: number;
  /** Takes a message up, or skips it when the model is behind; never waits. @param emotes valid during the call only */
  accepted(message: ChatMessage, sentiment: Sentiment, emotes: readonly string[]): void;
  /** What was taken back is not sent anywhere any more. */
  retracted(retraction: ChatRetraction): void;
  /** Nor is anything of somebody who wants nothing kept. */
  forgetChatter(chatterId: string): void;
}

const STAGE = 'mood-model';
/** Beyond it the newest message keeps its first judgement: a sample of the chat is enough for its mood. */
const WAITING_MAX = 200;
/** One busy channel must not take the room of all others. */
const WAITING_OF_CHANNEL_MAX = 80;
/** Gathers a batch where chat is slow. */
const GATHER_MS = 1_000;
/** A mood forgets; judging anew what was said longer ago changes nothing. */
const AGE_MAX_MS = 30_000;

interface Waiting extends RateableText {
  readonly message: ChatMessage;
  readonly sentiment: Sentiment;
}

export function createMoodModelDesk(options: MoodModelDeskOptions): MoodModelDesk {
  return new Desk(options);
}

class Desk implements MoodModelDesk {
  readonly #options: MoodModelDeskOptions;
  readonly #closing = new AbortController();
  readonly #ofChannel = new Map<ChannelName, number>();
  #waiting: Waiting[] = [];
  #working: Promise<void> | null = null;

  constructor(options: MoodModelDeskOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#waiting.length;
  }

  accepted(message: ChatMessage, sentiment: Sentiment, emotes: readonly string[]): void {
    const { model, clock, observer } = this.#options;
    if (!model.present || this.#closing.signal.aborted) return;
    // Chat that is caught up with in a hurry, as after a start.
    if (message.receivedAt < clock.now() - AGE_MAX_MS) return observer.eventDropped(STAGE, 'too-old', true);
    const ofChannel = this.#ofChannel.get(message.channel) ?? 0;
    if (this.#waiting.length >= WAITING_MAX || ofChannel >= WAITING_OF_CHANNEL_MAX)
      return observer.eventDropped(STAGE, 'behind', true);
    this.#ofChannel.set(message.channel, ofChannel + 1);
    this.#waiting.push({ message, sentiment, text: message.text, emotes: [...emotes] });
    this.#working ??= this.#work();
  }

  retracted({ channel, scope }: ChatRetraction): void {
    const taken = ({ message }: Waiting): boolean =>
      message.channel === channel &&
      (scope.what === 'everything' ||
        (scope.what === 'message' ? message.id === scope.messageId : message.author.id === scope.chatterId));
    this.#keep(this.#waiting.filter((waiting) => !taken(waiting)));
  }

  forgetChatter(chatterId: string): void {
    this.#keep(this.#waiting.filter(({ message }) => message.author.id !== chatterId));
  }

  async #work(): Promise<void> {
    const { clock, observer } = this.#options;
    const { signal } = this.#closing;
    try {
      while (this.#waiting.length > 0 && !signal.aborted) {
        if (this.#waiting.length < this.#options.model.batchMax) await clock.sleep(GATHER_MS, signal);
        await this.#judge(this.#take(), signal);
      }
    } catch (error) {
      if (!signal.aborted) observer.stageFailed(STAGE, error);
    } finally {
      this.#working = null;
    }
  }

  #take(): readonly Waiting[] {
    const { model, clock, observer } = this.#options;
    const oldest = clock.now() - AGE_MAX_MS;
    const fresh = this.#waiting.filter(({ message }) => message.receivedAt >= oldest);
    const stale = this.#waiting.length - fresh.length;
    if (stale > 0) observer.eventDropped(STAGE, 'too-old', true, stale);
    this.#keep(fresh.slice(model.batchMax));
    return fresh.slice(0, model.batchMax);
  }

  #keep(waiting: Waiting[]): void {
    this.#waiting = waiting;
    this.#ofChannel.clear();
    for (const { message } of waiting)
      this.#ofChannel.set(message.channel, (this.#ofChannel.get(message.channel) ?? 0) + 1);
  }

  async #judge(batch: readonly Waiting[], signal: AbortSignal): Promise<void> {
    const { model, revise, observer } = this.#options;
    if (batch.length === 0) return;
    const { name } = model;
    const answer = await model.rate(batch, signal);
    if (signal.aborted) return;
    if (answer.kind === 'failed') return observer.eventDropped(STAGE, answer.reason, true, batch.length);
    batch.forEach(({ message, sentiment }, i) => {
      const to = answer.value[i];
      // Without confidence the model had nothing to go by, and the first judgement is the better one.
      if (to === undefined || to.confidence === 0) return;
      revise({ channel: message.channel, at: message.receivedAt, from: sentiment, to, model: name });
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort(new Error('the bot is stopping'));
    this.#keep([]);
    await this.#working;
  }
}

import type { ChannelName, ChatRetraction, EpochMs } from '../domain/chat-event.ts';
import type { Digest, Headline } from '../domain/headline.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { LiveView } from '../domain/ports/live-view.ts';
import type { HeadlineDraft, SummaryModel } from '../domain/ports/models.ts';
import type { Observer } from '../domain/ports/observer.ts';

export interface HeadlineDeskOptions {
  readonly live: Pick<LiveView, 'headline' | 'digest'>;
  /** Not `present`: the built-in headline stands alone and nothing is asked. */
  readonly model: Pick<SummaryModel, 'name' | 'headline'> & { readonly present: boolean };
  readonly clock: Pick<Clock, 'now'>;
  readonly observer: Pick<Observer, 'eventDropped' | 'stageFailed'>;
}

/**
 * The headline people see: a language model's words while they hold, else the built-in one at once. Asking for it is
 * what makes a channel worth a model's attention. Disposing stops what is under way.
 */
export interface HeadlineDesk extends AsyncDisposable {
  /** Null before the channel's first message. Never waits. */
  headline(channel: ChannelName): Headline | null;
  /** Words that rest on what was taken back are not shown any more. */
  retracted(retraction: ChatRetraction): void;
  /** The same for everything one person wrote, in every channel. */
  forgetChatter(chatterId: string): void;
  /** The channel is no longer watched. */
  forget(channel: ChannelName): void;
}

const STAGE = 'headline-model';
/** A model is asked for one channel no more often than this. */
const SPACING_MS = 15_000;
/** While the chat goes on about the same, this is often enough. */
const SPACING_UNCHANGED_MS = 60_000;
/** A model's words are never shown for longer. */
const AGE_MAX_MS = 90_000;
/** Channels asked about at once; the others keep the built-in headline until there is room. */
const ASKING_MAX = 2;

/** The samples a model was given. */
interface Basis {
  readonly messageIds: ReadonlySet<string>;
  readonly chatterIds: ReadonlySet<string>;
}

interface Written {
  readonly basis: Basis;
  readonly model: string;
  readonly at: EpochMs;
  readonly sentences: HeadlineDraft['sentences'];
}

/** What is known about one channel. */
interface Entry {
  askedAt: EpochMs;
  revision: number;
  written: Written | null;
  /** The question under way; null once answered or no longer wanted. */
  asking: { readonly basis: Basis; readonly controller: AbortController } | null;
}

export function createHeadlineDesk(options: HeadlineDeskOptions): HeadlineDesk {
  return new Desk(options);
}

class Desk implements HeadlineDesk {
  readonly #options: HeadlineDeskOptions;
  readonly #entries = new Map<ChannelName, Entry>();
  readonly #underWay = new Set<Promise<void>>();
  readonly #closing = new AbortController();

  constructor(options: HeadlineDeskOptions) {
    this.#options = options;
  }

  headline(channel: ChannelName): Headline | null {
    const { live, model } = this.#options;
    const builtIn = live.headline(channel);
    if (builtIn === null || !model.present) return builtIn;
    const digest = live.digest(channel);
    if (digest === null) return builtIn;
    const sentences = this.#holding(channel, digest);
    this.#consider(channel, digest);
    return sentences.length === 0 ? builtIn : { ...builtIn, sentences, model: model.name };
  }

  retracted({ channel, scope }: ChatRetraction): void {
    const entry = this.#entries.get(channel);
    if (entry === undefined) return;
    drop(entry, ({ messageIds, chatterIds }) => {
      if (scope.what === 'everything') return true;
      return scope.what === 'message' ? messageIds.has(scope.messageId) : chatterIds.has(scope.chatterId);
    });
  }

  forgetChatter(chatterId: string): void {
    for (const entry of this.#entries.values()) drop(entry, ({ chatterIds }) => chatterIds.has(chatterId));
  }

  forget(channel: ChannelName): void {
    const entry = this.#entries.get(channel);
    if (entry !== undefined) drop(entry, () => true);
    this.#entries.delete(channel);
  }

  /** The model's sentences that still hold: their topics stand, and they are not too old. */
  #holding(channel: ChannelName, digest: Digest): readonly string[] {
    const { model, clock } = this.#options;
    const written = this.#entries.get(channel)?.written ?? null;
    if (written === null || written.model !== model.name || clock.now() - written.at >= AGE_MAX_MS) return [];
    const standing = new Set(digest.buckets.map(({ id }) => id));
    return written.sentences
      .filter(({ bucketIds }) => bucketIds.every((id) => standing.has(id)))
      .map(({ text }) => text);
  }

  /** Asks the model about the channel where that is worth it now. */
  #consider(channel: ChannelName, digest: Digest): void {
    if (this.#closing.signal.aborted || this.#underWay.size >= ASKING_MAX || digest.buckets.length === 0) return;
    const now = this.#options.clock.now();
    const entry = this.#entries.get(channel);
    if (entry !== undefined) {
      const spacing = entry.revision === digest.revision ? SPACING_UNCHANGED_MS : SPACING_MS;
      if (entry.asking !== null || now - entry.askedAt < spacing) return;
    }
    const asking = { basis: basisOf(digest), controller: new AbortController() };
    const next: Entry = { askedAt: now, revision: digest.revision, written: entry?.written ?? null, asking };
    this.#entries.set(channel, next);
    const asked = this.#ask(next, asking, digest).finally(() => this.#underWay.delete(asked));
    this.#underWay.add(asked);
  }

  async #ask(entry: Entry, asking: NonNullable<Entry['asking']>, digest: Digest): Promise<void> {
    const { model, clock, observer } = this.#options;
    const { name } = model;
    try {
      const signal = AbortSignal.any([asking.controller.signal, this.#closing.signal]);
      const answer = await model.headline(digest, signal);
      if (entry.asking !== asking) return;
      if (answer.kind === 'failed') return observer.eventDropped(STAGE, answer.reason, true);
      const { sentences } = answer.value;
      entry.written = { basis: asking.basis, model: name, at: clock.now(), sentences };
    } catch (error) {
      observer.stageFailed(STAGE, error);
    } finally {
      if (entry.asking === asking) entry.asking = null;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort(new Error('the bot is stopping'));
    await Promise.all(this.#underWay);
  }
}

function basisOf({ buckets }: Digest): Basis {
  const samples = buckets.flatMap((bucket) => bucket.samples);
  return {
    messageIds: new Set(samples.map(({ messageId }) => messageId)),
    chatterIds: new Set(samples.map(({ chatterId }) => chatterId)),
  };
}

/** Forgets what was written, and breaks off what is being written, where it rests on what is gone. */
function drop(entry: Entry, isGone: (basis: Basis) => boolean): void {
  if (entry.written !== null && isGone(entry.written.basis)) entry.written = null;
  if (entry.asking === null || !isGone(entry.asking.basis)) return;
  entry.asking.controller.abort(new Error('what it is about was taken back'));
  entry.asking = null;
}

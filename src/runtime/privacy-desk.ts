import type { ChannelName, ChatMessage, ChatRetraction } from '../domain/chat-event.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Observer } from '../domain/ports/observer.ts';
import type { PrivacyControl } from '../domain/ports/privacy.ts';
import type { MessageStore, OptOutStore } from '../domain/ports/stores.ts';
import type { Forgotten } from '../domain/privacy.ts';
import { KeyedLock } from '../lib/keyed-lock.ts';

/** Wishes being carried out or waiting for it; one more is refused, and its sender may ask again. */
const REQUESTS_MAX = 2_000;
const STAGE = 'privacy';
const EXCLAMATION_MARK = 33;
/** Chat programs append invisible characters to get past Twitch's duplicate filter. */
const OPT_IN = /^!optin(?![\p{L}\p{N}_])/iu;

export interface PrivacyDeskOptions {
  readonly optOuts: OptOutStore;
  readonly messages: Pick<MessageStore, 'forgetChatter'>;
  /** Messages on their way into the store; null where none are kept. */
  readonly writer: { forget(chatterId: string): void } | null;
  /** Channels whose chat is held in memory. */
  readonly channels: () => readonly ChannelName[];
  /** Whoever holds a channel's chat in memory drops what this takes back. */
  readonly takeBack: (retraction: ChatRetraction) => void;
  /** Whoever shows chat drops what this person wrote, in every channel. */
  readonly forgotten: (chatterId: string) => void;
  /** Posted cards may have lost quotes or notes. */
  readonly wakeDelivery: () => void;
  readonly clock: Pick<Clock, 'now'>;
  readonly observer: Pick<Observer, 'stageFailed' | 'eventDropped'>;
}

/** Keeps the promise to those who want nothing kept. Disposing carries out what was asked for by then. */
export interface PrivacyDesk extends PrivacyControl, AsyncDisposable {
  /**
   * Looks at one message before anybody else does: the pipeline drops what those who opted out write, so their `!optin`
   * is heard here. Returns at once and never throws.
   */
  hear(message: ChatMessage): void;
}

/** Reads who opted out; asked once a message, so it is held in memory. @throws when the store does */
export async function openPrivacyDesk(options: PrivacyDeskOptions): Promise<PrivacyDesk> {
  const { optOuts, clock, observer } = options;
  const optedOut = new Set((await optOuts.all()).map(({ chatterId }) => chatterId));
  const turns = new KeyedLock();
  const pending = new Set<Promise<unknown>>();

  /** One after the other, so that the last word of somebody who wavers is what is written last. */
  const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
    if (pending.size >= REQUESTS_MAX) {
      observer.eventDropped(STAGE, 'busy', false);
      throw new Error(`${REQUESTS_MAX} wishes about privacy are waiting already`);
    }
    const done = turns.run('', work);
    // Only its end matters here: failures are the caller's.
    const ended = done.catch(() => undefined).finally(() => pending.delete(ended));
    pending.add(ended);
    return done;
  };

  const erase = async (chatterId: string): Promise<Forgotten> => {
    options.writer?.forget(chatterId);
    takeBackAll(options, chatterId);
    options.forgotten(chatterId);
    const { messages, moments, marks, labels } = await options.messages.forgetChatter(chatterId);
    if (moments.length > 0) options.wakeDelivery();
    return { messages, moments: moments.length, marks, labels };
  };

  const optIn = async (chatterId: string): Promise<boolean> => {
    if (!optedOut.delete(chatterId)) return false;
    return inTurn(() => optOuts.remove(chatterId)).catch((error: unknown) => {
      // It still stands in the store, so it still holds.
      optedOut.add(chatterId);
      throw error;
    });
  };

  return {
    isOptedOut: (chatterId) => optedOut.has(chatterId),
    get optedOut() {
      return optedOut.size;
    },
    async optOut(chatterId, by) {
      let isStored = optedOut.has(chatterId);
      // At once: nothing that is said while the wish waits for its turn is looked at.
      optedOut.add(chatterId);
      const work = async (): Promise<Forgotten> => {
        await optOuts.put({ chatterId, at: clock.now(), by });
        // From here on the wish holds, and a start after a crash deletes what is left.
        isStored = true;
        return erase(chatterId);
      };
      return inTurn(work).catch((error: unknown) => {
        // So that they are heard when they ask again.
        if (!isStored) optedOut.delete(chatterId);
        throw error;
      });
    },
    optIn,
    forget: (chatterId) => inTurn(() => erase(chatterId)),
    hear({ author, text }) {
      if (text.charCodeAt(0) !== EXCLAMATION_MARK || !optedOut.has(author.id) || !OPT_IN.test(text)) return;
      optIn(author.id).catch((error: unknown) => observer.stageFailed(STAGE, error));
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(pending);
    },
  };
}

/** As if a moderator had taken back everything they wrote, in every channel, but nobody did. */
function takeBackAll({ channels, takeBack, clock }: PrivacyDeskOptions, chatterId: string): void {
  const now = clock.now();
  const scope = { what: 'chatter', chatterId, login: '', durationSeconds: 0 } as const;
  for (const channel of channels()) {
    takeBack({ kind: 'retraction', channel, sentAt: now, receivedAt: now, scope, atOwnWish: true });
  }
}

import type { ChannelName } from '../../../domain/chat-event.ts';
import type { StreamWatcher } from '../../../domain/ports/chat.ts';
import type { EventSub } from './event-sub.ts';
import type { StreamPoller } from './stream-poller.ts';
import type { User } from './user-session.ts';

/** Polling for every channel, and EventSub for the token owner's own while it is wanted and the token works. */
export class TwitchStreamWatcher implements StreamWatcher {
  readonly #poller: StreamPoller;
  readonly #open: (user: User) => EventSub;
  #started = false;
  #user: User | null = null;
  #wanted: ReadonlySet<ChannelName> = new Set();
  #eventSub: { readonly user: User; readonly feed: EventSub } | null = null;
  readonly #closing = new Set<Promise<void>>();

  constructor(poller: StreamPoller, open: (user: User) => EventSub) {
    this.#poller = poller;
    this.#open = open;
  }

  start(): void {
    this.#started = true;
    this.#poller.start();
    this.#settle();
  }

  want(channels: ReadonlySet<ChannelName>): void {
    this.#wanted = new Set(channels);
    this.#poller.want(channels);
    this.#settle();
  }

  /** The token began to work, or no longer does. */
  userChanged(user: User | null): void {
    this.#user = user;
    this.#poller.lookSoon();
    this.#settle();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#started = false;
    this.#settle();
    await this.#poller[Symbol.asyncDispose]();
    await Promise.all(this.#closing);
  }

  #settle(): void {
    const user = this.#started && this.#user !== null && this.#wanted.has(this.#user.login) ? this.#user : null;
    if (this.#eventSub?.user === user) return;
    if (this.#eventSub !== null) {
      const closed = this.#eventSub.feed[Symbol.asyncDispose]().finally(() => this.#closing.delete(closed));
      this.#closing.add(closed);
    }
    this.#eventSub = user === null ? null : { user, feed: this.#open(user) };
  }
}

import { EventSubWsListener } from '@twurple/eventsub-ws';
import { LogLevel } from '@twurple/chat';
import type { ChannelSignal } from '../../../domain/chat-event.ts';
import type { ChatSink } from '../../../domain/ports/chat.ts';
import type { Clock } from '../../../domain/ports/clock.ts';
import type { Observer } from '../../../domain/ports/observer.ts';
import { backoffMs, type BackoffOptions } from '../../../lib/backoff.ts';
import type { Logger } from '../../../telemetry/logger.ts';
import { quietSleep } from '../chat/wake-up.ts';
import type { StreamPoller } from './stream-poller.ts';
import type { User } from './user-session.ts';

export interface EventSubOptions {
  readonly user: User;
  readonly sink: ChatSink;
  readonly poller: StreamPoller;
  readonly observer: Observer;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly random: () => number;
  readonly reconnect: BackoffOptions;
  /** A connection that lasted this long was a good one. */
  readonly stableMs: number;
}

export const EVENT_SUB_RECONNECT: BackoffOptions = { firstMs: 1_000, maxMs: 120_000, jitter: 0.5 };
export const EVENT_SUB_STABLE_MS = 60_000;

/** A train or a break that Twitch gives no end for. */
const secondsMax = 3_600;

/**
 * Hears at once, over EventSub, what happens on the channel of the account whose token we hold: Twitch lets one account
 * subscribe to others' channels only a handful of times, so those are polled. Topics the token does not cover fail
 * quietly. The library reconnects without a pause; so a connection that is lost is thrown away and made anew after one.
 */
export class EventSub implements AsyncDisposable {
  readonly #options: EventSubOptions;
  readonly #stop = new AbortController();
  readonly #running: Promise<void>;

  constructor(options: EventSubOptions) {
    this.#options = options;
    this.#running = this.#run();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { clock, random, reconnect, stableMs } = this.#options;
    const { signal } = this.#stop;
    let failures = 0;
    while (!signal.aborted) {
      const openedAt = clock.now();
      await this.#listen();
      failures = clock.now() - openedAt >= stableMs ? 0 : failures + 1;
      await quietSleep(clock, backoffMs(Math.max(0, failures - 1), reconnect, random()), signal);
    }
  }

  /** Until the connection is lost or nobody wants it any more. */
  async #listen(): Promise<void> {
    const { user, logger } = this.#options;
    const { promise, resolve } = Promise.withResolvers<void>();
    const listener = new EventSubWsListener({
      apiClient: user.api,
      logger: {
        minLevel: LogLevel.WARNING,
        custom: (_level, message) => logger.debug({ message }, 'eventsub library'),
      },
    });
    listener.onUserSocketDisconnect(() => {
      // Stopping inside the handler would come before the library's own reconnect.
      process.nextTick(() => listener.stop());
      resolve();
    });
    listener.onSubscriptionCreateFailure((subscription, error) =>
      logger.debug({ topic: subscription.id, error }, 'eventsub topic not available'),
    );
    listener.onRevoke((subscription, status) =>
      logger.info({ topic: subscription.id, status }, 'eventsub topic revoked'),
    );
    this.#subscribe(listener);
    listener.start();
    this.#stop.signal.addEventListener('abort', () => resolve(), { once: true });
    await promise;
    listener.stop();
  }

  #subscribe(listener: EventSubWsListener): void {
    const { user, poller } = this.#options;
    const { scopes } = user;
    listener.onStreamOnline(user.id, (event) =>
      this.#guard(() => {
        if (event.type !== 'live') return;
        poller.announcedStart({
          id: event.id,
          channel: user.login,
          roomId: user.id,
          startedAt: event.startDate.getTime(),
          endedAt: null,
          title: '',
          category: '',
          vodId: null,
        });
      }),
    );
    listener.onStreamOffline(user.id, () => this.#guard(() => poller.announcedEnd(user.login)));
    listener.onChannelUpdate(user.id, () => this.#guard(() => poller.lookSoon()));
    if (scopes.includes('channel:read:ads')) {
      listener.onChannelAdBreakBegin(user.id, (event) =>
        this.#signal('ad-break', event.startDate, event.durationSeconds),
      );
    }
    if (scopes.includes('channel:read:hype_train')) {
      listener.onChannelHypeTrainBeginV2(user.id, (event) =>
        this.#signal('hype-train', event.startDate, secondsBetween(event.startDate, event.expiryDate)),
      );
    }
    if (scopes.includes('channel:read:polls')) {
      listener.onChannelPollBegin(user.id, (event) =>
        this.#signal('poll', event.startDate, secondsBetween(event.startDate, event.endDate)),
      );
    }
    if (scopes.includes('channel:read:predictions')) {
      listener.onChannelPredictionBegin(user.id, (event) =>
        this.#signal('prediction', event.startDate, secondsBetween(event.startDate, event.lockDate)),
      );
    }
  }

  #signal(type: ChannelSignal['type'], startedAt: Date, seconds: number): void {
    this.#guard(() => {
      const now = this.#options.clock.now();
      const sentAt = startedAt.getTime();
      this.#options.sink({
        kind: 'signal',
        channel: this.#options.user.login,
        sentAt: Number.isFinite(sentAt) ? sentAt : now,
        receivedAt: now,
        type,
        durationSeconds: seconds > 0 ? Math.min(seconds, secondsMax) : 0,
      });
    });
  }

  /** What is thrown here would go through the library into its socket. */
  #guard(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#options.observer.stageFailed('eventsub', error);
    }
  }
}

function secondsBetween(from: Date, to: Date): number {
  return Math.round((to.getTime() - from.getTime()) / 1_000);
}

import type { ChannelName, EpochMs } from '../../../domain/chat-event.ts';
import type { JoinFailure } from '../../../domain/ports/chat.ts';
import type { Clock } from '../../../domain/ports/clock.ts';
import type { Observer } from '../../../domain/ports/observer.ts';
import type { ChatSourceLimits } from './options.ts';
import type { WantedChannel } from './wanted-channel.ts';
import { WakeUp } from './wake-up.ts';
import { WindowBudget } from './window-budget.ts';

/** What joining needs of a link. */
export interface JoinSession {
  readonly joined: ReadonlyMap<ChannelName, WantedChannel>;
  /** With the time at which we stop waiting. */
  readonly joining: Map<ChannelName, EpochMs>;
  join(channel: ChannelName, deadline: EpochMs): void;
}

/** What joining needs of a connection. */
export interface JoinPlace {
  readonly channels: ReadonlyMap<ChannelName, WantedChannel>;
  readonly sessions: ReadonlySet<JoinSession>;
  /** Where new JOINs go; null while there is no link that is logged in. */
  readonly usable: JoinSession | null;
}

export interface JoinerOptions {
  readonly limits: ChatSourceLimits;
  readonly clock: Clock;
  readonly random: () => number;
  readonly observer: Observer;
  readonly connections: ReadonlySet<JoinPlace>;
}

/** Nothing is due earlier than this without a wake-up. */
const sleepMsMax = 60_000;

/**
 * Enters the channels that are wanted and not entered, one JOIN at a time at the pace Twitch allows for all connections
 * together, and gives up on JOINs that get no answer. First attempts come before repeated ones.
 */
export class Joiner implements AsyncDisposable {
  readonly #options: JoinerOptions;
  readonly #budget: WindowBudget;
  readonly #wake = new WakeUp();
  readonly #stop = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(options: JoinerOptions) {
    this.#options = options;
    this.#budget = new WindowBudget(options.limits.joinsMax, options.limits.joinWindowMs);
  }

  start(): void {
    this.#running = this.#run();
  }

  /** Something changed: look again. */
  wake(): void {
    this.#wake.wake();
  }

  failed(channel: WantedChannel, reason: JoinFailure, now: EpochMs): void {
    const { limits, random, observer } = this.#options;
    channel.failed(reason, now, limits.joinRetry, random());
    observer.channelJoin(reason);
    this.#wake.wake();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { clock, limits } = this.#options;
    const { signal } = this.#stop;
    while (!signal.aborted) {
      const now = clock.now();
      const timeoutAt = this.#expire(now);
      const { due, retryAt } = this.#next(now);
      const waitMs = due === null ? Number.POSITIVE_INFINITY : this.#budget.waitMs(now);
      if (due !== null && waitMs === 0) {
        this.#budget.take(now);
        due.session.join(due.channel.name, now + limits.joinTimeoutMs);
        continue;
      }
      const ms = Math.min(waitMs, timeoutAt - now, retryAt - now, sleepMsMax);
      await this.#wake.sleep(clock, Math.max(1, ms), signal);
    }
  }

  /** Ends JOINs whose time is up; the time of the next one to end. */
  #expire(now: EpochMs): EpochMs {
    let next = Number.POSITIVE_INFINITY;
    for (const connection of this.#options.connections) {
      for (const session of connection.sessions) {
        for (const [name, deadline] of session.joining) {
          if (deadline > now) {
            next = Math.min(next, deadline);
            continue;
          }
          session.joining.delete(name);
          const channel = connection.channels.get(name);
          if (channel !== undefined) this.failed(channel, 'timeout', now);
        }
      }
    }
    return next;
  }

  /** The channel to join now, and when the next one that must wait will be due. */
  #next(now: EpochMs): { due: { session: JoinSession; channel: WantedChannel } | null; retryAt: EpochMs } {
    let repeated: { session: JoinSession; channel: WantedChannel } | null = null;
    let retryAt = Number.POSITIVE_INFINITY;
    for (const connection of this.#options.connections) {
      const session = connection.usable;
      if (session === null) continue;
      for (const channel of connection.channels.values()) {
        if (session.joined.has(channel.name) || session.joining.has(channel.name)) continue;
        if (channel.retryAt > now) retryAt = Math.min(retryAt, channel.retryAt);
        else if (channel.failure === null) return { due: { session, channel }, retryAt: now };
        else repeated ??= { session, channel };
      }
    }
    return { due: repeated, retryAt };
  }
}

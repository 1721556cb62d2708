import type { ChannelName, EpochMs } from '../../../domain/chat-event.ts';
import type { Clock } from '../../../domain/ports/clock.ts';
import type { WantedChannel } from './wanted-channel.ts';
import { IrcLink, type IrcLinkHandlers, type IrcLinkOptions } from './irc-link.ts';
import type { ChatSourceLimits } from './options.ts';
import { StallWatch } from './stall.ts';
import { quietSleep } from './wake-up.ts';

/** One link with what is known about it: which channels it is in, which it is entering, and whether it still answers. */
export class LinkSession {
  readonly stall: StallWatch;
  /** Proven by the server's echo, a ROOMSTATE or a message. */
  readonly joined = new Map<ChannelName, WantedChannel>();
  /** JOINs on their way, with the time at which we stop waiting. */
  readonly joining = new Map<ChannelName, EpochMs>();
  readonly #link: IrcLink;
  readonly #over = new AbortController();
  readyAt: EpochMs | null = null;
  /** The server is about to close this link: a successor takes over. */
  draining = false;

  constructor(options: IrcLinkOptions, limits: ChatSourceLimits, now: EpochMs, handlers: IrcLinkHandlers) {
    this.stall = new StallWatch(limits.stallSilenceMs, limits.stallAgeMs, now);
    this.#link = new IrcLink(options, {
      line: (line) => handlers.line(line),
      ready: () => handlers.ready(),
      closed: (reason) => {
        this.#over.abort();
        this.joined.clear();
        this.joining.clear();
        handlers.closed(reason);
      },
    });
  }

  /** Aborted when the link has ended. */
  get over(): AbortSignal {
    return this.#over.signal;
  }

  /** May be asked to join more. */
  get usable(): boolean {
    return this.readyAt !== null && !this.draining && !this.over.aborted;
  }

  get nick(): string {
    return this.#link.nick;
  }

  open(): void {
    this.#link.open();
  }

  close(reason: string): void {
    this.#link.close(reason);
  }

  join(channel: ChannelName, deadline: EpochMs): void {
    this.joining.set(channel, deadline);
    this.#link.send(`JOIN #${channel}`);
  }

  part(channel: ChannelName): void {
    if (!this.joined.delete(channel) && !this.joining.delete(channel)) return;
    this.#link.send(`PART #${channel}`);
  }

  /** Ends a link that does not log in, or that no longer answers. Runs until the link is over. */
  async watch(clock: Clock, limits: ChatSourceLimits): Promise<void> {
    await quietSleep(clock, limits.loginTimeoutMs, this.over);
    if (this.readyAt === null) this.close('login took too long');
    while (!this.over.aborted) {
      // A clock that was set back must not put the question off.
      const idleMs = Math.max(0, clock.now() - this.stall.lastLineAt);
      if (idleMs < limits.idlePingMs) {
        this.#link.reassure();
        await quietSleep(clock, limits.idlePingMs - idleMs, this.over);
        continue;
      }
      const askedAt = clock.now();
      this.#link.send('PING :hypewire');
      await quietSleep(clock, limits.pongTimeoutMs, this.over);
      if (this.stall.lastLineAt < askedAt) this.close('the server no longer answers');
    }
  }
}

import type { ChatEvent } from '../../../src/domain/chat-event.ts';
import { TwitchChatSource, type TwitchChatSourceOptions } from '../../../src/bot/twitch/chat/chat-source.ts';
import type { ChatSourceLimits } from '../../../src/bot/twitch/chat/options.ts';
import { createLogger } from '../../../src/telemetry/logger.ts';
import type { FakeIrcServer } from './irc-server.ts';
import { RecordingObserver } from './recording-observer.ts';

/** Everything an evening takes, in seconds. */
export const QUICK: Partial<ChatSourceLimits> = {
  joinsMax: 20,
  joinWindowMs: 100,
  joinTimeoutMs: 150,
  joinRetry: { firstMs: 150, maxMs: 600, jitter: 0 },
  reconnect: { firstMs: 50, maxMs: 800, jitter: 0 },
  loginsMax: 50,
  loginWindowMs: 1_000,
  stableMs: 200,
  loginTimeoutMs: 300,
  idlePingMs: 150,
  pongTimeoutMs: 150,
  drainMs: 2_000,
};

/** A source under test with what it reported. */
export class Watching implements AsyncDisposable {
  readonly events: ChatEvent[] = [];
  readonly observer = new RecordingObserver();
  readonly source: TwitchChatSource;

  constructor(
    server: FakeIrcServer,
    channels: readonly string[],
    limits: Partial<ChatSourceLimits> = {},
    options: Partial<TwitchChatSourceOptions> = {},
  ) {
    this.source = new TwitchChatSource({
      sink: (event) => this.events.push(event),
      observer: this.observer,
      logger: createLogger('silent'),
      ircUrl: server.url,
      limits: { ...QUICK, ...limits },
      random: () => 0,
      ...options,
    });
    this.source.want(new Set(channels));
    this.source.start();
  }

  gaps(): string[] {
    return this.events.flatMap((event) => (event.kind === 'gap' ? [`${event.channel} ${event.reason}`] : []));
  }

  texts(): string[] {
    return this.events.flatMap((event) => (event.kind === 'message' ? [event.text] : []));
  }

  state(channel: string): string {
    const status = this.source.channels().find((each) => each.channel === channel);
    return status === undefined ? 'absent' : `${status.state}${status.failure === null ? '' : ` ${status.failure}`}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.source[Symbol.asyncDispose]();
  }
}

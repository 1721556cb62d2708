import type { Config } from '../config/config.ts';
import type { ChatEvent, ChannelName, EpochMs } from '../domain/chat-event.ts';
import type { ChatSource } from '../domain/ports/chat.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Observer } from '../domain/ports/observer.ts';
import { TwitchChatSource } from '../bot/twitch/chat/chat-source.ts';
import { demoBesideLive } from '../replay/demo-beside-live.ts';
import { DemoSource, loadDemoStream } from '../replay/demo-source.ts';
import type { Logger } from '../telemetry/logger.ts';

export interface ChatDeps {
  readonly config: Config;
  readonly accept: (event: ChatEvent) => void;
  readonly tick: (now: EpochMs, channel: ChannelName) => void;
  readonly clock: Clock;
  readonly observer: Observer;
  readonly logger: Logger;
}

/** Twitch itself, or the bundled stream where nothing is configured, with room for real channels beside it. */
export async function openChat({ config, accept, tick, clock, observer, logger }: ChatDeps): Promise<ChatSource> {
  const { ircUrl } = config.twitch;
  const openLive = (): ChatSource =>
    new TwitchChatSource({ sink: accept, observer, logger, clock, ...(ircUrl === null ? {} : { ircUrl }) });
  if (config.mode === 'live') return openLive();
  const onError = (error: unknown): void => observer.stageFailed('demo', error);
  const demo = new DemoSource({ stream: await loadDemoStream(), clock, accept, tick, onError });
  return demoBesideLive(demo, openLive);
}

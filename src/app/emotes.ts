import type { Config } from '../config/config.ts';
import type { ChannelName, ChatEvent } from '../domain/chat-event.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { EmoteDirectory } from '../domain/ports/emotes.ts';
import type { Observer } from '../domain/ports/observer.ts';
import { emoteAddresses } from '../bot/twitch/emotes/addresses.ts';
import { createEmoteDirectory } from '../bot/twitch/emotes/emote-directory.ts';
import type { Pipeline } from '../pipeline/pipeline.ts';
import type { Stores } from './stores.ts';

export interface EmoteParts {
  readonly config: Config;
  readonly stores: Stores;
  readonly pipeline: () => Pipeline;
  readonly clock: Clock;
  readonly observer: Observer;
}

export interface Emotes extends AsyncDisposable {
  readonly directory: EmoteDirectory;
  /** Before the pipeline hears of it: messages tell a room's id, a new stream is the time to look at its emotes again. */
  hear(event: ChatEvent): void;
  want(channels: ReadonlySet<ChannelName>): void;
  start(): void;
}

/** Third parties' emotes, kept in step with the channels that are watched. The demo asks nobody. */
export function openEmotes({ config, stores, pipeline, clock, observer }: EmoteParts): Emotes {
  const directory = createEmoteDirectory({
    addresses: emoteAddresses(config.emotes),
    cache: stores.settings.cache('emotes'),
    clock,
    observer,
    onChange: (channel, names) => pipeline().useEmotes(channel, names),
  });
  return {
    directory,
    hear(event) {
      if (event.kind === 'message') {
        if (event.roomId !== '') directory.identify(event.channel, event.roomId);
      } else if (event.kind === 'stream' && event.stream.endedAt === null) {
        const { channel, roomId, id } = event.stream;
        if (roomId !== '') directory.identify(channel, roomId);
        if (pipeline().stream(channel)?.id !== id) directory.refresh(channel);
      }
    },
    want: (channels) => directory.want(new Map([...channels].map((channel) => [channel, null]))),
    start() {
      if (config.mode === 'live') directory.start();
    },
    [Symbol.asyncDispose]: () => directory[Symbol.asyncDispose](),
  };
}

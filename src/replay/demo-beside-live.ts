import type { ChannelName } from '../domain/chat-event.ts';
import type { ChatSource } from '../domain/ports/chat.ts';
import { DEMO_CHANNEL } from './demo-round.ts';

/**
 * The bundled stream, with real chats beside it: whoever tries the demo may add a channel of their own. Twitch is
 * not called before somebody does.
 * @param openLive opens the source of all other channels
 */
export function demoBesideLive(demo: ChatSource, openLive: () => ChatSource): ChatSource {
  let live: ChatSource | null = null;
  let started = false;
  const sources = (): readonly ChatSource[] => (live === null ? [demo] : [demo, live]);
  return {
    start() {
      started = true;
      for (const source of sources()) source.start();
    },
    want(channels: ReadonlySet<ChannelName>) {
      demo.want(channels);
      const others = new Set([...channels].filter((name) => name !== DEMO_CHANNEL));
      if (live === null && others.size > 0) {
        live = openLive();
        if (started) live.start();
      }
      live?.want(others);
    },
    channels: () => sources().flatMap((source) => source.channels()),
    connections: () => sources().flatMap((source) => source.connections()),
    async [Symbol.asyncDispose]() {
      await Promise.all(sources().map((source) => source[Symbol.asyncDispose]()));
    },
  };
}

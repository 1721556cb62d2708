import type { ChannelName } from '../domain/chat-event.ts';
import type { ChatterStore } from '../domain/ports/stores.ts';
import type { ChatterTraces } from '../domain/privacy.ts';

/** Those who write in the channels one guild tracks. Of what they do elsewhere it learns nothing. */
export interface GuildChatters {
  /** The Twitch id of the last one who wrote under this name; null for nobody known. */
  find(name: string): Promise<string | null>;
  traces(chatterId: string): Promise<ChatterTraces>;
}

export function createGuildChatters(
  chatters: ChatterStore,
  channels: () => Promise<readonly ChannelName[]>,
): GuildChatters {
  return {
    find: async (name) => chatters.find(await channels(), name),
    traces: async (chatterId) => chatters.traces(await channels(), chatterId),
  };
}

import type { ChannelName } from '../chat-event.ts';
import type { Emote, EmoteProvider } from '../emote.ts';

export interface EmoteProviderStatus {
  readonly provider: Exclude<EmoteProvider, 'twitch'>;
  /** `stale`: it does not answer, and what it said before is used. `down`: it never answered. */
  readonly state: 'ok' | 'stale' | 'down' | 'idle';
  readonly emotes: number;
  readonly problem: string | null;
}

/** Third parties' emotes, global and of channels. Everything works, a little poorer, while all of them are down. */
export interface EmoteDirectory extends AsyncDisposable {
  start(): void;
  /** Channels whose emotes are wanted, by their Twitch id where it is known yet. */
  want(channels: ReadonlyMap<ChannelName, string | null>): void;
  /** The stream of a channel began: its emotes are looked at again. */
  refresh(channel: ChannelName): void;
  /** The channel's own and the global ones, as known now; a name appears once, the channel's own wins. */
  of(channel: ChannelName): readonly Emote[];
  find(channel: ChannelName, name: string): Emote | null;
  status(): readonly EmoteProviderStatus[];
}

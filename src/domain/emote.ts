import type { ChannelName, EpochMs } from './chat-event.ts';

export const EMOTE_PROVIDERS = ['twitch', 'bttv', 'ffz', '7tv'] as const;
export type EmoteProvider = (typeof EMOTE_PROVIDERS)[number];

/** One emote as a channel knows it. */
export interface Emote {
  readonly id: string;
  /** As typed: case-sensitive, without spaces. */
  readonly name: string;
  readonly provider: EmoteProvider;
  /** An https address of a small picture, about 28 pixels high. */
  readonly imageUrl: string;
  readonly animated: boolean;
  /** Drawn over the emote before it. */
  readonly zeroWidth: boolean;
  readonly scope: 'global' | 'channel';
}

/** How often an emote was used within a stretch of time. */
export interface EmoteUsage {
  readonly name: string;
  readonly uses: number;
}

/** Uses of one hour of a channel. */
export interface HourEmotes {
  readonly channel: ChannelName;
  readonly hour: EpochMs;
  readonly uses: readonly EmoteUsage[];
}

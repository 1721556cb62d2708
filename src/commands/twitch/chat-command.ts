import type { ChannelName, EpochMs } from '../../domain/chat-event.ts';
import type { HypeMoment } from '../../domain/hype-moment.ts';
import type { LiveView } from '../../domain/ports/live-view.ts';
import type { ChannelSettings } from '../../domain/track.ts';
import type { ChatRole } from './role.ts';

/** What a command may look at and change. It never sees what else the asker wrote, so it cannot repeat it. */
export interface ChatCommandContext {
  readonly channel: ChannelName;
  readonly now: EpochMs;
  /** Words after the command, lower case, at most {@link ARGUMENTS_MAX}: for comparing, never for answering. */
  readonly args: readonly string[];
  readonly live: LiveView;
  readonly settings: ChannelSettings;
  readonly saveSettings: (settings: ChannelSettings) => Promise<void>;
  /** The channel's latest moment, null before its first. */
  readonly lastMoment: () => Promise<HypeMoment | null>;
}

export const ARGUMENTS_MAX = 4;

/** One command of Twitch chat: data, and a function that returns one line or nothing to say. */
export interface ChatCommand {
  /** Without the `!`, lower case. */
  readonly name: string;
  readonly aliases: readonly string[];
  /** The least role that may use it; for everybody else the command does not exist. */
  readonly access: ChatRole;
  /** Between two answers in one channel. */
  readonly globalCooldownMs: number;
  /** Between two answers to one chatter. */
  readonly userCooldownMs: number;
  /** Works while commands are off in the channel. */
  readonly always: boolean;
  execute(context: ChatCommandContext): Promise<string | null> | string | null;
}

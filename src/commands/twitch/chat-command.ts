import type { ChannelMetrics } from '../../domain/channel-metrics.ts';
import type { ChannelName, EpochMs } from '../../domain/chat-event.ts';
import type { MarkOutcome } from '../../domain/desk.ts';
import type { HypeMoment } from '../../domain/hype-moment.ts';
import type { MoodSnapshot } from '../../domain/mood.ts';
import type { ChannelSettings } from '../../domain/track.ts';
import type { ChatRole } from './role.ts';

/** What a command may look at and change. It never sees what else the asker wrote, so it cannot repeat it. */
export interface ChatCommandContext {
  readonly channel: ChannelName;
  readonly now: EpochMs;
  /** Words after the command, lower case, at most {@link ARGUMENTS_MAX}: for comparing, never for answering. */
  readonly args: readonly string[];
  /** Null before the first message since the start. */
  readonly metrics: ChannelMetrics | null;
  /** Null before the first message since the start. */
  readonly mood: MoodSnapshot | null;
  /** The moment under way, null unless it is worth mentioning. */
  readonly openMoment: HypeMoment | null;
  readonly settings: ChannelSettings;
  readonly saveSettings: (settings: ChannelSettings) => Promise<void>;
  /** The latest moment worth mentioning: strong enough, and no attack. */
  readonly lastMoment: () => Promise<HypeMoment | null>;
  /** Stores what the asker wrote after the command as a mark. */
  readonly mark: () => Promise<MarkOutcome>;
  /** Nothing of the asker's is kept from here on. */
  readonly optOut: () => Promise<unknown>;
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
  /**
   * Does its work also where the bot may or can say nothing, and while it cools down: the cooldowns then hold back the
   * answer only, from moderators as well.
   */
  readonly worksUnheard?: boolean;
  /** Also for those whom the channel trusts by name; they get no answer. */
  readonly forTrusted?: boolean;
  execute(context: ChatCommandContext): Promise<string | null> | string | null;
}

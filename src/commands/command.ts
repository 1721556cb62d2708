import type { CardChart, PostOutcome } from '../domain/alert.ts';
import type { ChannelName, StreamInfo } from '../domain/chat-event.ts';
import type {
  AutocompleteInput,
  Choice,
  CommandDefinition,
  CommandInput,
  CommandReply,
  PressInput,
} from '../domain/command.ts';
import type { RenderHandoff } from '../domain/handoff.ts';
import type { Mark, MarkOutcome } from '../domain/desk.ts';
import type { Summary, SummaryOrder } from '../domain/headline.ts';
import type { DetectorName, MomentId } from '../domain/hype-moment.ts';
import type { ChatSource, TwitchDirectory, TwitchUser } from '../domain/ports/chat.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { TargetInspector } from '../domain/ports/delivery.ts';
import type { ClipMaker } from '../domain/ports/desk.ts';
import type { EmoteDirectory } from '../domain/ports/emotes.ts';
import type { HealthSource } from '../domain/ports/health.ts';
import type { LiveView } from '../domain/ports/live-view.ts';
import type { ModelControl, SpendReport } from '../domain/ports/models.ts';
import type { PrivacyControl } from '../domain/ports/privacy.ts';
import type {
  Cache,
  EmoteUseStore,
  MetricsStore,
  MoodStore,
  OutboxStore,
  StreamStore,
} from '../domain/ports/stores.ts';
import type { Track } from '../domain/track.ts';
import type { KeyedLock } from '../lib/keyed-lock.ts';
import type { GuildStores, GuildView } from './guild-view.ts';

/** What the composition root supplies: ports, and a few verbs whose parts live in other rooms. */
export interface CommandDeps extends GuildStores {
  readonly clock: Clock;
  readonly metrics: Pick<MetricsStore, 'summary'>;
  readonly moods: Pick<MoodStore, 'minutes'>;
  readonly streams: Pick<StreamStore, 'get' | 'recent'>;
  /** Emotes that channels have with third parties. */
  readonly emotes: Pick<EmoteDirectory, 'of'>;
  readonly emoteUse: Pick<EmoteUseStore, 'totals'>;
  readonly outbox: Pick<OutboxStore, 'counts' | 'lastAlertAt'>;
  /** Keeps what was asked for while somebody mends a permission. */
  readonly drafts: Cache;
  readonly live: LiveView;
  /** The detector in use, for the thresholds shown. */
  readonly detector: DetectorName;
  /** Null without an app token: names cannot be checked or searched then. */
  readonly directory: TwitchDirectory | null;
  readonly chat: Pick<ChatSource, 'channels' | 'connections'>;
  /** The bot can write in Twitch chat. */
  readonly canSpeak: boolean;
  readonly targets: TargetInspector;
  readonly health: HealthSource;
  /** Address of the dashboard where others can reach it, else null. */
  readonly dashboardUrl: string | null;
  /** Null when nothing is known to draw or the drawing failed; an answer goes without a picture then. */
  drawMomentChart(momentId: MomentId): Promise<CardChart | null>;
  drawHistory(channel: ChannelName, hours: number): Promise<CardChart | null>;
  drawMood(channel: ChannelName, hours: number): Promise<CardChart | null>;
  readonly renderHandoff: RenderHandoff;
  /** Posts a sample card through the real delivery path. Never pings. */
  sendTest(track: Track): Promise<PostOutcome>;
  /** Under whose account clips are made, or why none are. */
  readonly clipMaker: Pick<ClipMaker, 'account' | 'missing'>;
  /** Null where no account could make a clip. */
  readonly createClip: CreateClip | null;
  /** Called after somebody voted or claimed, so that the cards follow. */
  deskChanged(): void;
  /** Stores a person's note that something happened. */
  addMark(mark: Mark): Promise<MarkOutcome>;
  /** What a stream of the track's channel was, or is so far, in this guild's eyes. */
  recap(track: Track, stream: StreamInfo): Promise<CommandReply>;
  /** What a chat said; null where it said too little. Always arrives. */
  summarize(order: SummaryOrder): Promise<Summary | null>;
  /** What people may ask about their own traces. */
  readonly privacy: PrivacyControl;
  /** Left out where no model can be chosen. */
  readonly models?: ModelDesk;
  /** Chat messages older than this are deleted. */
  readonly messageRetentionDays: number;
  /** Called after tracks changed, so that the wanted channels and the router follow. */
  trackingChanged(): Promise<void>;
  /** Ids of the registered commands by name, for clickable mentions; empty while unknown. */
  commandIds(): ReadonlyMap<string, string>;
}

/**
 * Makes a Twitch clip of a moment for a Discord user who may ask for it; the answer says what became of it, as markdown.
 * The clip begins so long before chat reacted.
 */
export type CreateClip = (
  momentId: MomentId,
  requestedBy: string,
  reachBackSeconds: number,
) => Promise<{ readonly ok: boolean; readonly text: string }>;

/** The models of the whole process, of which all servers see the same. */
export interface ModelDesk {
  readonly control: ModelControl;
  spend(): SpendReport;
  /** Whether a Discord user owns the bot: its application's owner, or a member of the team that does. */
  isOperator(userId: string): Promise<boolean>;
}

/**
 * What a command works with: everything above, but what belongs to guilds only through the invoking guild's own view.
 * No command can reach another guild's tracks or moments, because it is never given the stores.
 */
export interface CommandContext extends Omit<CommandDeps, keyof GuildStores | 'directory'> {
  readonly guild: GuildView;
  readonly twitch: TwitchLookup;
  /** Changes of one guild's tracks happen one after the other. */
  readonly guildLock: KeyedLock;
}

export type TwitchCheck = 'exists' | 'missing' | 'unchecked';

/** The Twitch directory as commands need it: it never throws and never keeps anybody waiting. */
export interface TwitchLookup {
  readonly available: boolean;
  /** `unchecked` where Twitch cannot be asked or does not answer in time. */
  check(channel: ChannelName): Promise<TwitchCheck>;
  /** Null when nobody has this login; `unchecked` as above. */
  find(login: string): Promise<TwitchUser | null | 'unchecked'>;
  /** Null where Twitch cannot be asked or does not answer in time. */
  search(query: string): Promise<readonly TwitchUser[] | null>;
}

export interface PressAnswer {
  readonly reply: CommandReply;
  /** Replace the message whose button was pressed, or answer beside it for the presser only. */
  readonly how: 'update' | 'ephemeral';
}

/** One slash command: data, and functions that return a reply. Mistakes of the user are thrown as `UserError`. */
export interface SlashCommand {
  readonly definition: CommandDefinition;
  /** Whether only the invoker sees the answer. Asked before the command runs. */
  ephemeral(input: CommandInput): boolean;
  execute(input: CommandInput, context: CommandContext): Promise<CommandReply>;
  /** Present where the command's answers have buttons. Null for an action it does not know. */
  press?(input: PressInput, context: CommandContext): Promise<PressAnswer | null>;
  autocomplete?(input: AutocompleteInput, context: CommandContext): Promise<readonly Choice[]>;
}

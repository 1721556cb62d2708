import type { ChannelName, ChatMessage } from '../../domain/chat-event.ts';
import type { Mark, MarkOutcome } from '../../domain/desk.ts';
import type { HypeMoment } from '../../domain/hype-moment.ts';
import type { ChatSpeaker } from '../../domain/ports/chat.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { LiveView } from '../../domain/ports/live-view.ts';
import type { Observer } from '../../domain/ports/observer.ts';
import type { PrivacyControl } from '../../domain/ports/privacy.ts';
import type { ChannelSettingsStore, MomentStore } from '../../domain/ports/stores.ts';
import { withTimeout } from '../../lib/with-timeout.ts';
import { AnswerBudget } from './answer-budget.ts';
import type { ChatCommand, ChatCommandContext } from './chat-command.ts';
import { Cooldowns } from './cooldowns.ts';
import { oneLine } from './one-line.ts';
import { markOf } from './mark-of.ts';
import { looksLikeCommand, parseChatCommand, type ParsedCommand } from './parse.ts';
import { atLeast, roleFromBadges } from './role.ts';

export interface ChatDispatcherDeps {
  readonly commands: readonly ChatCommand[];
  readonly settings: ChannelSettingsStore;
  /** Null without a user token: the bot only reads then. */
  readonly speaker: ChatSpeaker | null;
  readonly live: LiveView;
  readonly moments: Pick<MomentStore, 'list'>;
  readonly marks: MarkTaker;
  readonly privacy: Pick<PrivacyControl, 'optOut'>;
  /** The score from which a moment is worth mentioning in chat. */
  readonly minScore: number;
  readonly clock: Clock;
  readonly observer: Pick<Observer, 'eventDropped' | 'stageFailed' | 'commandAnswered'>;
}

export interface MarkTaker {
  add(mark: Mark): Promise<MarkOutcome>;
  /** What a stored mark stands with by now. */
  merged(mark: Mark): Promise<MarkOutcome>;
}

/** Answers commands in Twitch chat. Disposing waits for answers under way, but no longer for more marks to count. */
export interface ChatDispatcher extends AsyncDisposable {
  /** Looks at one live message. Returns at once and never throws. */
  handle(message: ChatMessage): void;
}

/** Below the 20 messages in 30 s after which Twitch silences an ordinary account everywhere. */
const ANSWERS = { answersMax: 5, windowMs: 30_000, channelsMax: 10_000 };
const COOLDOWN_ENTRIES_MAX = 20_000;
/** Answers being worked on at once, over all channels; a command beyond them is dropped and counted. */
const IN_FLIGHT_MAX = 200;
const SAY_TIMEOUT_MS = 10_000;
/** Several people mark the same event within seconds; one answer counts them all. */
const MARKS_COLLECTED_MS = 4_000;
/** Attacks among the latest moments are passed over. */
const MOMENTS_LOOKED_AT = 10;

/** @throws when two commands share a name or alias */
export function createChatDispatcher(deps: ChatDispatcherDeps): ChatDispatcher {
  const byName = indexByName(deps.commands);
  const cooldowns = new Cooldowns(COOLDOWN_ENTRIES_MAX);
  const budget = new AnswerBudget(ANSWERS);
  const inFlight = new Set<Promise<void>>();
  const stopping = new AbortController();
  const { speaker, observer, privacy } = deps;

  const mark = async (message: ChatMessage, heard: boolean): Promise<MarkOutcome> => {
    const made = markOf(message);
    const outcome = await deps.marks.add(made);
    if (!heard || outcome.kind === 'refused') return outcome;
    await deps.clock.sleep(MARKS_COLLECTED_MS, stopping.signal).catch((error: unknown) => {
      if (!stopping.signal.aborted) throw error;
    });
    return deps.marks.merged(made);
  };

  /** The command to be run for this chatter now. Silence otherwise: unknown commands may be another bot's. */
  const accept = (message: ChatMessage, parsed: ParsedCommand, now: number): Accepted | null => {
    const command = byName.get(parsed.name);
    if (command === undefined) return null;
    const role = roleFromBadges(message.author.badges);
    if (!atLeast(role, command.access)) {
      return command.forTrusted === true ? { command, args: parsed.args, voice: null, onlyTrusted: true } : null;
    }
    const forAll = `${message.channel} ${command.name}`;
    const forOne = `${forAll} ${message.author.id}`;
    const waiting = cooldowns.waiting(forAll, now) || cooldowns.waiting(forOne, now);
    const unheard = { command, args: parsed.args, voice: null, onlyTrusted: false };
    if (command.worksUnheard === true && (waiting || speaker === null)) return unheard;
    if (speaker === null || (waiting && !atLeast(role, 'moderator'))) return null;
    cooldowns.start(forAll, now, command.globalCooldownMs);
    cooldowns.start(forOne, now, command.userCooldownMs);
    return { ...unheard, voice: speaker };
  };

  const answer = async ({ command, args, voice, onlyTrusted }: Accepted, message: ChatMessage): Promise<void> => {
    const startedAt = deps.clock.now();
    const settings = await deps.settings.get(message.channel);
    if (onlyTrusted && !settings.trusted.includes(message.author.login)) return;
    const welcome = command.always || (settings.chatCommands && !settings.muted);
    if (!welcome && command.worksUnheard !== true) return;
    const heard = welcome && voice !== null;
    const said = await command.execute({
      ...contextOf(deps, message.channel, args, settings),
      mark: () => mark(message, heard),
      optOut: () => privacy.optOut(message.author.id, 'chat'),
    });
    if (said === null || !heard) return;
    if (!budget.take(message.channel, deps.clock.now())) {
      observer.eventDropped('chat-command', 'answer-limit', true);
      return;
    }
    const outcome = await withTimeout('answering in Twitch chat', SAY_TIMEOUT_MS, null, () =>
      voice.say(message.channel, message.roomId, oneLine(said), message.id),
    );
    if (outcome.kind === 'refused') observer.eventDropped('chat-command', 'refused', false);
    else observer.commandAnswered(`!${command.name}`, 'ok', deps.clock.now() - startedAt);
  };

  return {
    handle(message) {
      if (!looksLikeCommand(message.text)) return;
      if (message.author.id === speaker?.userId || isSharedCopy(message)) return;
      const parsed = parseChatCommand(message.text);
      const accepted = parsed === null ? null : accept(message, parsed, deps.clock.now());
      if (accepted === null) return;
      if (inFlight.size >= IN_FLIGHT_MAX) {
        observer.eventDropped('chat-command', 'busy', false);
        return;
      }
      const work = answer(accepted, message)
        .catch((error: unknown) => observer.stageFailed('chat-command', error))
        .finally(() => inFlight.delete(work));
      inFlight.add(work);
    },
    async [Symbol.asyncDispose]() {
      stopping.abort();
      await Promise.all(inFlight);
    },
  };
}

interface Accepted {
  readonly command: ChatCommand;
  readonly args: readonly string[];
  /** Null where nothing may be said. */
  readonly voice: ChatSpeaker | null;
  /** The chatter's badges do not suffice: only a name the channel trusts does. */
  readonly onlyTrusted: boolean;
}

/** A message written in another room of a shared chat is answered there, if at all. */
function isSharedCopy(message: ChatMessage): boolean {
  return message.source !== null && message.source.roomId !== message.roomId;
}

function contextOf(
  deps: ChatDispatcherDeps,
  channel: ChannelName,
  args: readonly string[],
  settings: ChatCommandContext['settings'],
): Omit<ChatCommandContext, 'mark' | 'optOut'> {
  const { live, minScore } = deps;
  const worthMentioning = (moment: HypeMoment | null): boolean =>
    moment !== null && !moment.attack && moment.peakScore >= minScore;
  return {
    channel,
    args,
    settings,
    now: deps.clock.now(),
    metrics: live.metrics(channel),
    mood: live.mood(channel),
    openMoment: worthMentioning(live.openMoment(channel)) ? live.openMoment(channel) : null,
    saveSettings: (next) => deps.settings.put(next),
    lastMoment: async () => {
      const { items } = await deps.moments.list({ channels: [channel], minScore }, MOMENTS_LOOKED_AT, 0);
      return items.find(worthMentioning) ?? null;
    },
  };
}

function indexByName(commands: readonly ChatCommand[]): ReadonlyMap<string, ChatCommand> {
  const byName = new Map<string, ChatCommand>();
  for (const command of commands) {
    for (const name of [command.name, ...command.aliases]) {
      if (byName.has(name)) throw new Error(`Two chat commands are called !${name}`);
      byName.set(name, command);
    }
  }
  return byName;
}

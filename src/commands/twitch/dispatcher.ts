import type { ChatMessage } from '../../domain/chat-event.ts';
import type { HypeMoment } from '../../domain/hype-moment.ts';
import type { ChatSpeaker } from '../../domain/ports/chat.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { LiveView } from '../../domain/ports/live-view.ts';
import type { Observer } from '../../domain/ports/observer.ts';
import type { ChannelSettingsStore, MomentStore } from '../../domain/ports/stores.ts';
import { withTimeout } from '../../lib/with-timeout.ts';
import { AnswerBudget } from './answer-budget.ts';
import type { ChatCommand, ChatCommandContext } from './chat-command.ts';
import { Cooldowns } from './cooldowns.ts';
import { oneLine } from './one-line.ts';
import { looksLikeCommand, parseChatCommand, type ParsedCommand } from './parse.ts';
import { atLeast, roleFromBadges } from './role.ts';

export interface ChatDispatcherDeps {
  readonly commands: readonly ChatCommand[];
  readonly settings: ChannelSettingsStore;
  /** Null without a user token: the bot only reads then. */
  readonly speaker: ChatSpeaker | null;
  readonly live: LiveView;
  readonly moments: Pick<MomentStore, 'list'>;
  /** The score from which a moment is worth mentioning in chat. */
  readonly minScore: number;
  readonly clock: Pick<Clock, 'now'>;
  readonly observer: Pick<Observer, 'eventDropped' | 'stageFailed' | 'commandAnswered'>;
}

/** Answers commands in Twitch chat. Disposing waits for answers under way. */
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
/** Attacks among the latest moments are passed over. */
const MOMENTS_LOOKED_AT = 10;

/** @throws when two commands share a name or alias */
export function createChatDispatcher(deps: ChatDispatcherDeps): ChatDispatcher {
  const byName = indexByName(deps.commands);
  const cooldowns = new Cooldowns(COOLDOWN_ENTRIES_MAX);
  const budget = new AnswerBudget(ANSWERS);
  const inFlight = new Set<Promise<void>>();
  const { speaker, observer } = deps;

  /** The command this chatter may have answered now. Silence otherwise: unknown commands may be another bot's. */
  const accept = (message: ChatMessage, parsed: ParsedCommand, now: number): ChatCommand | null => {
    const command = byName.get(parsed.name);
    if (command === undefined) return null;
    const role = roleFromBadges(message.author.badges);
    if (!atLeast(role, command.access)) return null;
    const forAll = `${message.channel} ${command.name}`;
    const forOne = `${forAll} ${message.author.id}`;
    const waiting = cooldowns.waiting(forAll, now) || cooldowns.waiting(forOne, now);
    if (waiting && !atLeast(role, 'moderator')) return null;
    cooldowns.start(forAll, now, command.globalCooldownMs);
    cooldowns.start(forOne, now, command.userCooldownMs);
    return command;
  };

  const answer = async (
    voice: ChatSpeaker,
    command: ChatCommand,
    message: ChatMessage,
    args: readonly string[],
  ): Promise<void> => {
    const startedAt = deps.clock.now();
    const settings = await deps.settings.get(message.channel);
    if (!command.always && (!settings.chatCommands || settings.muted)) return;
    const said = await command.execute(contextOf(deps, message, args, settings));
    if (said === null) return;
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
      if (speaker === null || !looksLikeCommand(message.text)) return;
      if (message.author.id === speaker.userId || isSharedCopy(message)) return;
      const parsed = parseChatCommand(message.text);
      const command = parsed === null ? null : accept(message, parsed, deps.clock.now());
      if (parsed === null || command === null) return;
      if (inFlight.size >= IN_FLIGHT_MAX) {
        observer.eventDropped('chat-command', 'busy', false);
        return;
      }
      const work = answer(speaker, command, message, parsed.args)
        .catch((error: unknown) => observer.stageFailed('chat-command', error))
        .finally(() => inFlight.delete(work));
      inFlight.add(work);
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(inFlight);
    },
  };
}

/** A message written in another room of a shared chat is answered there, if at all. */
function isSharedCopy(message: ChatMessage): boolean {
  return message.source !== null && message.source.roomId !== message.roomId;
}

function contextOf(
  deps: ChatDispatcherDeps,
  { channel }: ChatMessage,
  args: readonly string[],
  settings: ChatCommandContext['settings'],
): ChatCommandContext {
  const { live, minScore } = deps;
  const worthMentioning = (moment: HypeMoment | null): boolean =>
    moment !== null && !moment.attack && moment.peakScore >= minScore;
  return {
    channel,
    args,
    settings,
    now: deps.clock.now(),
    metrics: live.metrics(channel),
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

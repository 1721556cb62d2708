import {
  UserError,
  type AutocompleteInput,
  type Choice,
  type CommandDefinition,
  type CommandInput,
  type CommandReply,
  type Invoker,
  type PressInput,
} from '../domain/command.ts';
import type { Observer } from '../domain/ports/observer.ts';
import { KeyedLock } from '../lib/keyed-lock.ts';
import { clip, escapeMarkdown } from '../lib/markdown.ts';
import type { CommandContext, CommandDeps, PressAnswer, SlashCommand } from './command.ts';
import { createGuildView } from './guild-view.ts';
import { createTwitchLookup } from './twitch-lookup.ts';

/** What Discord takes. */
const CHOICES_MAX = 25;
const CHOICE_CHARACTERS_MAX = 100;

/** The commands as the Discord room drives them. `execute` and `press` throw `UserError` for mistakes of the user. */
export interface CommandHandlers {
  readonly definitions: readonly CommandDefinition[];
  /** How to acknowledge before the command runs; Discord fixes this choice at once. */
  defer(input: CommandInput): { readonly ephemeral: boolean };
  execute(input: CommandInput): Promise<CommandReply>;
  press(input: PressInput): Promise<PressAnswer>;
  /** Choices Discord accepts: at most 25, none too long. */
  autocomplete(input: AutocompleteInput): Promise<readonly Choice[]>;
}

export type HandlerDeps = CommandDeps & { readonly observer: Pick<Observer, 'stageFailed'> };

/** @throws when two commands share a name */
export function createHandlers(commands: readonly SlashCommand[], deps: HandlerDeps): CommandHandlers {
  const byName = new Map<string, SlashCommand>();
  for (const command of commands) {
    const { name } = command.definition;
    if (byName.has(name)) throw new Error(`Two slash commands are called ${name}`);
    byName.set(name, command);
  }
  const contextOf = createContexts(deps);

  /** Discord's own permission setting can be changed by a server; this check cannot. */
  const permitted = (name: string, input: Invoker): SlashCommand => {
    const command = byName.get(name);
    if (command === undefined) {
      throw new UserError(
        `There is no command ${escapeMarkdown(clip(name, 40))} in this version of Hypewire. Type / to see those there are.`,
      );
    }
    if (!mayUse(command, input)) {
      throw new UserError(
        `/${name} changes what is posted in this server, so it needs the **Manage Server** permission, which you do not have here. Ask somebody who has it.`,
      );
    }
    return command;
  };

  return {
    definitions: commands.map((command) => command.definition),
    defer: (input) => ({ ephemeral: byName.get(input.command)?.ephemeral(input) ?? true }),
    async execute(input) {
      return permitted(input.command, input).execute(input, contextOf(input));
    },
    async press(input) {
      const command = permitted(input.command, input);
      const answer = (await command.press?.(input, contextOf(input))) ?? null;
      if (answer !== null) return answer;
      throw new UserError(
        `This button is from another version of Hypewire. Run /${input.command} again for a fresh one.`,
      );
    },
    async autocomplete(input) {
      const command = byName.get(input.command);
      if (command?.autocomplete === undefined || !mayUse(command, input)) return [];
      const choices = await command.autocomplete(input, contextOf(input));
      return choices
        .filter((choice) => choice.value !== '' && choice.value.length <= CHOICE_CHARACTERS_MAX)
        .slice(0, CHOICES_MAX)
        .map((choice) => ({ name: clip(choice.name, CHOICE_CHARACTERS_MAX), value: choice.value }));
    },
  };
}

function mayUse(command: SlashCommand, input: Invoker): boolean {
  return command.definition.access === 'everyone' || input.canManageServer;
}

function createContexts(deps: HandlerDeps): (input: Invoker) => CommandContext {
  const { tracks, moments, decisions, desk, marks, clips, messages, chatters, labels, directory, observer, ...shared } =
    deps;
  const stores = { tracks, moments, decisions, desk, marks, clips, messages, chatters, labels };
  const guildLock = new KeyedLock();
  const twitch = createTwitchLookup(directory, deps.clock, (what, error) => observer.stageFailed(what, error));
  return (input) => ({
    ...shared,
    guildLock,
    twitch,
    guild: createGuildView(stores, input.guildId),
  });
}

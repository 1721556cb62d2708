import {
  MessageFlags,
  type AutocompleteInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Interaction,
  type StringSelectMenuInteraction,
} from 'discord.js';
import { clip } from '../../../lib/markdown.ts';
import { withTimeout } from '../../../lib/with-timeout.ts';
import { decodeRoute } from './custom-id.ts';
import { exchange, sayPrivately, type ExchangeDeps } from './exchange.ts';
import type { InteractionHandlers } from './handlers.ts';
import { NOTICES } from './notices.ts';
import { readAutocomplete, readCommand, readInvoker, readPress } from './read-input.ts';

export interface RouterOptions extends ExchangeDeps {
  readonly handlers: InteractionHandlers;
  /** Commands and presses under way at a time; above it new ones are told to come back. */
  readonly inFlightMax?: number;
}

export interface InteractionRouter {
  handle(interaction: Interaction): void;
  /** Waits for what is under way, at most `ms`. */
  drain(ms: number): Promise<void>;
}

const IN_FLIGHT_MAX = 200;
const CHOICES_MAX = 25;
const CHOICE_CHARACTERS_MAX = 100;
/** Discord forgets a suggestion after three seconds. */
const AUTOCOMPLETE_TIMEOUT_MS = 2_500;

/** Leads every interaction to its handler. Nothing a user or a handler does makes it throw. */
export function createInteractionRouter(options: RouterOptions): InteractionRouter {
  const { handlers, logger, observer, inFlightMax = IN_FLIGHT_MAX } = options;
  const access = new Map(handlers.definitions.map((definition) => [definition.name, definition.access] as const));
  const inFlight = new Set<Promise<void>>();
  /** Command names become metric labels: only known ones. */
  const label = (name: string): string => (access.has(name) ? name : 'unknown');

  const route = async (interaction: Interaction): Promise<void> => {
    if (interaction.isAutocomplete()) return suggest(interaction);
    if (interaction.isChatInputCommand()) return command(interaction);
    if (interaction.isButton() || interaction.isStringSelectMenu()) return press(interaction);
    if (interaction.isMessageComponent()) return sayPrivately(options, interaction, 'unknown', NOTICES.oldButton);
    logger.warn({ type: interaction.type }, 'An interaction of a kind that no command of ours has');
    if (interaction.isRepliable())
      await interaction.reply({ content: NOTICES.unsupported, flags: MessageFlags.Ephemeral });
  };

  const command = async (interaction: ChatInputCommandInteraction): Promise<void> => {
    const name = label(interaction.commandName);
    const refuse = (markdown: string): Promise<void> => sayPrivately(options, interaction, name, markdown);
    const invoker = readInvoker(interaction);
    if (invoker === null) return refuse(NOTICES.outsideServer);
    if (!access.has(interaction.commandName)) return refuse(NOTICES.unknownCommand);
    if (access.get(interaction.commandName) === 'manage-server' && !invoker.canManageServer)
      return refuse(NOTICES.notAllowed);
    if (inFlight.size >= inFlightMax) return refuse(NOTICES.busy);
    const input = readCommand(interaction, invoker);
    const flags = handlers.defer(input).ephemeral ? { flags: MessageFlags.Ephemeral as const } : {};
    return exchange(
      options,
      interaction,
      name,
      () => interaction.deferReply(flags),
      'edit',
      async () => ({
        reply: await handlers.execute(input),
        delivery: 'edit',
      }),
    );
  };

  const press = async (interaction: ButtonInteraction | StringSelectMenuInteraction): Promise<void> => {
    const target = decodeRoute(interaction.customId);
    const name = label(target?.command ?? '');
    const refuse = (markdown: string): Promise<void> => sayPrivately(options, interaction, name, markdown);
    const invoker = readInvoker(interaction);
    if (invoker === null) return refuse(NOTICES.outsideServer);
    if (target === null || !access.has(target.command)) return refuse(NOTICES.oldButton);
    if (access.get(target.command) === 'manage-server' && !invoker.canManageServer) return refuse(NOTICES.notAllowed);
    if (inFlight.size >= inFlightMax) return refuse(NOTICES.busy);
    const input = readPress(target, invoker, interaction.isStringSelectMenu() ? interaction.values : []);
    return exchange(
      options,
      interaction,
      name,
      () => interaction.deferUpdate(),
      'private',
      async () => {
        const { reply, how } = await handlers.press(input);
        return { reply, delivery: how === 'update' ? 'edit' : 'private' };
      },
    );
  };

  const suggest = async (interaction: AutocompleteInteraction): Promise<void> => {
    const invoker = readInvoker(interaction);
    const ask = async (): Promise<readonly { name: string; value: string }[]> => {
      if (invoker === null || inFlight.size >= inFlightMax) return [];
      try {
        return await withTimeout('autocomplete', AUTOCOMPLETE_TIMEOUT_MS, null, () =>
          handlers.autocomplete(readAutocomplete(interaction, invoker)),
        );
      } catch (error) {
        observer.stageFailed('autocomplete', error);
        return [];
      }
    };
    const choices = (await ask())
      .filter(
        (choice) => choice.name.trim() !== '' && choice.value !== '' && choice.value.length <= CHOICE_CHARACTERS_MAX,
      )
      .slice(0, CHOICES_MAX)
      .map((choice) => ({ name: clip(choice.name, CHOICE_CHARACTERS_MAX), value: choice.value }));
    try {
      await interaction.respond(choices);
    } catch (error) {
      // The user typed on: nobody waits for these suggestions any more.
      logger.debug({ command: label(interaction.commandName), error }, 'Suggestions came too late');
    }
  };

  return {
    handle(interaction) {
      const work = route(interaction).catch((error: unknown) => observer.stageFailed('interaction', error));
      inFlight.add(work);
      void work.finally(() => inFlight.delete(work));
    },
    async drain(ms) {
      try {
        await withTimeout('interactions under way', ms, null, () => Promise.all(inFlight));
      } catch (error) {
        logger.warn({ inFlight: inFlight.size, error }, 'Stopping with interactions unanswered');
      }
    },
  };
}

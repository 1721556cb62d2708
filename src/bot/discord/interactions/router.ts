import {
  MessageFlags,
  type AutocompleteInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Interaction,
  type StringSelectMenuInteraction,
} from 'discord.js';
import type { Choice, CommandDefinition, Invoker } from '../../../domain/command.ts';
import { withTimeout } from '../../../lib/with-timeout.ts';
import { clipUnits } from '../render/clip-units.ts';
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
  return new Router(options);
}

class Router implements InteractionRouter {
  readonly #options: RouterOptions;
  readonly #access: ReadonlyMap<string, CommandDefinition['access']>;
  readonly #inFlight = new Set<Promise<void>>();

  constructor(options: RouterOptions) {
    this.#options = options;
    this.#access = new Map(options.handlers.definitions.map(({ name, access }) => [name, access] as const));
  }

  handle(interaction: Interaction): void {
    const work = this.#route(interaction).catch((error: unknown) =>
      this.#options.observer.stageFailed('interaction', error),
    );
    this.#inFlight.add(work);
    void work.finally(() => this.#inFlight.delete(work));
  }

  async drain(ms: number): Promise<void> {
    try {
      await withTimeout('interactions under way', ms, null, () => Promise.all(this.#inFlight));
    } catch (error) {
      this.#options.logger.warn({ inFlight: this.#inFlight.size, error }, 'Stopping with interactions unanswered');
    }
  }

  async #route(interaction: Interaction): Promise<void> {
    if (interaction.isAutocomplete()) return this.#suggest(interaction);
    if (interaction.isChatInputCommand()) return this.#command(interaction);
    if (interaction.isButton() || interaction.isStringSelectMenu()) return this.#press(interaction);
    if (interaction.isMessageComponent()) return sayPrivately(this.#options, interaction, 'unknown', NOTICES.oldButton);
    this.#options.logger.warn({ type: interaction.type }, 'An interaction of a kind that no command of ours has');
    if (interaction.isRepliable())
      await interaction.reply({ content: NOTICES.unsupported, flags: MessageFlags.Ephemeral });
  }

  async #command(interaction: ChatInputCommandInteraction): Promise<void> {
    const { handlers } = this.#options;
    const name = this.#label(interaction.commandName);
    const invoker = readInvoker(interaction);
    const refusal = this.#refusal(invoker, interaction.commandName, NOTICES.unknownCommand);
    if (invoker === null || refusal !== null) {
      return sayPrivately(this.#options, interaction, name, refusal ?? NOTICES.outsideServer);
    }
    const input = readCommand(interaction, invoker);
    const flags = handlers.defer(input).ephemeral ? { flags: MessageFlags.Ephemeral as const } : {};
    return exchange(
      this.#options,
      interaction,
      name,
      () => interaction.deferReply(flags),
      'edit',
      async () => ({
        reply: await handlers.execute(input),
        delivery: 'edit',
      }),
    );
  }

  async #press(interaction: ButtonInteraction | StringSelectMenuInteraction): Promise<void> {
    const route = decodeRoute(interaction.customId);
    const name = this.#label(route?.command ?? '');
    const invoker = readInvoker(interaction);
    const refusal = this.#refusal(invoker, route?.command ?? '', NOTICES.oldButton);
    if (route === null || invoker === null || refusal !== null) {
      return sayPrivately(this.#options, interaction, name, refusal ?? NOTICES.oldButton);
    }
    const input = readPress(route, invoker, interaction.isStringSelectMenu() ? interaction.values : []);
    return exchange(
      this.#options,
      interaction,
      name,
      () => interaction.deferUpdate(),
      'private',
      async () => {
        const { reply, how } = await this.#options.handlers.press(input);
        return { reply, delivery: how === 'update' ? 'edit' : 'private' };
      },
    );
  }

  /** What to say instead of running it; null when nothing stands against it. */
  #refusal(invoker: Invoker | null, command: string, whenUnknown: string): string | null {
    if (invoker === null) return NOTICES.outsideServer;
    const access = this.#access.get(command);
    if (access === undefined) return whenUnknown;
    if (access === 'manage-server' && !invoker.canManageServer) return NOTICES.notAllowed;
    return this.#isFull() ? NOTICES.busy : null;
  }

  async #suggest(interaction: AutocompleteInteraction): Promise<void> {
    const { logger } = this.#options;
    const choices = (await this.#choices(interaction))
      .filter(
        (choice) => choice.name.trim() !== '' && choice.value !== '' && choice.value.length <= CHOICE_CHARACTERS_MAX,
      )
      .slice(0, CHOICES_MAX)
      .map((choice) => ({ name: clipUnits(choice.name, CHOICE_CHARACTERS_MAX), value: choice.value }));
    try {
      await interaction.respond(choices);
    } catch (error) {
      // The user typed on: nobody waits for these suggestions any more.
      logger.debug({ command: this.#label(interaction.commandName), error }, 'Suggestions came too late');
    }
  }

  async #choices(interaction: AutocompleteInteraction): Promise<readonly Choice[]> {
    const { handlers, observer } = this.#options;
    const invoker = readInvoker(interaction);
    if (invoker === null || this.#isFull()) return [];
    try {
      const input = readAutocomplete(interaction, invoker);
      return await withTimeout('autocomplete', AUTOCOMPLETE_TIMEOUT_MS, null, () => handlers.autocomplete(input));
    } catch (error) {
      observer.stageFailed('autocomplete', error);
      return [];
    }
  }

  #isFull(): boolean {
    return this.#inFlight.size >= (this.#options.inFlightMax ?? IN_FLIGHT_MAX);
  }

  /** Command names become metric labels: only known ones. */
  #label(name: string): string {
    return this.#access.has(name) ? name : 'unknown';
  }
}

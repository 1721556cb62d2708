import { randomBytes } from 'node:crypto';
import { asString } from '../../openapi/json.ts';
import type { JsonObject } from '../../openapi/json.ts';
import type { FakeInteraction, FakeMessage, FakeUser } from '../model.ts';
import { botPermissions } from '../permissions.ts';
import { LIMITS } from '../rules/limits.ts';
import { wireChannel, wireMember, wireMessage } from '../wire.ts';
import type { World } from '../world.ts';
import { commandData, demandVisible, findCommand } from './commands.ts';
import type { GivenOptions } from './commands.ts';
import { componentsOf, findButton, findSelect } from './components.ts';
import { InteractionHandle } from './interaction-handle.ts';

/** What people do in Discord's client. Each act reaches the bot as an interaction over the gateway. */
export class UserActions {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  /**
   * Sends a slash command: `slash(user, channelId, '/track add', { channel: 'ninja' })`.
   * @param options.evenIfHidden as when an admin has opened the command to this user in the server's settings
   * @throws Error for what the client would not let the user send, or when no bot is connected
   */
  slash(
    user: FakeUser,
    channelId: string,
    command: string,
    given: GivenOptions = {},
    options: { readonly evenIfHidden?: boolean } = {},
  ): InteractionHandle {
    const path = words(command);
    if (options.evenIfHidden !== true) demandVisible(findCommand(this.#world, user, path[0] ?? ''), user);
    return this.#interact(2, user, channelId, commandData(this.#world, user, path, given, null), null);
  }

  /** Types into an option with autocomplete; `given` holds the options filled in before. */
  autocomplete(
    user: FakeUser,
    channelId: string,
    command: string,
    option: string,
    typed: string,
    given: GivenOptions = {},
  ): InteractionHandle {
    const data = commandData(this.#world, user, words(command), { ...given, [option]: typed }, option);
    return this.#interact(4, user, channelId, data, null);
  }

  /** Presses a button by custom id or label. */
  press(user: FakeUser, message: FakeMessage, idOrLabel: string): InteractionHandle {
    return this.#useComponent(user, message, findButton(message, idOrLabel), {});
  }

  /** Chooses in a select, by custom id or placeholder. */
  choose(user: FakeUser, message: FakeMessage, idOrPlaceholder: string, values: readonly string[]): InteractionHandle {
    return this.#useComponent(user, message, findSelect(message, idOrPlaceholder, values), { values });
  }

  #useComponent(user: FakeUser, message: FakeMessage, component: JsonObject, extra: JsonObject): InteractionHandle {
    if (message.deletedAt !== null) throw new Error('the message is gone');
    const owner = this.#world.interactions.find((candidate) => candidate.id === message.interactionId)?.user;
    if (message.ephemeral && owner !== user) throw new Error(`only ${owner?.name ?? 'another'} sees this message`);
    const id = componentsOf(message).indexOf(component) + 1;
    const data = { custom_id: asString(component['custom_id']), component_type: component['type'], id, ...extra };
    return this.#interact(3, user, message.channelId, data, message);
  }

  #interact(
    type: FakeInteraction['type'],
    user: FakeUser,
    channelId: string,
    data: JsonObject,
    source: FakeMessage | null,
  ): InteractionHandle {
    const world = this.#world;
    const channel = world.channel(channelId);
    const guild = world.guild(channel.guildId);
    if (user.guildId !== guild.id) throw new Error(`${user.name} is not in the server of channel ${channelId}`);
    const interaction: FakeInteraction = {
      id: world.nextId(),
      token: `interaction-${randomBytes(24).toString('base64url')}`,
      type,
      user,
      channelId,
      createdAt: world.now(),
      source,
      ackAt: null,
      callback: null,
      ephemeral: false,
      original: null,
      settledAt: null,
      followUps: [],
      choices: null,
      modal: null,
    };
    world.interactions.push(interaction);
    const told = world.dispatch('INTERACTION_CREATE', {
      id: interaction.id,
      application_id: world.applicationId,
      type,
      version: 1,
      token: interaction.token,
      guild_id: guild.id,
      guild: { id: guild.id, locale: guild.locale, features: [] },
      guild_locale: guild.locale,
      channel_id: channel.id,
      channel: wireChannel(channel),
      locale: user.locale,
      member: { ...wireMember(world, user, guild.id), permissions: String(user.permissions) },
      app_permissions: String(botPermissions(world, channel)),
      attachment_size_limit: LIMITS.fileBytes,
      authorizing_integration_owners: { '0': guild.id },
      context: 0,
      entitlements: [],
      data,
      ...(source === null ? {} : { message: wireMessage(world, source) }),
    });
    if (told === 0) throw new Error('no bot is connected: "The application did not respond"');
    return new InteractionHandle(world, interaction);
  }
}

function words(command: string): readonly string[] {
  return command.replace(/^\//, '').trim().split(/\s+/);
}

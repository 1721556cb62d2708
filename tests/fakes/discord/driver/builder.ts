import type { ChannelKind, FakeChannel, FakeGuild, FakeMessage, FakeRole, FakeUser, Overwrite } from '../model.ts';
import { isThread, permissionBits } from '../permissions.ts';
import type { PermissionName } from '../permissions.ts';
import { wireChannel, wireGuildCreate, wireRole } from '../wire.ts';
import type { World } from '../world.ts';

/** What an invite link of a posting bot usually grants. */
const BOT_DEFAULT: readonly PermissionName[] = [
  'ViewChannel',
  'SendMessages',
  'SendMessagesInThreads',
  'EmbedLinks',
  'AttachFiles',
  'ReadMessageHistory',
];

export interface GuildOptions {
  readonly name?: string;
  readonly locale?: string;
  /** Of the bot's own role; everyone has none. */
  readonly botPermissions?: readonly PermissionName[];
}

export interface ChannelOptions {
  readonly name?: string;
  readonly kind?: ChannelKind;
  readonly parentId?: string;
  readonly archived?: boolean;
  readonly requiresTag?: boolean;
  /** Permissions the bot's role loses here. */
  readonly denyBot?: readonly PermissionName[];
}

/** Furnishes the fake's world. Connected bots are told, as Discord tells them. */
export class WorldBuilder {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  addGuild(options: GuildOptions = {}): FakeGuild {
    const world = this.#world;
    const id = world.nextId();
    const botRoleId = world.nextId();
    const guild: FakeGuild = {
      id,
      name: options.name ?? 'Test server',
      locale: options.locale ?? 'en-US',
      ownerId: world.nextId(),
      botRoleId,
    };
    world.guilds.set(id, guild);
    world.roles.set(id, { id, guildId: id, name: '@everyone', permissions: 0n, mentionable: false, managed: false });
    world.roles.set(botRoleId, {
      id: botRoleId,
      guildId: id,
      name: world.bot.name,
      permissions: permissionBits(options.botPermissions ?? BOT_DEFAULT),
      mentionable: false,
      managed: true,
    });
    world.dispatch('GUILD_CREATE', wireGuildCreate(world, guild));
    return guild;
  }

  addRole(guildId: string, options: { readonly name?: string; readonly mentionable?: boolean } = {}): FakeRole {
    const role: FakeRole = {
      id: this.#world.nextId(),
      guildId: this.#world.guild(guildId).id,
      name: options.name ?? 'clippers',
      permissions: 0n,
      mentionable: options.mentionable ?? false,
      managed: false,
    };
    this.#world.roles.set(role.id, role);
    this.#world.dispatch('GUILD_ROLE_CREATE', { guild_id: guildId, role: wireRole(role) });
    return role;
  }

  addChannel(guildId: string, options: ChannelOptions = {}): FakeChannel {
    const guild = this.#world.guild(guildId);
    const kind = options.kind ?? 'text';
    const channel: FakeChannel = {
      id: this.#world.nextId(),
      guildId,
      name: options.name ?? 'alerts',
      kind,
      parentId: options.parentId ?? null,
      overwrites: options.denyBot ? [denial(guild, options.denyBot)] : [],
      archived: options.archived ?? false,
      requiresTag: options.requiresTag ?? false,
    };
    if (isThread(channel)) this.#world.channel(options.parentId ?? 'of a thread without parentId');
    this.#world.channels.set(channel.id, channel);
    this.#world.dispatch(isThread(channel) ? 'THREAD_CREATE' : 'CHANNEL_CREATE', wireChannel(channel));
    return channel;
  }

  /** Takes permissions in one channel from the bot's role; an empty list gives them back. */
  denyBot(channelId: string, names: readonly PermissionName[]): void {
    const channel = this.#world.channel(channelId);
    channel.overwrites = names.length === 0 ? [] : [denial(this.#world.guild(channel.guildId), names)];
    this.#world.dispatch('CHANNEL_UPDATE', wireChannel(channel));
  }

  /** A member. `permissions` are what Discord states in interactions; default: an ordinary member's. */
  user(
    guildId: string,
    options: {
      readonly name?: string;
      readonly permissions?: readonly PermissionName[];
      readonly locale?: string;
    } = {},
  ): FakeUser {
    const permissions = permissionBits(options.permissions ?? ['ViewChannel', 'SendMessages', 'ReadMessageHistory']);
    const user: FakeUser = {
      id: this.#world.nextId(),
      guildId: this.#world.guild(guildId).id,
      name: options.name ?? 'alice',
      permissions,
      locale: options.locale ?? 'en-US',
      bot: false,
    };
    this.#world.users.set(user.id, user);
    return user;
  }

  /** A message of a person. */
  say(user: FakeUser, channelId: string, content: string): FakeMessage {
    const world = this.#world;
    const message: FakeMessage = {
      id: world.nextId(),
      channelId: world.channel(channelId).id,
      guildId: user.guildId,
      authorId: user.id,
      content,
      embeds: [],
      components: [],
      attachments: [],
      flags: 0,
      nonce: null,
      ephemeral: false,
      silent: false,
      interactionId: null,
      createdAt: world.now(),
      pings: { everyone: false, roles: [], users: [] },
      editedAt: [],
      crossposted: false,
      deletedAt: null,
      threadId: null,
    };
    world.messages.push(message);
    world.changes.notify();
    return message;
  }

  removeChannel(channelId: string): void {
    const channel = this.#world.channel(channelId);
    this.#world.channels.delete(channelId);
    this.#world.dispatch(isThread(channel) ? 'THREAD_DELETE' : 'CHANNEL_DELETE', wireChannel(channel));
  }

  removeRole(roleId: string): void {
    const role = this.#world.roles.get(roleId);
    if (!role) throw new Error(`there is no role ${roleId}`);
    this.#world.roles.delete(roleId);
    this.#world.dispatch('GUILD_ROLE_DELETE', { guild_id: role.guildId, role_id: roleId });
  }

  /** The bot is thrown out of the server. */
  removeGuild(guildId: string): void {
    const world = this.#world;
    world.guild(guildId);
    world.guilds.delete(guildId);
    for (const channel of world.channelsOf(guildId)) world.channels.delete(channel.id);
    world.dispatch('GUILD_DELETE', { id: guildId });
  }

  /** The server is unavailable for a while; the bot is still in it. */
  breakGuild(guildId: string): void {
    this.#world.dispatch('GUILD_DELETE', { id: this.#world.guild(guildId).id, unavailable: true });
  }

  /** The server is back. */
  mendGuild(guildId: string): void {
    this.#world.dispatch('GUILD_CREATE', wireGuildCreate(this.#world, this.#world.guild(guildId)));
  }
}

function denial(guild: FakeGuild, names: readonly PermissionName[]): Overwrite {
  return { id: guild.botRoleId, kind: 0, allow: 0n, deny: permissionBits(names) };
}

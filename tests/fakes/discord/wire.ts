import { asArray, asObject, asString, isObject } from '../openapi/json.ts';
import type { JsonObject } from '../openapi/json.ts';
import { CHANNEL_TYPES } from './model.ts';
import type { FakeAttachment, FakeChannel, FakeGuild, FakeMessage, FakeRole, FakeUser } from './model.ts';
import { botPermissions, isThread } from './permissions.ts';
import type { RegisteredCommand, World } from './world.ts';

/** The world in Discord's JSON. Fields the bot side never reads are present where discord.js would choke without them. */

export function wireUser(user: FakeUser): JsonObject {
  return {
    id: user.id,
    username: user.name,
    discriminator: '0',
    global_name: user.name,
    avatar: null,
    bot: user.bot,
    public_flags: 0,
  };
}

export function wireMember(world: World, user: FakeUser, guildId: string): JsonObject {
  const roles = user === world.bot ? [world.guild(guildId).botRoleId] : [];
  return {
    user: wireUser(user),
    nick: null,
    avatar: null,
    roles,
    joined_at: new Date(0).toISOString(),
    premium_since: null,
    deaf: false,
    mute: false,
    pending: false,
    flags: 0,
  };
}

export function wireRole(role: FakeRole): JsonObject {
  const { id, name, mentionable, managed } = role;
  return {
    id,
    name,
    mentionable,
    managed,
    permissions: String(role.permissions),
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    position: role.id === role.guildId ? 0 : 1,
    icon: null,
    unicode_emoji: null,
    flags: 0,
  };
}

export function wireChannel(channel: FakeChannel): JsonObject {
  const base = {
    id: channel.id,
    guild_id: channel.guildId,
    name: channel.name,
    type: CHANNEL_TYPES[channel.kind],
    parent_id: channel.parentId,
    flags: channel.requiresTag ? 1 << 4 : 0,
  };
  if (isThread(channel)) {
    const thread_metadata = {
      archived: channel.archived,
      auto_archive_duration: 1440,
      archive_timestamp: new Date(0).toISOString(),
      locked: false,
    };
    return {
      ...base,
      owner_id: '0',
      message_count: 0,
      member_count: 1,
      rate_limit_per_user: 0,
      thread_metadata,
      last_message_id: null,
    };
  }
  const permission_overwrites = channel.overwrites.map((overwrite) => ({
    id: overwrite.id,
    type: overwrite.kind,
    allow: String(overwrite.allow),
    deny: String(overwrite.deny),
  }));
  return {
    ...base,
    position: 0,
    topic: null,
    nsfw: false,
    rate_limit_per_user: 0,
    last_message_id: null,
    permission_overwrites,
    available_tags: [],
  };
}

export function wireGuild(world: World, guild: FakeGuild): JsonObject {
  return {
    id: guild.id,
    name: guild.name,
    owner_id: guild.ownerId,
    preferred_locale: guild.locale,
    icon: null,
    splash: null,
    features: [],
    afk_channel_id: null,
    afk_timeout: 300,
    verification_level: 0,
    default_message_notifications: 0,
    explicit_content_filter: 0,
    mfa_level: 0,
    nsfw_level: 0,
    premium_tier: 0,
    premium_progress_bar_enabled: false,
    system_channel_id: null,
    system_channel_flags: 0,
    rules_channel_id: null,
    public_updates_channel_id: null,
    safety_alerts_channel_id: null,
    vanity_url_code: null,
    description: null,
    banner: null,
    emojis: [],
    stickers: [],
    roles: world.rolesOf(guild.id).map(wireRole),
  };
}

/** What GUILD_CREATE adds to the guild itself. */
export function wireGuildCreate(world: World, guild: FakeGuild): JsonObject {
  const channels = world.channelsOf(guild.id);
  return {
    ...wireGuild(world, guild),
    joined_at: new Date(0).toISOString(),
    large: false,
    unavailable: false,
    member_count: 1,
    members: [wireMember(world, world.bot, guild.id)],
    channels: channels.filter((channel) => !isThread(channel)).map(wireChannel),
    threads: channels.filter((channel) => isThread(channel) && !channel.archived).map(wireChannel),
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

/** A channel as interactions resolve it: with what the bot may do there. */
export function wireResolvedChannel(world: World, channel: FakeChannel, user: FakeUser): JsonObject {
  return {
    ...wireChannel(channel),
    permissions: String(user.permissions),
    app_permissions: String(botPermissions(world, channel)),
  };
}

export function wireMessage(world: World, message: FakeMessage): JsonObject {
  const author = world.users.get(message.authorId) ?? world.bot;
  const edited = message.editedAt.at(-1);
  return {
    id: message.id,
    type: message.interactionId === null ? 0 : 20,
    channel_id: message.channelId,
    author: wireUser(author),
    content: message.content,
    timestamp: new Date(message.createdAt).toISOString(),
    edited_timestamp: edited === undefined ? null : new Date(edited).toISOString(),
    tts: false,
    mention_everyone: message.pings.everyone,
    mentions: message.pings.users.flatMap((id) => world.users.get(id) ?? []).map(wireUser),
    mention_roles: message.pings.roles,
    attachments: message.attachments.map((attachment) => wireAttachment(message.channelId, attachment)),
    embeds: message.embeds,
    components: wireComponents(message),
    pinned: false,
    flags: message.flags,
    ...(message.nonce === null ? {} : { nonce: message.nonce }),
    ...(author === world.bot ? { application_id: world.applicationId } : {}),
  };
}

export function wireAttachment(channelId: string, attachment: FakeAttachment): JsonObject {
  const url = attachmentUrl(channelId, attachment);
  return {
    id: attachment.id,
    filename: attachment.name,
    content_type: attachment.contentType,
    size: attachment.bytes.length,
    url,
    proxy_url: url,
    ...(attachment.description === null ? {} : { description: attachment.description }),
  };
}

function attachmentUrl(channelId: string, attachment: FakeAttachment): string {
  return `https://cdn.discordapp.com/attachments/${channelId}/${attachment.id}/${attachment.name}`;
}

/** Components with the numbers Discord gives them and with uploaded media as addresses. */
function wireComponents(message: FakeMessage): unknown {
  let id = 0;
  const visit = (node: unknown, isComponent: boolean): unknown => {
    if (Array.isArray(node)) return node.map((item) => visit(item, isComponent));
    if (!isObject(node)) return node;
    const numbered = isComponent ? { id: ++id } : {};
    const entries = Object.entries(node).map(([key, value]) => {
      if (key === 'media' || key === 'file') return [key, wireMedia(message, value)] as const;
      return [key, visit(value, key === 'components' || key === 'accessory')] as const;
    });
    return { ...numbered, ...Object.fromEntries(entries) };
  };
  return visit(message.components, true);
}

function wireMedia(message: FakeMessage, media: unknown): unknown {
  const url = asString(asObject(media)['url']);
  const attachment = message.attachments.find((candidate) => `attachment://${candidate.name}` === url);
  if (!attachment) return { ...asObject(media), proxy_url: url };
  const resolved = attachmentUrl(message.channelId, attachment);
  return {
    url: resolved,
    proxy_url: resolved,
    content_type: attachment.contentType,
    attachment_id: attachment.id,
    width: 1,
    height: 1,
  };
}

export function wireCommand(world: World, command: RegisteredCommand): JsonObject {
  const { definition } = command;
  return {
    type: 1,
    default_member_permissions: null,
    nsfw: false,
    name_localizations: null,
    description_localizations: null,
    ...definition,
    options: asArray(definition['options']),
    id: command.id,
    application_id: world.applicationId,
    version: command.version,
    ...(command.guildId === null ? {} : { guild_id: command.guildId }),
  };
}

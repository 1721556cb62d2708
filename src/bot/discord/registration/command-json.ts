import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  ChannelType,
  InteractionContextType,
  PermissionFlagsBits,
} from 'discord.js';
import type { CommandDefinition, CommandOption } from '../../../domain/command.ts';

/** Discord's JSON for one command; only the fields we set. */
export type CommandJson = Readonly<Record<string, unknown>> & { readonly name: string };

/** `guild` commands appear at once in one server and are for development; `global` ones are for everybody. */
export type CommandScope = 'global' | 'guild';

const TYPES = {
  string: ApplicationCommandOptionType.String,
  integer: ApplicationCommandOptionType.Integer,
  number: ApplicationCommandOptionType.Number,
  boolean: ApplicationCommandOptionType.Boolean,
  channel: ApplicationCommandOptionType.Channel,
  role: ApplicationCommandOptionType.Role,
} as const;

const CHANNEL_TYPES = {
  text: [ChannelType.GuildText],
  announcement: [ChannelType.GuildAnnouncement],
  thread: [ChannelType.AnnouncementThread, ChannelType.PublicThread, ChannelType.PrivateThread],
  forum: [ChannelType.GuildForum],
} as const;

/** @throws Error when two commands share a name */
export function commandsJson(definitions: readonly CommandDefinition[], scope: CommandScope): readonly CommandJson[] {
  const names = definitions.map((definition) => definition.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`Two commands are called ${twice}`);
  return definitions.map((definition) => commandJson(definition, scope));
}

function commandJson(definition: CommandDefinition, scope: CommandScope): CommandJson {
  const subcommands = (definition.subcommands ?? []).map((subcommand) => ({
    type: ApplicationCommandOptionType.Subcommand,
    name: subcommand.name,
    description: subcommand.description,
    options: options(subcommand.options),
  }));
  return {
    type: ApplicationCommandType.ChatInput,
    name: definition.name,
    description: definition.description,
    options: subcommands.length > 0 ? subcommands : options(definition.options),
    default_member_permissions: definition.access === 'manage-server' ? String(PermissionFlagsBits.ManageGuild) : null,
    // Discord knows these two for global commands only.
    ...(scope === 'global'
      ? { contexts: [InteractionContextType.Guild], integration_types: [ApplicationIntegrationType.GuildInstall] }
      : {}),
  };
}

/** Discord wants the required ones first. */
function options(list: readonly CommandOption[] = []): readonly Record<string, unknown>[] {
  return list.toSorted((a, b) => Number(b.required === true) - Number(a.required === true)).map(option);
}

function option(definition: CommandOption): Record<string, unknown> {
  const numeric = definition.type === 'integer' || definition.type === 'number';
  return {
    type: TYPES[definition.type],
    name: definition.name,
    description: definition.description,
    ...(definition.required === true ? { required: true } : {}),
    ...(definition.autocomplete === true ? { autocomplete: true } : {}),
    ...(definition.choices ? { choices: definition.choices.map(({ name, value }) => ({ name, value })) } : {}),
    ...(numeric && definition.min !== undefined ? { min_value: definition.min } : {}),
    ...(numeric && definition.max !== undefined ? { max_value: definition.max } : {}),
    ...(definition.type === 'string' && definition.maxLength !== undefined ? { max_length: definition.maxLength } : {}),
    ...(definition.targets ? { channel_types: definition.targets.flatMap((target) => CHANNEL_TYPES[target]) } : {}),
  };
}

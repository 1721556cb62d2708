import {
  ApplicationCommandOptionType,
  ChannelType,
  PermissionFlagsBits,
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  type CommandInteractionOption,
  type MessageComponentInteraction,
} from 'discord.js';
import type {
  AutocompleteInput,
  CommandInput,
  Invoker,
  OptionValue,
  PickedChannel,
  PressInput,
  PressRoute,
} from '../../../domain/command.ts';

type AnyInteraction = AutocompleteInteraction | ChatInputCommandInteraction | MessageComponentInteraction;

/** Null outside a server: in direct messages, and where only the user installed the bot. */
export function readInvoker(interaction: AnyInteraction): Invoker | null {
  if (interaction.guildId === null || interaction.channelId === null || interaction.memberPermissions === null)
    return null;
  return {
    guildId: interaction.guildId,
    channelId: interaction.channelId,
    ...(interaction.channel ? { channelKind: channelKind(interaction.channel.type) } : {}),
    userId: interaction.user.id,
    userName: shownName(interaction),
    // Counts administrators and the owner too: Discord gives them every bit.
    canManageServer: interaction.memberPermissions.has(PermissionFlagsBits.ManageGuild),
    locale: interaction.locale,
  };
}

function shownName({ member, user }: AnyInteraction): string {
  if (!member) return user.displayName;
  // A raw member, of a server that is not in the cache, spells it as the API does.
  return ('nickname' in member ? member.nickname : member.nick) ?? user.displayName;
}

export function readCommand(interaction: ChatInputCommandInteraction, invoker: Invoker): CommandInput {
  const { subcommand, options } = flatten(interaction.options.data);
  return { ...invoker, command: interaction.commandName, subcommand, options };
}

export function readAutocomplete(interaction: AutocompleteInteraction, invoker: Invoker): AutocompleteInput {
  const focused = interaction.options.getFocused(true);
  const subcommand = interaction.options.getSubcommand(false);
  // What is chosen already narrows what to suggest; the focused option is still being typed.
  const options = flatten(interaction.options.data).options;
  delete options[focused.name];
  return {
    ...invoker,
    command: interaction.commandName,
    subcommand,
    option: focused.name,
    typed: focused.value,
    options,
  };
}

export function readPress(route: PressRoute, invoker: Invoker, values: readonly string[]): PressInput {
  return { ...invoker, command: route.command, action: route.action, args: route.args, values };
}

function channelKind(type: ChannelType): PickedChannel['kind'] {
  switch (type) {
    case ChannelType.GuildText:
      return 'text';
    case ChannelType.GuildAnnouncement:
      return 'announcement';
    case ChannelType.AnnouncementThread:
    case ChannelType.PublicThread:
    case ChannelType.PrivateThread:
      return 'thread';
    case ChannelType.GuildForum:
      return 'forum';
    default:
      return 'other';
  }
}

function flatten(data: readonly CommandInteractionOption[]): {
  readonly subcommand: string | null;
  readonly options: Record<string, OptionValue>;
} {
  const [first] = data;
  if (first?.type === ApplicationCommandOptionType.SubcommandGroup) return flatten(first.options ?? []);
  if (first?.type === ApplicationCommandOptionType.Subcommand)
    return { subcommand: first.name, options: values(first.options ?? []) };
  return { subcommand: null, options: values(data) };
}

function values(data: readonly CommandInteractionOption[]): Record<string, OptionValue> {
  return Object.fromEntries(data.flatMap((option) => pair(option)));
}

function pair(option: CommandInteractionOption): [string, OptionValue][] {
  if (option.type === ApplicationCommandOptionType.Channel && option.channel) {
    const { id, name, type } = option.channel;
    return [[option.name, { id, name: name ?? id, kind: channelKind(type) }]];
  }
  return option.value === undefined ? [] : [[option.name, option.value]];
}

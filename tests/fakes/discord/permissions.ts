import { apiError } from './errors.ts';
import type { FakeChannel } from './model.ts';
import type { World } from './world.ts';

/** Bits by Discord's names. Source: Discord's "Permissions" reference. */
export const PERMISSIONS = {
  Administrator: 1n << 3n,
  ManageChannels: 1n << 4n,
  ManageGuild: 1n << 5n,
  ViewChannel: 1n << 10n,
  SendMessages: 1n << 11n,
  ManageMessages: 1n << 13n,
  EmbedLinks: 1n << 14n,
  AttachFiles: 1n << 15n,
  ReadMessageHistory: 1n << 16n,
  MentionEveryone: 1n << 17n,
  ManageThreads: 1n << 34n,
  CreatePublicThreads: 1n << 35n,
  SendMessagesInThreads: 1n << 38n,
} as const;
export type PermissionName = keyof typeof PERMISSIONS;

export const ALL_PERMISSIONS = (1n << 53n) - 1n;

export function permissionBits(names: readonly PermissionName[]): bigint {
  return names.reduce((bits, name) => bits | PERMISSIONS[name], 0n);
}

/** What the bot may do in a channel; a thread answers for its parent. Source: Discord's "Permission Overwrites". */
export function botPermissions(world: World, channel: FakeChannel): bigint {
  const guild = world.guild(channel.guildId);
  const everyone = world.roles.get(guild.id)?.permissions ?? 0n;
  const base = everyone | (world.roles.get(guild.botRoleId)?.permissions ?? 0n);
  if (base & PERMISSIONS.Administrator) return ALL_PERMISSIONS;
  const carrier = isThread(channel) ? (world.channels.get(channel.parentId ?? '') ?? channel) : channel;
  const apply = (bits: bigint, ids: readonly string[]): bigint => {
    const matching = carrier.overwrites.filter((overwrite) => ids.includes(overwrite.id));
    const deny = matching.reduce((sum, overwrite) => sum | overwrite.deny, 0n);
    return (bits & ~deny) | matching.reduce((sum, overwrite) => sum | overwrite.allow, 0n);
  };
  const bits = apply(apply(apply(base, [guild.id]), [guild.botRoleId]), [world.bot.id]);
  return bits & PERMISSIONS.ViewChannel ? bits : 0n;
}

export function isThread(channel: FakeChannel): boolean {
  return channel.kind === 'thread' || channel.kind === 'announcementThread';
}

/** @throws ApiError 50001 where the bot cannot see the channel, 50013 where it lacks one of `needed` */
export function demand(world: World, channel: FakeChannel, needed: readonly PermissionName[]): void {
  const bits = botPermissions(world, channel);
  if (!(bits & PERMISSIONS.ViewChannel)) throw apiError('missingAccess');
  if (needed.some((name) => !(bits & PERMISSIONS[name]))) throw apiError('missingPermissions');
}

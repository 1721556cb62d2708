import { PermissionFlagsBits } from 'discord.js';
import type { PickedChannel } from '../../../domain/command.ts';

export interface NeededPermission {
  readonly bit: bigint;
  /** As Discord's own settings call it. */
  readonly name: string;
  /** For the people who are asked to grant it. */
  readonly reason: string;
}

const VIEW: NeededPermission = {
  bit: PermissionFlagsBits.ViewChannel,
  name: 'View Channel',
  reason: 'to see the channels it posts to',
};
const SEND: NeededPermission = {
  bit: PermissionFlagsBits.SendMessages,
  name: 'Send Messages',
  reason: 'to post alert cards',
};
const POSTS: NeededPermission = { ...SEND, name: 'Create Posts' };
const THREADS: NeededPermission = {
  bit: PermissionFlagsBits.SendMessagesInThreads,
  name: 'Send Messages in Threads',
  reason: 'to post alert cards into a thread',
};
const EMBED: NeededPermission = {
  bit: PermissionFlagsBits.EmbedLinks,
  name: 'Embed Links',
  reason: 'so that cards keep their layout and links',
};
const ATTACH: NeededPermission = {
  bit: PermissionFlagsBits.AttachFiles,
  name: 'Attach Files',
  reason: 'for the chart on each card',
};
const HISTORY: NeededPermission = {
  bit: PermissionFlagsBits.ReadMessageHistory,
  name: 'Read Message History',
  reason: 'to find its own card again after a crash instead of posting it twice',
};
const OPEN_THREADS: NeededPermission = {
  bit: PermissionFlagsBits.CreatePublicThreads,
  name: 'Create Public Threads',
  reason: 'to open a thread for each stream, where that is wanted',
};
const MENTION: NeededPermission = {
  bit: PermissionFlagsBits.MentionEveryone,
  name: 'Mention @everyone, @here, and All Roles',
  reason: 'to ping a role that is not mentionable',
};

/**
 * What an alert card needs in a place of this kind.
 * @param opensThreads cards go into threads that the bot opens there, and into the place itself when that fails
 */
export function neededPermissions(
  kind: PickedChannel['kind'],
  pingNeedsRight: boolean,
  opensThreads = false,
): readonly NeededPermission[] {
  const send = kind === 'thread' ? THREADS : kind === 'forum' ? POSTS : SEND;
  const threads = opensThreads ? [OPEN_THREADS, THREADS] : [];
  return [VIEW, send, EMBED, ATTACH, HISTORY, ...threads, ...(pingNeedsRight ? [MENTION] : [])];
}

/** Names of those that are not among `granted`; an administrator lacks nothing. */
export function missingPermissions(granted: bigint, needed: readonly NeededPermission[]): readonly string[] {
  if ((granted & PermissionFlagsBits.Administrator) !== 0n) return [];
  return needed.filter(({ bit }) => (granted & bit) === 0n).map(({ name }) => name);
}

/** What the invite link asks for: the least that makes every feature work but pings of roles that are not mentionable. */
export const INVITE_PERMISSIONS: readonly NeededPermission[] = [
  VIEW,
  SEND,
  THREADS,
  OPEN_THREADS,
  EMBED,
  ATTACH,
  HISTORY,
];

/** Source: Discord's "OAuth2", bot authorization flow. */
export function inviteUrl(applicationId: string): string {
  const permissions = INVITE_PERMISSIONS.reduce((sum, { bit }) => sum | bit, 0n);
  const query = new URLSearchParams({
    client_id: applicationId,
    scope: 'bot applications.commands',
    permissions: String(permissions),
  });
  return `https://discord.com/oauth2/authorize?${query.toString()}`;
}

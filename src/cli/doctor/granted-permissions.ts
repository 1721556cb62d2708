/** What decides about a member's rights in a channel, as Discord's REST API states it. */
export interface PermissionFacts {
  readonly guildId: string;
  readonly ownerId: string;
  readonly roles: readonly { readonly id: string; readonly permissions: string }[];
  readonly member: { readonly id: string; readonly roles: readonly string[] };
  /** Of the channel; of its parent for a thread. */
  readonly overwrites: readonly Overwrite[];
}

export interface Overwrite {
  readonly id: string;
  readonly allow: string;
  readonly deny: string;
}

const ALL = (1n << 63n) - 1n;
const ADMINISTRATOR = 1n << 3n;
const VIEW_CHANNEL = 1n << 10n;

/** Source of the order: Discord's "Permissions", "Permission Overwrites". */
export function grantedPermissions({ guildId, ownerId, roles, member, overwrites }: PermissionFacts): bigint {
  if (member.id === ownerId) return ALL;
  // The role that everyone has bears the server's id.
  const own = new Set([guildId, ...member.roles]);
  const base = roles.filter(({ id }) => own.has(id)).reduce((bits, role) => bits | BigInt(role.permissions), 0n);
  if ((base & ADMINISTRATOR) !== 0n) return ALL;
  const apply = (bits: bigint, concerns: (id: string) => boolean): bigint => {
    const matching = overwrites.filter(({ id }) => concerns(id));
    const denied = matching.reduce((sum, { deny }) => sum | BigInt(deny), 0n);
    return (bits & ~denied) | matching.reduce((sum, { allow }) => sum | BigInt(allow), 0n);
  };
  const everyone = apply(base, (id) => id === guildId);
  const withRoles = apply(everyone, (id) => id !== guildId && own.has(id));
  const granted = apply(withRoles, (id) => id === member.id);
  return (granted & VIEW_CHANNEL) === 0n ? 0n : granted;
}

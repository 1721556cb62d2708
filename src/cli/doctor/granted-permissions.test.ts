import { describe, expect, test } from 'vitest';
import { grantedPermissions, type Overwrite, type PermissionFacts } from './granted-permissions.ts';

const VIEW = 1n << 10n;
const SEND = 1n << 11n;
const ATTACH = 1n << 15n;
const GUILD = '1';
const BOT = '9';

const overwrite = (id: string, allow: bigint, deny: bigint): Overwrite => ({
  id,
  allow: String(allow),
  deny: String(deny),
});

function granted(overwrites: readonly Overwrite[], more: Partial<PermissionFacts> = {}): bigint {
  const roles = [
    { id: GUILD, permissions: String(VIEW) },
    { id: '2', permissions: String(SEND) },
    { id: '3', permissions: '0' },
    { id: '4', permissions: String(ATTACH) },
  ];
  return grantedPermissions({
    guildId: GUILD,
    ownerId: '8',
    roles,
    member: { id: BOT, roles: ['2', '3'] },
    overwrites,
    ...more,
  });
}

describe('what a member may do in a channel', () => {
  test.each<[string, readonly Overwrite[], bigint]>([
    ['the sum of its roles and everyone’s', [], VIEW | SEND],
    ['less what everyone is denied', [overwrite(GUILD, 0n, SEND)], VIEW],
    ['but a role may give it back', [overwrite(GUILD, 0n, SEND), overwrite('2', SEND, 0n)], VIEW | SEND],
    ['one role allows what another denies', [overwrite('2', 0n, SEND), overwrite('3', SEND, 0n)], VIEW | SEND],
    ['the member’s own entry comes last', [overwrite('2', SEND, 0n), overwrite(BOT, ATTACH, SEND)], VIEW | ATTACH],
    ['the order of the list does not matter', [overwrite(BOT, SEND, 0n), overwrite(GUILD, 0n, SEND)], VIEW | SEND],
    ['entries of others do not count', [overwrite('4', ATTACH, SEND), overwrite('77', 0n, SEND)], VIEW | SEND],
    ['nothing where it sees nothing', [overwrite(GUILD, 0n, VIEW)], 0n],
  ])('%s', (_, overwrites, expected) => expect(granted(overwrites)).toBe(expected));

  test('an administrator and the owner may do everything, whatever is denied', () => {
    const denied = [overwrite(BOT, 0n, VIEW | SEND)];
    const roles = [{ id: GUILD, permissions: String(1n << 3n) }];
    expect(granted(denied, { roles }) & (VIEW | SEND | ATTACH)).toBe(VIEW | SEND | ATTACH);
    expect(granted(denied, { ownerId: BOT }) & (VIEW | SEND)).toBe(VIEW | SEND);
  });
});

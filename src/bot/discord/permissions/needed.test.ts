import { PermissionFlagsBits } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { INVITE_PERMISSIONS, inviteUrl, missingPermissions, neededPermissions } from './needed.ts';

const BASIC =
  PermissionFlagsBits.ViewChannel |
  PermissionFlagsBits.EmbedLinks |
  PermissionFlagsBits.AttachFiles |
  PermissionFlagsBits.ReadMessageHistory;

describe('needed permissions', () => {
  test.each([
    ['text', PermissionFlagsBits.SendMessages, 'Send Messages'],
    ['announcement', PermissionFlagsBits.SendMessages, 'Send Messages'],
    ['thread', PermissionFlagsBits.SendMessagesInThreads, 'Send Messages in Threads'],
    ['forum', PermissionFlagsBits.SendMessages, 'Create Posts'],
  ] as const)('a %s wants its own right to post', (kind, bit, name) => {
    expect(missingPermissions(BASIC | bit, neededPermissions(kind, false))).toEqual([]);
    expect(missingPermissions(BASIC, neededPermissions(kind, false))).toEqual([name]);
  });

  test('a role that is not mentionable wants one more right', () => {
    const granted = BASIC | PermissionFlagsBits.SendMessages;
    expect(missingPermissions(granted, neededPermissions('text', true))).toEqual([
      'Mention @everyone, @here, and All Roles',
    ]);
  });

  test('a thread for each stream wants the rights to open it and to write there', () => {
    const granted = BASIC | PermissionFlagsBits.SendMessages;
    expect(missingPermissions(granted, neededPermissions('text', false, true))).toEqual([
      'Create Public Threads',
      'Send Messages in Threads',
    ]);
  });

  test('an administrator lacks nothing, and somebody without rights lacks all', () => {
    expect(missingPermissions(PermissionFlagsBits.Administrator, neededPermissions('text', true))).toEqual([]);
    expect(missingPermissions(0n, neededPermissions('text', false))).toHaveLength(5);
  });
});

test('the invite asks for no more than it gives reasons for', () => {
  const url = new URL(inviteUrl('123'));
  expect(url.searchParams.get('client_id')).toBe('123');
  expect(url.searchParams.get('scope')).toBe('bot applications.commands');
  const asked = BigInt(url.searchParams.get('permissions') ?? '0');
  expect(asked).toBe(
    BASIC |
      PermissionFlagsBits.SendMessages |
      PermissionFlagsBits.SendMessagesInThreads |
      PermissionFlagsBits.CreatePublicThreads,
  );
  expect(INVITE_PERMISSIONS.every(({ reason }) => reason.startsWith('to ') || /^(so|for) /.test(reason))).toBe(true);
});

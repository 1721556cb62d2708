import { describe, expect, test } from 'vitest';
import { aMessage } from '../testing.ts';
import { Intake } from './intake.ts';
import { RecentIds } from './recent-ids.ts';

const intake = (): Intake =>
  new Intake({
    bots: new Set(['nightbot']),
    isOwnAccount: (id) => id === '42',
    isOptedOut: (id) => id === '13',
  });
const author = (login: string, id = login, badges: string[] = []) => ({
  id,
  login,
  displayName: login,
  color: null,
  badges,
});

describe('Intake', () => {
  test.each([
    [
      'a copy from a shared chat',
      aMessage({ roomId: '1', source: { roomId: '2', messageId: 'x' } }),
      'shared-chat-copy',
    ],
    ['a bot by name', aMessage({ author: author('nightbot') }), 'known-bot'],
    ['a bot by badge', aMessage({ author: author('someone', '7', ['bot-badge/1']) }), 'known-bot'],
    ['its own words', aMessage({ author: author('hypewire', '42') }), 'own-message'],
    ['somebody who opted out', aMessage({ author: author('shy', '13') }), 'opted-out'],
  ])('drops %s', (_, message, reason) => {
    expect(intake().message(message)).toEqual({ kind: 'drop', reason });
  });

  test('lets the original of a shared chat through', () => {
    expect(intake().message(aMessage({ roomId: '1', source: { roomId: '1', messageId: 'x' } })).kind).toBe('ok');
  });

  test('drops the second copy of a message, in any order with others', () => {
    const one = intake();
    expect(one.message(aMessage({ id: 'a', receivedAt: 1 })).kind).toBe('ok');
    expect(one.message(aMessage({ id: 'b', receivedAt: 2 })).kind).toBe('ok');
    expect(one.message(aMessage({ id: 'a', receivedAt: 3 }))).toEqual({ kind: 'drop', reason: 'duplicate' });
  });
});

describe('RecentIds', () => {
  test('remembers for the horizon and forgets after two', () => {
    const ids = new RecentIds(1_000, 1_000_000);
    ids.isNew('first', 10_000);
    expect(ids.isNew('first', 10_900)).toBe(false);
    expect(ids.isNew('other', 11_100)).toBe(true);
    expect(ids.isNew('first', 11_500)).toBe(false);
    ids.isNew('other', 12_200);
    ids.isNew('other', 13_300);
    expect(ids.isNew('first', 13_400)).toBe(true);
  });

  test('a flood of ids stays within its bound', () => {
    const ids = new RecentIds(1_000_000, 100);
    for (let i = 0; i < 1_000; i++) expect(ids.isNew(`id${i}`, 5)).toBe(true);
    expect(ids.isNew('id0', 5)).toBe(true);
    expect(ids.isNew('id999', 5)).toBe(false);
  });

  test('messages without an id are all new', () => {
    const ids = new RecentIds(1_000, 10);
    expect([ids.isNew('', 1), ids.isNew('', 1)]).toEqual([true, true]);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createOutboxItem, nonceOf } from './outbox-item.ts';
import { aMoment, aTrack, NOON } from './testing.ts';

test('carries what delivery needs, due at once', () => {
  const track = aTrack({
    pingRoleId: '9',
    crosspost: true,
    reachBackSeconds: 45,
    target: { kind: 'announcement', id: '5' },
  });
  expect(createOutboxItem(aMoment({ id: 'm1' }), track, NOON)).toEqual({
    id: 'm1:t1',
    momentId: 'm1',
    trackId: 't1',
    guildId: '100',
    channel: 'ninja',
    target: { kind: 'announcement', id: '5' },
    nonce: nonceOf('m1:t1'),
    pingRoleId: '9',
    reachBackSeconds: 45,
    crosspost: true,
    createdAt: NOON,
    state: 'pending',
    attempts: 0,
    nextAttemptAt: NOON,
    postedChannelId: null,
    postedMessageId: null,
    postedRevision: 0,
    lastError: null,
  });
});

describe('an attack', () => {
  const attack = aMoment({ id: 'm1', attack: true });

  test('goes to the moderators only, without a ping, and is not published', () => {
    const moderatorTarget = { kind: 'text', id: '77' } as const;
    const track = aTrack({ pingRoleId: '9', crosspost: true, moderatorTarget });
    const item = createOutboxItem(attack, track, NOON);
    expect(item).toMatchObject({ id: 'm1:t1', target: moderatorTarget, pingRoleId: null, crosspost: false });
  });

  test('has no other way out', () => {
    expect(() => createOutboxItem(attack, aTrack(), NOON)).toThrow(/attack/);
  });
});

describe('nonceOf', () => {
  test('is stable and at most 25 characters', () => {
    fc.assert(
      fc.property(fc.string(), (id) => {
        expect(nonceOf(id)).toBe(nonceOf(id));
        expect(nonceOf(id).length).toBeLessThanOrEqual(25);
      }),
    );
  });

  test('differs between neighbours', () => {
    const ids = Array.from({ length: 50_000 }, (_, i) => `ninja-${1_700_000_000_000 + i}:t${i % 7}`);
    expect(new Set(ids.map(nonceOf)).size).toBe(ids.length);
  });
});

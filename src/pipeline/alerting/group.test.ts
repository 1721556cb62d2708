import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Track } from '../../domain/track.ts';
import { createLocalTime } from '../../lib/time-zone.ts';
import { createAlertRouter, type AlertRouter } from './alert-router.ts';
import { GROUP_CHANNELS_MAX, GROUP_STARTS_MS } from './group.ts';
import { aMoment, anEvent, aThreshold, aTrack, NOON } from './testing.ts';

const CHANNELS = ['ninja', 'shroud', 'pokimane'] as const;

function aRouter(tracks: readonly Track[]): AlertRouter {
  return createAlertRouter({ tracks, lastAlerts: new Map(), thresholdOf: aThreshold, localTime: createLocalTime() });
}

/** One guild that tracks every channel into the same place. */
function sharedTracks(overrides: Partial<Track> = {}): Track[] {
  return CHANNELS.map((channel) => aTrack({ id: `t-${channel}`, channel, ...overrides }));
}

function eruption(channel: string, startedAt: number, id = `${channel}-${startedAt}`) {
  const detectedAt = startedAt + 5000;
  return anEvent('started', aMoment({ id, channel, startedAt, detectedAt }));
}

describe('channels that erupt together', () => {
  test('the first gets a card, the others join it and say so in the log', () => {
    const router = aRouter(sharedTracks());
    expect(router.handle(eruption('ninja', NOON)).alerts).toHaveLength(1);
    const second = router.handle(eruption('shroud', NOON + GROUP_STARTS_MS));
    expect(second.alerts).toEqual([]);
    expect(second.joins).toEqual([
      {
        alertId: `ninja-${NOON}:t-ninja`,
        leaderId: `ninja-${NOON}`,
        leaderChannel: 'ninja',
        channel: 'shroud',
        momentId: `shroud-${NOON + GROUP_STARTS_MS}`,
        trackId: 't-shroud',
      },
    ]);
    expect(second.decisions).toMatchObject([{ kind: 'suppressed', reason: 'grouped', trackId: 't-shroud' }]);
    expect(router.handle(eruption('pokimane', NOON - GROUP_STARTS_MS)).joins).toHaveLength(1);
  });

  test('a moment that joined is told only once, however it grows', () => {
    const router = aRouter(sharedTracks());
    router.handle(eruption('ninja', NOON));
    const joined = eruption('shroud', NOON + 1000);
    router.handle(joined);
    const grown = { ...joined, kind: 'rose', moment: { ...joined.moment, peakScore: 99 } } as const;
    expect(router.handle(grown)).toEqual({ alerts: [], decisions: [], joins: [] });
  });

  test.each<[string, Track[], number]>([
    ['another place', sharedTracks().map((track, i) => ({ ...track, target: { kind: 'text', id: `${i}` } })), 1000],
    ['another server', sharedTracks().map((track, i) => ({ ...track, guildId: `${i}` })), 1000],
    ['another role to call', sharedTracks().map((track, i) => ({ ...track, pingRoleId: `${i}` })), 1000],
    ['a thread for every stream', sharedTracks({ threadPerStream: true }), 1000],
    ['the terminal', sharedTracks({ target: { kind: 'terminal', id: '' } }), 1000],
    ['too far apart', sharedTracks(), GROUP_STARTS_MS + 1],
  ])('%s: a card of its own', (_, tracks, after) => {
    const router = aRouter(tracks);
    router.handle(eruption('ninja', NOON));
    expect(router.handle(eruption('shroud', NOON + after)).alerts).toHaveLength(1);
  });

  test('nobody joins a card whose moment is over: nothing would edit it any more', () => {
    const router = aRouter(sharedTracks());
    const first = eruption('ninja', NOON);
    router.handle(first);
    router.handle({ ...first, kind: 'ended' });
    expect(router.handle(eruption('shroud', NOON + 1000)).alerts).toHaveLength(1);
  });

  test('a full card begins another one', () => {
    const channels = Array.from({ length: GROUP_CHANNELS_MAX + 2 }, (_, i) => `channel${i}`);
    const router = aRouter(channels.map((channel) => aTrack({ id: channel, channel })));
    const routed = channels.map((channel) => router.handle(eruption(channel, NOON)));
    expect(routed.map(({ alerts }) => alerts.length)).toEqual([1, ...channels.slice(2).map(() => 0), 1]);
  });

  test('grouping changes where a moment is shown, never whether it is', () => {
    const step = fc.record({
      kind: fc.constantFrom('started', 'rose', 'ended' as const),
      channel: fc.constantFrom(...CHANNELS),
      score: fc.double({ min: 0, max: 20, noNaN: true }),
      after: fc.integer({ min: 0, max: 20_000 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const grouped = aRouter(sharedTracks());
        const apart = aRouter(sharedTracks().map((track) => ({ ...track, target: { kind: 'text', id: track.id } })));
        const open = new Map<string, { id: string; startedAt: number }>();
        const cards = new Map<string, { channel: string; startedAt: number }>();
        let at = NOON;
        steps.forEach(({ kind, channel, score, after }, index) => {
          at += after;
          const { id, startedAt } = open.get(channel) ?? { id: `m${index}`, startedAt: at - 5000 };
          if (kind === 'ended') open.delete(channel);
          else open.set(channel, { id, startedAt });
          const event = anEvent(kind, aMoment({ id, channel, startedAt, peakScore: score }), at);
          const { alerts, joins } = grouped.handle(event);
          expect(alerts.length + joins.length).toBe(apart.handle(event).alerts.length);
          for (const alert of alerts) cards.set(alert.id, { channel, startedAt });
          for (const join of joins) {
            const card = cards.get(join.alertId);
            expect(card?.channel).toBe(join.leaderChannel);
            expect(card?.channel).not.toBe(channel);
            expect(Math.abs((card?.startedAt ?? Infinity) - startedAt)).toBeLessThanOrEqual(GROUP_STARTS_MS);
            expect(open.get(join.leaderChannel)?.id).toBe(join.leaderId);
          }
        });
      }),
    );
  });
});

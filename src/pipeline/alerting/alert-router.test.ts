import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLocalTime } from '../../lib/time-zone.ts';
import { createAlertRouter, type AlertRouterOptions } from './alert-router.ts';
import { aMoment, anEvent, aThreshold, aTrack, NOON } from './testing.ts';

function aRouter(overrides: Partial<AlertRouterOptions> = {}) {
  return createAlertRouter({
    tracks: [aTrack()],
    lastAlerts: new Map(),
    thresholdOf: aThreshold,
    localTime: createLocalTime(),
    ...overrides,
  });
}

describe('alert router', () => {
  test('queues one alert per moment and track, and says so', () => {
    const router = aRouter();
    const first = router.handle(anEvent('started', aMoment({ id: 'm1' })));
    expect(first.alerts.map((alert) => alert.id)).toEqual(['m1:t1']);
    expect(first.decisions).toEqual([
      {
        guildId: '100',
        trackId: 't1',
        channel: 'ninja',
        momentId: 'm1',
        at: NOON,
        kind: 'queued',
        reason: 'alert',
        detail: 'strong enough, handed to delivery',
      },
    ]);
    const stronger = aMoment({ id: 'm1', peakScore: 30 });
    for (const kind of ['rose', 'rose', 'ended'] as const) {
      expect(router.handle(anEvent(kind, stronger))).toEqual({ alerts: [], decisions: [], joins: [] });
    }
  });

  test('each track has its own threshold and target', () => {
    const router = aRouter({
      tracks: [
        aTrack({ id: 'keen', guildId: '1', sensitivity: 'high' }),
        aTrack({ id: 'calm', guildId: '2', sensitivity: 'low' }),
        aTrack({ id: 'other', guildId: '3', channel: 'shroud', sensitivity: 'high' }),
      ],
    });
    const started = router.handle(anEvent('started', aMoment({ id: 'm1', peakScore: 4 })));
    expect(started.alerts.map((alert) => alert.trackId)).toEqual(['keen']);
    const rose = router.handle(anEvent('rose', aMoment({ id: 'm1', peakScore: 9 })));
    expect(rose.alerts.map((alert) => alert.trackId)).toEqual(['calm']);
  });

  test('says once per moment and track that it is suppressed', () => {
    const router = aRouter({ tracks: [aTrack({ paused: true })] });
    const moment = aMoment({ id: 'm1' });
    expect(router.handle(anEvent('started', moment)).decisions.map((d) => d.reason)).toEqual(['paused']);
    expect(router.handle(anEvent('rose', moment)).decisions).toEqual([]);
    expect(router.handle(anEvent('started', aMoment({ id: 'm2' }))).decisions).toHaveLength(1);
  });

  test('a moment that still grows when the cooldown ends is posted', () => {
    const router = aRouter({ lastAlerts: new Map([['t1', NOON - 80_000]]) });
    const moment = aMoment({ id: 'm1' });
    expect(router.handle(anEvent('started', moment)).decisions[0]?.detail).toBe('cooldown, 10 s left');
    expect(router.handle(anEvent('rose', moment, NOON + 10_000)).alerts).toHaveLength(1);
  });

  test('keeps cooldowns of the tracks that stay when tracks change, and forgets the others', () => {
    const router = aRouter({ tracks: [aTrack(), aTrack({ id: 't2', guildId: '2' })] });
    router.handle(anEvent('started', aMoment({ id: 'm1' })));
    router.setTracks([aTrack({ cooldownSeconds: 600 })]);
    router.setTracks([aTrack({ cooldownSeconds: 600 }), aTrack({ id: 't2', guildId: '2' })]);
    const next = router.handle(anEvent('started', aMoment({ id: 'm2' }), NOON + 1000));
    expect(next.decisions.map((d) => [d.trackId, d.kind])).toEqual([
      ['t1', 'suppressed'],
      ['t2', 'queued'],
    ]);
  });

  test('attacks go to the moderators and leave the cooldown of alerts alone', () => {
    const moderatorTarget = { kind: 'text', id: '77' } as const;
    const router = aRouter({ tracks: [aTrack({ moderatorTarget }), aTrack({ id: 't2', guildId: '2' })] });
    const attack = (id: string) => aMoment({ id, attack: true });
    const routed = router.handle(anEvent('started', attack('a1')));
    expect(routed.alerts.map(({ id, target }) => [id, target.id])).toEqual([['a1:t1', '77']]);
    expect(routed.decisions.map(({ trackId, kind, reason }) => [trackId, kind, reason])).toEqual([
      ['t1', 'queued', 'attack'],
      ['t2', 'suppressed', 'attack'],
    ]);
    const second = router.handle(anEvent('started', attack('a2'), NOON + 1_000));
    expect(second.decisions[0]).toMatchObject({ kind: 'suppressed', reason: 'cooldown' });
    const hype = router.handle(anEvent('started', aMoment({ id: 'm1' }), NOON + 2_000));
    expect(hype.alerts.map(({ id, target }) => [id, target.id])).toEqual([
      ['m1:t1', '200'],
      ['m1:t2', '200'],
    ]);
  });

  test('attacks share no card with what erupts at the same time', () => {
    const moderatorTarget = { kind: 'text', id: '77' } as const;
    const tracks = [aTrack({ moderatorTarget }), aTrack({ id: 't2', channel: 'shroud', moderatorTarget })];
    const attack = (channel: string) => aMoment({ id: `a-${channel}`, channel, attack: true });
    const router = aRouter({ tracks });
    router.handle(anEvent('started', aMoment({ id: 'm1' })));
    expect(router.handle(anEvent('started', attack('shroud'))).alerts.map(({ id }) => id)).toEqual(['a-shroud:t2']);
    const other = aRouter({ tracks });
    other.handle(anEvent('started', attack('ninja')));
    const hype = other.handle(anEvent('started', aMoment({ id: 'm2', channel: 'shroud' })));
    expect(hype.alerts.map(({ id }) => id)).toEqual(['m2:t2']);
  });

  test('knows its tracks', () => {
    const router = aRouter();
    expect(router.track('t1')?.channel).toBe('ninja');
    router.setTracks([]);
    expect(router.track('t1')).toBeNull();
  });

  test('ignores channels nobody tracks', () => {
    expect(aRouter({ tracks: [] }).handle(anEvent('started'))).toEqual({ alerts: [], decisions: [], joins: [] });
  });

  test('never alerts twice within a cooldown nor twice for one moment, whatever comes', () => {
    const step = fc.record({
      kind: fc.constantFrom('started', 'rose', 'ended' as const),
      moment: fc.integer({ min: 0, max: 2 }),
      score: fc.double({ min: 0, max: 20, noNaN: true }),
      after: fc.integer({ min: 0, max: 60_000 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const router = aRouter();
        let at = NOON;
        const posted: { id: string; at: number }[] = [];
        const ended = new Set<number>();
        for (const { kind, moment, score, after } of steps) {
          // A moment that ended never comes back.
          if (ended.has(moment)) continue;
          if (kind === 'ended') ended.add(moment);
          at += after;
          const event = anEvent(kind, aMoment({ id: `m${moment}`, peakScore: score }), at);
          for (const alert of router.handle(event).alerts) posted.push({ id: alert.id, at });
        }
        expect(new Set(posted.map((alert) => alert.id)).size).toBe(posted.length);
        for (const [i, alert] of posted.entries()) {
          const before = posted[i - 1];
          if (before !== undefined) expect(alert.at - before.at).toBeGreaterThanOrEqual(90_000);
        }
      }),
    );
  });
});

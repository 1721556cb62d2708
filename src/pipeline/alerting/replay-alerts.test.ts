import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HypeEvent, Sensitivity } from '../../domain/hype-moment.ts';
import { createLocalTime } from '../../lib/time-zone.ts';
import { createAlertRouter } from './alert-router.ts';
import { replayAlerts } from './replay-alerts.ts';
import type { RouteRules } from './route.ts';
import { aMoment, aThreshold, aTrack, NOON } from './testing.ts';

const rules: RouteRules = { thresholdOf: aThreshold, localTime: createLocalTime() };
const at = (seconds: number, peakScore: number, score = peakScore) =>
  aMoment({
    id: `m${seconds}`,
    detectedAt: NOON + seconds * 1000,
    peakAt: NOON + (seconds + 10) * 1000,
    score,
    peakScore,
  });

describe('replayAlerts', () => {
  test('takes what reaches the threshold, whenever it does', () => {
    const moments = [at(0, 5.9), at(100, 6), at(200, 9, 4)];
    expect([...replayAlerts(moments, aTrack({ cooldownSeconds: 10 }), rules)]).toEqual(['m100', 'm200']);
    expect([...replayAlerts(moments, aTrack({ sensitivity: 9 }), rules)]).toEqual(['m200']);
    expect([...replayAlerts(moments, aTrack({ sensitivity: 9.1 }), rules)]).toEqual([]);
  });

  test('a cooldown that no longer begins lets others through', () => {
    const moments = [at(60, 12), at(0, 7)];
    expect([...replayAlerts(moments, aTrack(), rules)]).toEqual(['m0']);
    expect([...replayAlerts(moments, aTrack({ sensitivity: 'low' }), rules)]).toEqual(['m60']);
  });

  test('quiet hours hold, a pause does not, and an attack is no alert', () => {
    const quietHours = { from: 11 * 60, to: 13 * 60, timeZone: 'UTC' };
    expect(replayAlerts([at(0, 9)], aTrack({ quietHours }), rules).size).toBe(0);
    expect(replayAlerts([at(0, 9)], aTrack({ paused: true }), rules).size).toBe(1);
    const attack = { ...at(0, 9), attack: true };
    expect(replayAlerts([attack], aTrack({ moderatorTarget: { kind: 'text', id: '9' } }), rules).size).toBe(0);
  });

  test('a score that is not a number never alerts', () => {
    expect(replayAlerts([at(0, Number.NaN)], aTrack(), rules).size).toBe(0);
  });

  test('agrees with the router that judged the same moments live', () => {
    const moment = fc.record({
      gap: fc.integer({ min: 11, max: 300 }),
      score: fc.integer({ min: 2, max: 12 }),
      rise: fc.integer({ min: 0, max: 4 }),
    });
    fc.assert(
      fc.property(
        fc.array(moment, { maxLength: 40 }),
        fc.constantFrom<Sensitivity[]>('low', 'medium', 'high', 7.5),
        (drawn, sensitivity) => {
          let seconds = 0;
          const moments = drawn.map(({ gap, score, rise }) => at((seconds += gap), score + rise, score));
          const track = aTrack({ sensitivity, quietHours: { from: 725, to: 740, timeZone: 'Europe/Berlin' } });
          const router = createAlertRouter({ ...rules, tracks: [track], lastAlerts: new Map() });
          const live = moments.flatMap((each) => {
            const events: HypeEvent[] = [
              { kind: 'started', at: each.detectedAt, moment: { ...each, peakScore: each.score } },
              { kind: 'rose', at: each.peakAt, moment: each },
              { kind: 'ended', at: each.peakAt, moment: each },
            ];
            return events.flatMap((event) => router.handle(event).alerts.map(({ momentId }) => momentId));
          });
          expect([...replayAlerts(moments.toReversed(), track, rules)]).toEqual(live);
        },
      ),
    );
  });
});

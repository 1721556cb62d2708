import { describe, expect, test } from 'vitest';
import { createLocalTime } from '../../lib/time-zone.ts';
import { judge, type RouteRules, type TrackState } from './route.ts';
import { aMoment, anEvent, aThreshold, aTrack, NOON } from './testing.ts';

const rules: RouteRules = { thresholdOf: aThreshold, localTime: createLocalTime() };
const FRESH: TrackState = { alerted: false, lastAlertAt: null };
const lunch = { from: 11 * 60, to: 13 * 60, timeZone: 'UTC' };

describe('judge', () => {
  test('a strong moment alerts', () => {
    expect(judge(anEvent('started'), aTrack(), FRESH, rules)).toEqual({ kind: 'alert' });
    expect(judge(anEvent('rose'), aTrack(), FRESH, rules)).toEqual({ kind: 'alert' });
  });

  test.each([
    ['low', 7.9, false],
    ['low', 8, true],
    ['medium', 5.99, false],
    ['medium', 6, true],
    ['high', 4, true],
    [12.5, 12.4, false],
    [12.5, 12.5, true],
    ['high', Number.NaN, false],
  ] as const)('sensitivity %s, peak score %d: alert %s', (sensitivity, peakScore, alerts) => {
    const verdict = judge(anEvent('rose', aMoment({ peakScore })), aTrack({ sensitivity }), FRESH, rules);
    expect(verdict).toEqual(alerts ? { kind: 'alert' } : { kind: 'silent', reason: 'below-threshold' });
  });

  test('the threshold is that of the detector that found the moment', () => {
    const perDetector: RouteRules = { ...rules, thresholdOf: (_, detector) => (detector === 'sigma' ? 2 : 9) };
    const kindOf = (detector: 'sigma' | 'robust') =>
      judge(anEvent('started', aMoment({ detector, peakScore: 3 })), aTrack(), FRESH, perDetector).kind;
    expect(kindOf('sigma')).toBe('alert');
    expect(kindOf('robust')).toBe('silent');
  });

  test.each([
    ['paused', aTrack({ paused: true }), aMoment(), 'paused'],
    ['attack', aTrack(), aMoment({ attack: true }), 'attack, this looks like bots or a hate raid and not like hype'],
    ['quiet-hours', aTrack({ quietHours: lunch }), aMoment(), 'quiet hours 11:00–13:00 UTC'],
  ])('suppressed: %s', (reason, track, moment, detail) => {
    expect(judge(anEvent('started', moment), track, FRESH, rules)).toEqual({ kind: 'suppressed', reason, detail });
  });

  test('an attack is reported to moderators at any hour, and to nobody without them', () => {
    const track = aTrack({ moderatorTarget: { kind: 'text', id: '9' }, quietHours: lunch });
    const attack = anEvent('started', aMoment({ attack: true }));
    expect(judge(attack, track, FRESH, rules)).toEqual({ kind: 'alert' });
    expect(judge(attack, { ...track, paused: true }, FRESH, rules)).toMatchObject({ reason: 'paused' });
    expect(judge(attack, { ...track, moderatorTarget: null }, FRESH, rules)).toMatchObject({ reason: 'attack' });
  });

  test('a weak moment is silent whatever else holds it back', () => {
    const track = aTrack({ paused: true, quietHours: lunch });
    const event = anEvent('started', aMoment({ peakScore: 1, attack: true }));
    expect(judge(event, track, { alerted: false, lastAlertAt: NOON - 1 }, rules).kind).toBe('silent');
  });

  test('an ended moment is not news', () => {
    expect(judge(anEvent('ended'), aTrack(), FRESH, rules)).toEqual({ kind: 'silent', reason: 'ended' });
  });

  test('one alert per moment and track', () => {
    const state = { alerted: true, lastAlertAt: NOON };
    expect(judge(anEvent('rose'), aTrack(), state, rules)).toEqual({ kind: 'silent', reason: 'already-alerted' });
  });

  test.each([
    [0, 'cooldown, 90 s left'],
    [49_000, 'cooldown, 41 s left'],
    [89_999, 'cooldown, 1 s left'],
    [90_000, null],
    // A clock put back a little or a lot.
    [-49_000, 'cooldown, 41 s left'],
    [-90_000, null],
    [-86_400_000, null],
  ])('%d ms after the last alert: %s', (since, detail) => {
    const verdict = judge(anEvent('started'), aTrack(), { alerted: false, lastAlertAt: NOON - since }, rules);
    expect(verdict).toEqual(detail === null ? { kind: 'alert' } : { kind: 'suppressed', reason: 'cooldown', detail });
  });
});

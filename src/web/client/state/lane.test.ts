import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EMPTY_LANE, laneAfter, laneWithPast, SERIES_POINTS_MAX, type Lane } from './lane.ts';
import { aMetricsFrame, iso } from './testing.ts';

const after = (...seconds: number[]): Lane =>
  seconds.reduce((lane, second) => laneAfter(lane, aMetricsFrame(second, { messages_per_second: second })), EMPTY_LANE);

describe('a lane', () => {
  test('keeps five minutes', () => {
    const { series } = after(...Array.from({ length: 1_000 }, (_, second) => second));
    expect(series.at).toHaveLength(SERIES_POINTS_MAX);
    expect(series.at.at(-1)).toBe(999);
    expect(series.at[0]).toBe(700);
  });

  test('replaces a second that is told twice and ignores one that comes late', () => {
    const twice = laneAfter(after(10, 11), aMetricsFrame(11, { messages_per_second: 99 }));
    expect(laneAfter(twice, aMetricsFrame(9)).series).toMatchObject({ at: [10, 11], velocity: [10, 99] });
  });

  test('breaks the line where nothing was heard', () => {
    expect(after(10, 30).series).toMatchObject({ at: [10, 11, 30], velocity: [10, null, 30] });
  });

  test('begins anew when the clock went far back, as a demo does that starts over', () => {
    expect(after(1_000, 1_001, 5).series.at).toEqual([5]);
  });

  test('has no usual range while there is not enough chat', () => {
    const lane = laneAfter(EMPTY_LANE, aMetricsFrame(1, { detector_status: 'not-enough-chat' }));
    expect(lane.series).toMatchObject({ mean: [null], std: [null] });
  });

  test('renews what changes slowly every five seconds', () => {
    const shown = [0, 4, 5, 9, 10].map((last) => {
      const seconds = Array.from({ length: last + 1 }, (_, second) => second);
      return after(...seconds).slow?.timestamp;
    });
    expect(shown).toEqual([iso(0), iso(0), iso(5), iso(5), iso(10)]);
  });

  test('takes the past from the bot, and believes what it heard itself', () => {
    const past = { from: iso(8), velocity: [1, 2, 3], baseline_mean: [4, 0, 4], baseline_std: [1, 0, 1] };
    const lane = laneWithPast(after(10, 11), past);
    expect(lane.series).toEqual({
      at: [8, 9, 10, 11],
      velocity: [1, 2, 10, 11],
      mean: [4, null, 4, 4],
      std: [1, null, 1, 1],
    });
    expect(laneWithPast(EMPTY_LANE, past).latest).toBeNull();
  });

  test('has lists of one length, in order, whatever comes', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2_000 }), { maxLength: 400 }), (seconds) => {
        const { at, velocity, mean, std } = after(...seconds).series;
        expect(new Set([at.length, velocity.length, mean.length, std.length]).size).toBe(1);
        expect(at.length).toBeLessThanOrEqual(SERIES_POINTS_MAX);
        expect(at).toEqual([...new Set(at)].sort((a, b) => a - b));
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { suggestThreshold, VOTED_MIN, type VotedMoment } from './suggest-threshold.ts';

const of = (count: number, peakScore: number, kept: boolean): VotedMoment[] =>
  Array.from({ length: count }, () => ({ peakScore, kept }));

describe('suggestThreshold', () => {
  test('spares what was not wanted', () => {
    const voted = [...of(17, 14, true), ...of(1, 10.5, true), ...of(13, 11.2, false), ...of(9, 13, false)];
    expect(suggestThreshold(voted)).toEqual({
      threshold: 13.5,
      alertsBefore: 40,
      alertsAfter: 17,
      keptBefore: 18,
      keptAfter: 17,
      precisionBefore: 18 / 40,
      precisionAfter: 1,
      lostKept: 1,
    });
  });

  test.each<[string, VotedMoment[]]>([
    ['nothing was voted on', []],
    ['too few were', [...of(9, 20, true), ...of(VOTED_MIN - 10, 10, false)]],
    ['all were kept', of(40, 12, true)],
    ['none was', of(40, 12, false)],
    ['scores say nothing', [...of(20, 12, true), ...of(20, 12, false)]],
    ['the weak ones were the good ones', [...of(20, 11, true), ...of(20, 20, false)]],
    ['two alerts would be spared', [...of(18, 20, true), ...of(2, 10, false)]],
    [
      'a fifth of the kept ones would go, for little',
      [...of(8, 20, true), ...of(2, 10, true), ...of(4, 10, false), ...of(6, 20, false)],
    ],
    ['precision hardly rises', [...of(90, 20, true), ...of(4, 10, false)]],
  ])('is silent where %s', (_, voted) => {
    expect(suggestThreshold(voted)).toBeNull();
  });

  test('loses more of the kept ones where much is gained', () => {
    const voted = [...of(8, 20, true), ...of(2, 10, true), ...of(20, 10, false)];
    expect(suggestThreshold(voted)).toMatchObject({ threshold: 10.5, precisionAfter: 1, lostKept: 2 });
    const tooMany = [...of(7, 20, true), ...of(3, 10, true), ...of(20, 10, false)];
    expect(suggestThreshold(tooMany)).toBeNull();
  });

  test('the lowest of equals, and scores that are no numbers count for nothing', () => {
    const voted = [...of(10, 20, true), ...of(10, 10, false)];
    expect(suggestThreshold(voted)?.threshold).toBe(10.5);
    expect(suggestThreshold([...voted, ...of(5, Number.NaN, true), ...of(5, Infinity, false)])).toEqual(
      suggestThreshold(voted),
    );
    expect(suggestThreshold([...voted.slice(1), ...of(5, Number.NaN, true)])).toBeNull();
  });

  const votes = fc.array(fc.record({ peakScore: fc.double({ min: 6, max: 40, noNaN: true }), kept: fc.boolean() }), {
    maxLength: 120,
  });

  test('always keeps its rules, whatever the votes', () => {
    fc.assert(
      fc.property(votes, (voted) => {
        const found = suggestThreshold(voted);
        if (found === null) return;
        const left = voted.filter(({ peakScore }) => peakScore >= found.threshold);
        const kept = voted.filter((moment) => moment.kept).length;
        expect(voted.length).toBeGreaterThanOrEqual(VOTED_MIN);
        expect(found.alertsAfter).toBe(left.length);
        expect(found.keptAfter).toBe(left.filter((moment) => moment.kept).length);
        const gain = found.keptAfter / found.alertsAfter - kept / voted.length;
        expect(gain).toBeGreaterThanOrEqual(0.05);
        expect(found.lostKept).toBe(kept - found.keptAfter);
        expect(found.lostKept / kept).toBeLessThanOrEqual(gain >= 0.25 ? 0.25 : 0.1);
        expect(found.threshold * 2).toBe(Math.round(found.threshold * 2));
      }),
      { numRuns: 500 },
    );
  });

  test('does not depend on the order of the votes', () => {
    fc.assert(
      fc.property(votes, (voted) => {
        expect(suggestThreshold(voted.toReversed())).toEqual(suggestThreshold(voted));
      }),
    );
  });

  test('more of what it would spare never silences it', () => {
    fc.assert(
      fc.property(votes, fc.integer({ min: 1, max: 20 }), (voted, more) => {
        const found = suggestThreshold(voted);
        if (found === null || found.lostKept > 0) return;
        expect(suggestThreshold([...voted, ...of(more, found.threshold - 0.25, false)])).not.toBeNull();
      }),
    );
  });
});

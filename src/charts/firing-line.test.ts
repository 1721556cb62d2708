import { describe, expect, test } from 'vitest';
import type { MomentSeries } from '../domain/hype-moment.ts';

import { sampleMoment, sampleSeries } from './sample-moment.ts';
import { firingLine } from './firing-line.ts';

const series = sampleSeries();
const moment = { ...sampleMoment(), velocity: 21, score: 6 };
const otherScore: MomentSeries = { ...series, score: series.score.map((score) => Math.sqrt(Math.max(0, score))) };

describe('the line that fires', () => {
  test('follows the usual rate where the score does', () => {
    expect(firingLine(moment, series)).toEqual(
      series.baselineMean.map((mean, second) => mean + 6 * series.baselineStd[second]!),
    );
  });

  test('is the rate at which this moment fired, where the score counts other things too', () => {
    expect(firingLine(moment, otherScore)).toEqual(series.velocity.map(() => 21));
  });

  test('is left out when the chat was that fast before without firing', () => {
    expect(firingLine({ ...moment, velocity: 9 }, otherScore)).toEqual([]);
  });

  test('is left out when the moment fired below the usual rate', () => {
    expect(firingLine({ ...moment, velocity: 5 }, { ...otherScore, velocity: series.velocity.map(() => 1) })).toEqual(
      [],
    );
  });

  test('too few seconds with a score prove nothing', () => {
    const few = { ...series, score: series.score.map((score, second) => (second < 3 ? score : 0)) };
    expect(firingLine(moment, few)).toEqual(series.velocity.map(() => 21));
  });
});

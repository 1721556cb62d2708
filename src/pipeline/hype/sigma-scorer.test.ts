import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DetectorReading } from '../../domain/channel-metrics.ts';
import { createDetector } from './create-detector.ts';
import { burst, merged, simulate, steadyChat } from './testing.ts';
import { SigmaScorer } from './sigma-scorer.ts';

const options = { windowSeconds: 5, thresholdStd: 2, cooldownSeconds: 30 };

function readingsOf(velocities: readonly number[], windowSeconds = options.windowSeconds): DetectorReading[] {
  const scorer = new SigmaScorer({ ...options, windowSeconds });
  return velocities.map((velocity, second) => {
    for (let i = 0; i < velocity; i++) scorer.observe();
    return scorer.close(second);
  });
}

test.for([
  ['a window that is not full', [9, 9, 9, 9], 'warming-up', 0],
  ['equal seconds, whose deviation is 0', [3, 3, 3, 3, 3], 'ready', 0],
  ['a spike, itself in the window', [0, 0, 0, 0, 10], 'ready', 2],
  ['a fall', [10, 10, 10, 10, 0], 'ready', -2],
] as const)('scores %s', ([, velocities, status, score]) => {
  const last = readingsOf(velocities).at(-1);
  expect(last?.status).toBe(status);
  expect(last?.score).toBeCloseTo(score, 9);
});

test('agrees with mean and population deviation computed anew', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 50 }), { minLength: 60, maxLength: 200 }), (velocities) => {
      const last = readingsOf(velocities, 60).at(-1)!;
      const window = velocities.slice(-60);
      const mean = window.reduce((a, b) => a + b, 0) / 60;
      const std = Math.sqrt(window.reduce((sum, v) => sum + (v - mean) ** 2, 0) / 60);
      expect(last.baselineMean).toBeCloseTo(mean, 9);
      expect(last.baselineStd).toBeCloseTo(std, 6);
      expect(last.score).toBeCloseTo(std === 0 ? 0 : (window.at(-1)! - mean) / std, 6);
    }),
  );
});

describe('as a detector', () => {
  const spikes = merged(
    steadyChat(1, 200, () => 1),
    burst(100, 1, 40, () => 'a'),
    burst(110, 1, 90, () => 'b'),
    burst(140, 1, 200, () => 'c'),
  );

  test('fires above the threshold, at most once in the cooldown', () => {
    const { events } = simulate(
      spikes,
      200,
      new Map(),
      createDetector('sigma', { channel: 'demo', streamId: () => null }),
    );
    const started = events.filter(({ kind }) => kind === 'started').map(({ moment }) => moment.detectedAt / 1000);
    expect(started).toContain(101);
    expect(started).not.toContain(111);
    expect(started).toContain(141);
    for (const [index, at] of started.entries())
      if (index > 0) expect(at - started[index - 1]!).toBeGreaterThanOrEqual(30);
  });

  test('takes its three parameters', () => {
    const run = (sigma: object) =>
      simulate(
        spikes,
        200,
        new Map(),
        createDetector('sigma', { channel: 'demo', streamId: () => null, sigma }),
      ).events.filter(({ kind }) => kind === 'started');
    expect(run({ thresholdStd: 100 })).toEqual([]);
    expect(run({ windowSeconds: 250 })).toEqual([]);
    expect(run({ cooldownSeconds: 5 }).map(({ moment }) => moment.detectedAt / 1000)).toContain(111);
  });
});

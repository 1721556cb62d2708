import { expect, test } from 'vitest';
import type { HypeEvent } from '../domain/hype-moment.ts';
import { ThresholdGate } from './threshold-gate.ts';
import { someMoment } from './testing-moment.ts';

function told(threshold: number, events: readonly (readonly [HypeEvent['kind'], peakScore: number])[]) {
  const gate = new ThresholdGate(threshold);
  return events.map(([kind, peakScore], index) => {
    const answer = gate.judge({ kind, at: index * 1_000, moment: { ...someMoment, peakScore } });
    return answer === null ? null : [answer.phase, answer.reachedAt];
  });
}

test('a moment is told when it first reaches the threshold, and told again when it ends', () => {
  expect(
    told(6, [
      ['started', 4],
      ['rose', 5.9],
      ['rose', 6],
      ['rose', 9],
      ['ended', 9],
    ]),
  ).toEqual([null, null, ['started', 2_000], null, ['ended', 2_000]]);
});

test('a moment that never reaches it is not told of, not even its end', () => {
  expect(
    told(10, [
      ['started', 4],
      ['rose', 9.99],
      ['ended', 9.99],
    ]),
  ).toEqual([null, null, null]);
});

test('an ended moment is forgotten', () => {
  expect(
    told(1, [
      ['started', 4],
      ['ended', 4],
      ['ended', 4],
    ]),
  ).toEqual([['started', 0], ['ended', 0], null]);
});

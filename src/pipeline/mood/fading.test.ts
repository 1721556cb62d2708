import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Fading, fadeOf } from './fading.ts';

const aSample = fc.double({ min: 0, max: 10_000, noNaN: true });
const aTime = fc.double({ min: 0, max: 5_000, noNaN: true });

describe('how much is forgotten', () => {
  test.each([
    ['half of a large sample in 20 s', 1_000, 20, 0.5],
    ['half of ten messages in a minute and a half', 10, 87, 0.5],
    ['half of two messages in five minutes', 2, 300, 0.5],
  ])('%s', (_, sample, seconds, left) => {
    expect(Math.exp(-fadeOf(sample, seconds))).toBeCloseTo(left, 2);
  });

  test('is the same in one step and in any two', () => {
    fc.assert(
      fc.property(aSample, aTime, aTime, (sample, first, second) => {
        const early = fadeOf(sample, first);
        const late = fadeOf(sample * Math.exp(-early), second);
        expect(early + late).toBeCloseTo(fadeOf(sample, first + second), 6);
      }),
    );
  });

  test('grows with time and with the sample, and leaves something of everything', () => {
    fc.assert(
      fc.property(aSample, aSample, aTime, (one, other, seconds) => {
        const [small, large] = one < other ? [one, other] : [other, one];
        expect(fadeOf(large, seconds)).toBeGreaterThanOrEqual(fadeOf(small, seconds) - 1e-9);
        expect(fadeOf(small, seconds)).toBeGreaterThanOrEqual(0);
        // What is left of more is never less than what is left of less.
        expect(large * Math.exp(-fadeOf(large, seconds))).toBeGreaterThanOrEqual(
          small * Math.exp(-fadeOf(small, seconds)) - 1e-9,
        );
      }),
    );
  });
});

describe('the scale of sums', () => {
  test('a sum divided by the scale is the faded sum, over any number of resets', () => {
    const fading = new Fading();
    let sum = 0;
    let exact = 0;
    let sample = 0;
    let before = 0;
    for (let at = 0; at < 7_200_000; at += 700) {
      sum /= fading.advance(at);
      const left = Math.exp(-fadeOf(sample, (at - before) / 1000));
      exact = exact * left + 1;
      sample = sample * left + 1;
      before = at;
      fading.add(1);
      sum += fading.scale;
    }
    expect(sum / fading.scale).toBeCloseTo(exact, 6);
    expect(fading.scale).toBeLessThanOrEqual(Math.exp(33));
    expect(fading.at(7_199_300).sample).toBeCloseTo(sample, 6);
  });

  test('time that goes back is time that stands still', () => {
    const fading = new Fading();
    fading.advance(10_000);
    fading.add(1);
    expect(fading.advance(5_000)).toBe(1);
    expect(fading.at(0)).toEqual({ sample: 1, scale: 1 });
  });
});

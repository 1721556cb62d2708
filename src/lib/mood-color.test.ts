import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MOODS, type Mood } from '../domain/mood.ts';
import { moodColor } from './mood-color.ts';
import { MOOD_LIGHTNESS, MOOD_PLANE, MOOD_STYLE } from './mood-style.ts';
import {
  hexToLinear,
  linearToOklab,
  oklabDistance,
  oklabToHex,
  oklabToLinear,
  type LinearRgb,
  type Oklab,
} from './oklab.ts';

/**
 * What people without one kind of cone see, in linear sRGB. Source: Machado, Oliveira and Fernandes, "A
 * Physiologically-based Model for Simulation of Color Vision Deficiency" (2009), severity 1.
 */
const VISION: Readonly<Record<string, readonly (readonly [number, number, number])[]>> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function seenAs(vision: string, hex: string): Oklab {
  const [red, green, blue] = hexToLinear(hex);
  const seen = VISION[vision]!.map((row) => row[0] * red + row[1] * green + row[2] * blue);
  return linearToOklab(seen.map((channel) => Math.min(1, Math.max(0, channel))) as unknown as LinearRgb);
}

const oklabOf = (hex: string): Oklab => linearToOklab(hexToLinear(hex));

type Shares = Readonly<Record<Mood, number>>;
const shares: fc.Arbitrary<Shares> = fc
  .array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: MOODS.length, maxLength: MOODS.length })
  .filter((values) => values.some((value) => value > 1e-6))
  .map((values) => {
    const whole = values.reduce((sum, value) => sum + value, 0);
    return Object.fromEntries(MOODS.map((mood, i) => [mood, values[i]! / whole])) as Record<Mood, number>;
  });
const aConfidence = fc.double({ min: 0, max: 1, noNaN: true });

function only(mood: Mood): Shares {
  return Object.fromEntries(MOODS.map((each) => [each, each === mood ? 1 : 0])) as Record<Mood, number>;
}

describe('the six colours', () => {
  test.each(MOODS)('%s has the colour of its place in the plane, inside sRGB', (mood) => {
    expect(MOOD_STYLE[mood].color).toBe(oklabToHex({ lightness: MOOD_LIGHTNESS, ...MOOD_PLANE[mood] }));
    expect(moodColor({ moods: only(mood), confidence: 1 })).toBe(MOOD_STYLE[mood].color);
  });

  test.each(Object.keys(VISION))('any two are at least 0.045 apart for %s vision', (vision) => {
    for (const one of MOODS) {
      for (const other of MOODS.slice(0, MOODS.indexOf(one))) {
        const distance = oklabDistance(seenAs(vision, MOOD_STYLE[one].color), seenAs(vision, MOOD_STYLE[other].color));
        expect(distance, `${one} and ${other}`).toBeGreaterThan(0.045);
      }
    }
  });

  test('the simulation would notice two that look alike', () => {
    expect(oklabDistance(seenAs('deuteranopia', '#c0a000'), seenAs('deuteranopia', '#d09000'))).toBeLessThan(0.045);
  });
});

describe('the colour of a mood', () => {
  test('is grey where nothing is felt or nothing is sure', () => {
    const nothing = { joy: 0, hype: 0, sad: 0, anger: 0, confusion: 0, calm: 0 };
    for (const moods of [only('calm'), nothing]) expect(moodColor({ moods, confidence: 1 })).toBe('#a4a4a4');
    expect(moodColor({ moods: only('anger'), confidence: 0 })).toBe('#a4a4a4');
  });

  test('is always of one lightness', () => {
    fc.assert(
      fc.property(shares, aConfidence, (moods, confidence) => {
        expect(oklabOf(moodColor({ moods, confidence })).lightness).toBeCloseTo(MOOD_LIGHTNESS, 2);
      }),
    );
  });

  test('never needs what screens do not have, whatever the mix', () => {
    fc.assert(
      fc.property(shares, (mix) => {
        const along = (axis: 'a' | 'b'): number =>
          MOODS.reduce((sum, mood) => sum + mix[mood] * MOOD_PLANE[mood][axis], 0);
        for (const channel of oklabToLinear({ lightness: MOOD_LIGHTNESS, a: along('a'), b: along('b') })) {
          expect(channel).toBeGreaterThan(-0.002);
          expect(channel).toBeLessThan(1.002);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test('moves by at most half of what the mood moves, beside rounding to 256 steps', () => {
    fc.assert(
      fc.property(
        shares,
        shares,
        aConfidence,
        aConfidence,
        fc.double({ min: 0, max: 0.05, noNaN: true }),
        (one, other, sure, surer, step) => {
          const mix = (mood: Mood): number => one[mood] + step * (other[mood] - one[mood]);
          const moods = Object.fromEntries(MOODS.map((mood) => [mood, mix(mood)])) as Record<Mood, number>;
          const confidence = sure + step * (surer - sure);
          const moved = MOODS.reduce(
            (sum, mood) => sum + Math.abs(moods[mood] - one[mood]),
            Math.abs(confidence - sure),
          );
          const seen = oklabDistance(
            oklabOf(moodColor({ moods: one, confidence: sure })),
            oklabOf(moodColor({ moods, confidence })),
          );
          expect(seen).toBeLessThanOrEqual(0.5 * moved + 0.008);
        },
      ),
    );
  });

  test('more of a feeling, and more sureness, are more colour', () => {
    const chroma = (joy: number, confidence: number): number => {
      const { a, b } = oklabOf(moodColor({ moods: { ...only('calm'), joy, calm: 1 - joy }, confidence }));
      return Math.hypot(a, b);
    };
    expect([0, 0.1, 0.3, 0.6, 1].map((joy) => chroma(joy, 0.8))).toEqual(
      [0, 0.1, 0.3, 0.6, 1].map((joy) => chroma(joy, 0.8)).toSorted((a, b) => a - b),
    );
    expect(chroma(0.5, 0.9)).toBeGreaterThan(chroma(0.5, 0.3));
  });
});

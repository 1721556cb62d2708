import { MOODS, type MoodSnapshot } from '../domain/mood.ts';
import { MOOD_LIGHTNESS, MOOD_PLANE } from './mood-style.ts';
import { oklabToHex } from './oklab.ts';

/** How fast colour fills in: a third of the chat sharing one feeling is plainly coloured, two thirds nearly all of it. */
const STRENGTH_STEEPNESS = 2.5;
const FELT_MIN = 1e-9;

/**
 * The colour of a mood: the mix of what is felt in the OKLab plane, at one lightness. Its distance from grey grows with
 * the share of messages that feel anything and with the confidence. Small changes of the mood are small changes of the
 * colour, because no part of it jumps: the dominant mood, which does, is not asked.
 */
export function moodColor({ moods, confidence }: Pick<MoodSnapshot, 'moods' | 'confidence'>): string {
  let felt = 0;
  let a = 0;
  let b = 0;
  for (const mood of MOODS) {
    if (mood === 'calm') continue;
    felt += moods[mood];
    a += moods[mood] * MOOD_PLANE[mood].a;
    b += moods[mood] * MOOD_PLANE[mood].b;
  }
  const strength = Math.tanh(STRENGTH_STEEPNESS * felt) / Math.tanh(STRENGTH_STEEPNESS);
  const chroma = felt < FELT_MIN ? 0 : (strength / felt) * sureness(confidence);
  return oklabToHex({ lightness: MOOD_LIGHTNESS, a: chroma * a, b: chroma * b });
}

/** Half sure is three quarters coloured: colour is there to be seen as soon as there is something to see. */
function sureness(confidence: number): number {
  const sure = Math.min(1, Math.max(0, confidence));
  return sure * (2 - sure);
}

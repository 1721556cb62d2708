import { MOODS, type Mood } from '../../domain/mood.ts';
import type { MoodSums } from './mood-sums.ts';

/** In a chat people mostly talk, so a feeling shared by two fifths as many as are calm already colours it. */
const CALM_SHARE = 0.4;
/** A mood gives way only to one that is a quarter stronger: two equal ones do not take turns by the second. */
const HOLD = 1.25;

const CALM = MOODS.indexOf('calm');

/** @param mood its place in {@link MOODS}: this is asked of all of them at every message */
function strengthOf(sums: MoodSums, mood: number, calm: number): number {
  return mood === CALM ? CALM_SHARE * (sums.felt(CALM) + calm) : sums.felt(mood);
}

/**
 * The mood that stands out.
 * @param calm weight assumed to feel nothing, scaled as the sums are
 * @param holding the one that did until now; null where there is none to hold on to
 */
export function dominantOf(sums: MoodSums, calm: number, holding: Mood | null): Mood {
  let best = holding === null ? CALM : MOODS.indexOf(holding);
  let strongest = strengthOf(sums, best, calm) * (holding === null ? 1 : HOLD);
  for (let mood = 0; mood < MOODS.length; mood++) {
    const strength = strengthOf(sums, mood, calm);
    if (strength > strongest) {
      best = mood;
      strongest = strength;
    }
  }
  return MOODS[best]!;
}

/** Whether `holding` gave way to calm; as time passes, it can give way to nothing else. */
export function isCalmedDown(sums: MoodSums, calm: number, holding: Mood): boolean {
  return strengthOf(sums, CALM, calm) > HOLD * strengthOf(sums, MOODS.indexOf(holding), calm);
}

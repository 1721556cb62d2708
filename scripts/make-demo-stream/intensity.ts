import { COPYPASTA, GIFT_BOMB, MOMENTS, MOODS, RAID, USUAL_PER_SECOND, type MomentScene } from './scenes.ts';

/** Usual messages a second at a time of the stream: slow waves, quiet and lively stretches. */
export function usualRate(at: number): number {
  const waves = 1 + 0.13 * Math.sin(at / 11) + 0.1 * Math.sin(at / 37 + 1) + 0.08 * Math.sin(at / 4.3 + 2);
  const mood = MOODS.find(({ from, to }) => at >= from && at < to)?.factor ?? 1;
  return USUAL_PER_SECOND * waves * mood;
}

/** Messages a second that a moment adds: a smooth rise, a short height, an exponential decay. */
export function momentRate(scene: MomentScene, at: number): number {
  const t = at - scene.start;
  if (t < 0) return 0;
  if (t < scene.rise) return scene.peak * smooth(t / scene.rise);
  const past = t - scene.rise - scene.hold;
  const rate = past <= 0 ? scene.peak : scene.peak * Math.exp(-past / scene.decay);
  return rate < 0.1 ? 0 : rate;
}

/** A bump that is no moment: raid greetings, thanks, a copypasta. */
export function bumpRate(
  bump: { readonly at: number; readonly seconds: number; readonly peak: number },
  at: number,
): number {
  const t = (at - bump.at) / bump.seconds;
  return t < 0 || t > 1 ? 0 : bump.peak * Math.min(1, t * 5) * (1 - t * 0.7);
}

/** Whoever reacts does not chat. */
export function talkShare(at: number): number {
  const reacting = Math.max(0, ...MOMENTS.map((scene) => momentRate(scene, at) / scene.peak));
  return 1 - 0.6 * reacting;
}

export const BUMPS = { raid: RAID, gifts: GIFT_BOMB, copypasta: COPYPASTA } as const;

function smooth(t: number): number {
  return t * t * (3 - 2 * t);
}

import type { Moment } from '../read/live.ts';

export const MOMENTS_MAX = 300;

/** Newest first. A moment known already is replaced; a link into the recording, once known, stays. */
export function mergeMoments(
  known: readonly Moment[],
  incoming: readonly Moment[],
  momentsMax = MOMENTS_MAX,
): readonly Moment[] {
  if (incoming.length === 0) return known;
  const byId = new Map(known.map((moment) => [moment.id, moment]));
  for (const moment of incoming) {
    const before = byId.get(moment.id);
    // An answer of the bot may be older than what the socket said meanwhile.
    if (before?.phase === 'ended' && moment.phase === 'started') continue;
    byId.set(moment.id, before && moment.vod_url === null ? { ...moment, vod_url: before.vod_url } : moment);
  }
  return [...byId.values()].sort((a, b) => Date.parse(b.started_at) - Date.parse(a.started_at)).slice(0, momentsMax);
}

/** 0 to 1: how strong a moment was, for its bar. Five times the usual rate is half, twenty times nearly all. */
export function intensity({ multiplier }: Moment): number {
  const beyond = Math.max(0, multiplier - 1);
  return beyond / (beyond + 4);
}

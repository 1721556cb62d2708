import type { HypeEvent, HypeMoment, MomentId } from '../../domain/hype-moment.ts';
import type { Track } from '../../domain/track.ts';
import { judge, type RouteRules, type TrackState } from './route.ts';

/**
 * Which stored moments would be alerted with the track as it is given, by the rules that judge live ones: threshold,
 * quiet hours, and the cooldown in the order in which moments call for it.
 *
 * A stored moment keeps its score at two instants, its detection and its peak, so it is judged at those. That decides
 * exactly whether its score reaches a threshold, because the detector scores a channel once for everybody; an alert in
 * between is taken to come at the peak, some seconds late, which matters only to the cooldown. Moments below the
 * detector's floor are never stored, so a lower threshold finds what the floor would. Left out on purpose: a pause,
 * reports of attacks (they are no alerts), and cards that several channels share.
 * @param moments in any order; each once
 */
export function replayAlerts(moments: readonly HypeMoment[], track: Track, rules: RouteRules): ReadonlySet<MomentId> {
  const active: Track = { ...track, paused: false };
  const alerted = new Set<MomentId>();
  let lastAlertAt: TrackState['lastAlertAt'] = null;
  const strong = moments.filter(
    ({ attack, detector, peakScore }) => !attack && peakScore >= rules.thresholdOf(track.sensitivity, detector),
  );
  for (const event of strong.flatMap(eventsOf).sort((a, b) => a.at - b.at)) {
    const { id } = event.moment;
    if (judge(event, active, { alerted: alerted.has(id), lastAlertAt }, rules).kind !== 'alert') continue;
    alerted.add(id);
    lastAlertAt = event.at;
  }
  return alerted;
}

function eventsOf(moment: HypeMoment): HypeEvent[] {
  const { detectedAt, peakAt, score } = moment;
  const rose: HypeEvent = { kind: 'rose', at: Math.max(detectedAt, peakAt), moment };
  return [{ kind: 'started', at: detectedAt, moment: { ...moment, peakScore: score } }, rose];
}

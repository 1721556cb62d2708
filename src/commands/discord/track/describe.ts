import { SCORE_FLOORS, scoreThreshold } from '../../../pipeline/hype/sensitivity.ts';
import { quietHoursText } from '../../../pipeline/alerting/quiet-hours.ts';
import type { DetectorName, Sensitivity } from '../../../domain/hype-moment.ts';
import type { Track } from '../../../domain/track.ts';
import { placeText } from '../reply.ts';

/** `medium (score 6)` or `score 7.5`. */
export function sensitivityText(sensitivity: Sensitivity, detector: DetectorName): string {
  const score = Math.max(SCORE_FLOORS[detector], scoreThreshold(sensitivity, detector));
  return typeof sensitivity === 'number' ? `score ${score}` : `${sensitivity} (score ${score})`;
}

/** How a track is set, one sentence a line. */
export function trackLines(track: Track, detector: DetectorName): readonly string[] {
  const lines = [
    `Alerts go to ${placeText(track.target.id)}${track.crosspost ? ' and are published to its followers' : ''}, at most one every ${track.cooldownSeconds} s.`,
    `Sensitivity ${sensitivityText(track.sensitivity, detector)} · links begin ${track.reachBackSeconds} s before chat reacts.`,
    track.pingRoleId === null ? 'Nobody is pinged.' : `Pings <@&${track.pingRoleId}>.`,
    track.quietHours === null ? 'No quiet hours.' : `Quiet ${quietHoursText(track.quietHours)}.`,
  ];
  return track.paused ? [...lines, '**Paused**: nothing is posted until you unpause it.'] : lines;
}

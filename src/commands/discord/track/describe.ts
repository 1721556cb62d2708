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
    track.quietHours === null
      ? 'No quiet hours.'
      : `Quiet ${quietHoursText(track.quietHours)}${track.quietDigest ? ', with a digest at their end' : ''}.`,
    ...extraLines(track),
  ];
  return track.paused ? [...lines, '**Paused**: nothing is posted until you unpause it.'] : lines;
}

function extraLines(track: Track): readonly string[] {
  const { moderatorTarget, threadPerStream, recap, autoClip } = track;
  return [
    ...(autoClip ? ['Every alert is clipped on Twitch.'] : []),
    ...(moderatorTarget === null ? [] : [`What looks like an attack is reported to ${placeText(moderatorTarget.id)}.`]),
    ...(threadPerStream ? ['Each stream has a thread of its own.'] : []),
    ...(recap ? ['A recap follows each stream.'] : []),
    ...(track.summaries ? [summariesText(track)] : []),
  ];
}

function summariesText({ summaryCron, summaryTimeZone }: Track): string {
  if (summaryCron === null) return 'What chat says is summed up on cards, in recaps and when asked.';
  return `What chat says is summed up, and posted while live by the schedule \`${summaryCron}\` (${summaryTimeZone ?? 'UTC'}).`;
}

/** The same in a word or two each, for a list. */
export function extraWords(track: Track): readonly string[] {
  const { moderatorTarget, threadPerStream, recap, autoClip, quietDigest } = track;
  return [
    ...(autoClip ? ['clips'] : []),
    ...(moderatorTarget === null ? [] : [`attacks → ${placeText(moderatorTarget.id)}`]),
    ...(threadPerStream ? ['a thread per stream'] : []),
    ...(recap ? ['recap'] : []),
    ...(track.summaries ? ['summaries'] : []),
    ...(quietDigest ? ['digest'] : []),
  ];
}

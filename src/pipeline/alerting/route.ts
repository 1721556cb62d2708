import type { EpochMs } from '../../domain/chat-event.ts';
import type { DetectorName, HypeEvent, Sensitivity } from '../../domain/hype-moment.ts';
import type { Track } from '../../domain/track.ts';
import { duration } from '../../lib/duration.ts';
import type { LocalTime } from '../../lib/time-zone.ts';
import { isQuiet, quietHoursText } from './quiet-hours.ts';

/** Why a moment that was strong enough is not posted; words for `/track log` come with it. */
export type SuppressionReason = 'paused' | 'attack' | 'quiet-hours' | 'cooldown';

export type Verdict =
  | { readonly kind: 'alert' }
  | { readonly kind: 'suppressed'; readonly reason: SuppressionReason; readonly detail: string }
  /** Nothing to tell anybody: below the threshold, over, or alerted before. */
  | { readonly kind: 'silent'; readonly reason: 'below-threshold' | 'ended' | 'already-alerted' };

/** What is remembered about one track. */
export interface TrackState {
  /** This track already has its alert for this moment. */
  readonly alerted: boolean;
  /** To the same people: alerts and reports of attacks each have their own cooldown. */
  readonly lastAlertAt: EpochMs | null;
}

export interface RouteRules {
  /** Score that a moment must reach, in the units of its detector. */
  readonly thresholdOf: (sensitivity: Sensitivity, detector: DetectorName) => number;
  readonly localTime: LocalTime;
}

/**
 * Whether one track hears of this event. A moment is judged again each time its peak rises, so one that was suppressed
 * may still be posted while it grows; one that ended is never news.
 */
export function judge(event: HypeEvent, track: Track, state: TrackState, rules: RouteRules): Verdict {
  const { moment, at } = event;
  if (state.alerted) return { kind: 'silent', reason: 'already-alerted' };
  if (event.kind === 'ended') return { kind: 'silent', reason: 'ended' };
  // Written so that a score that is not a number never alerts.
  if (!(moment.peakScore >= rules.thresholdOf(track.sensitivity, moment.detector))) {
    return { kind: 'silent', reason: 'below-threshold' };
  }
  if (track.paused) return suppressed('paused', 'paused');
  if (moment.attack && track.moderatorTarget === null)
    return suppressed('attack', 'attack, this looks like bots or a hate raid and not like hype');
  // Moderators are needed at any hour, and are told without a ping.
  if (!moment.attack && track.quietHours !== null && isQuiet(track.quietHours, at, rules.localTime)) {
    return suppressed('quiet-hours', `quiet hours ${quietHoursText(track.quietHours)}`);
  }
  const left = cooldownLeftMs(track, state.lastAlertAt, at);
  if (left > 0) return suppressed('cooldown', `cooldown, ${duration(Math.max(1000, left))} left`);
  return { kind: 'alert' };
}

function suppressed(reason: SuppressionReason, detail: string): Verdict {
  return { kind: 'suppressed', reason, detail };
}

/** The cooldown counts from the last alert in either direction: a clock put back must not silence a track for hours. */
function cooldownLeftMs(track: Track, lastAlertAt: EpochMs | null, at: EpochMs): number {
  if (lastAlertAt === null) return 0;
  return track.cooldownSeconds * 1000 - Math.abs(at - lastAlertAt);
}

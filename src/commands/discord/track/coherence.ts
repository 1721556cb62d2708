import { UserError } from '../../../domain/command.ts';
import type { Track } from '../../../domain/track.ts';
import { placeText } from '../reply.ts';

/**
 * Whether the settings of a track go together.
 * @param asksForDigest the digest is asked for right now; one set earlier may outlive the quiet hours it is for
 * @throws UserError where they do not
 */
export function requireCoherent(track: Track, asksForDigest: boolean): void {
  const { target, moderatorTarget } = track;
  if (track.crosspost && target.kind !== 'announcement') {
    throw new UserError(
      `Only posts in an announcement channel can be published to its followers, and ${placeText(target.id)} is none. Choose an announcement channel as **target**, or set **crosspost** to false.`,
    );
  }
  if (track.threadPerStream && target.kind !== 'text' && target.kind !== 'announcement') {
    throw new UserError(
      `Threads can only be opened in text and announcement channels, and ${placeText(target.id)} is none. Choose one of those as **target**, or set **thread_per_stream** to false.`,
    );
  }
  if (track.threadPerStream && track.crosspost) {
    throw new UserError(
      'Cards in a thread cannot be published to followers. Set **thread_per_stream** or **crosspost** to false.',
    );
  }
  if (moderatorTarget !== null && moderatorTarget.id === target.id) {
    throw new UserError(
      `Alerts and reports of attacks must not share ${placeText(target.id)}: an attack wants to be seen. Choose another **mod_channel**.`,
    );
  }
  if (track.summaryCron !== null && !track.summaries) {
    throw new UserError(
      'A summary schedule needs summaries, and they are off. Set **summaries** to true, or **summary_schedule** to off.',
    );
  }
  if (asksForDigest && track.quietHours === null) {
    throw new UserError(
      'A digest holds what quiet hours kept back, and there are none. Add **quiet_hours**, for example 22:00-08:00.',
    );
  }
}

import type { PostOutcome } from '../alert.ts';
import type { CommandReply } from '../command.ts';
import type { AlertTarget } from '../track.ts';

/** A message that is no alert: a recap, a digest. It belongs to no moment, is never edited and never pings. */
export interface Announcement {
  readonly target: AlertTarget;
  readonly content: CommandReply;
  /** One plain line: names the post in a forum. */
  readonly title: string;
  /** At most 25 characters, the same for every attempt. */
  readonly nonce: string;
  readonly crosspost: boolean;
  /** An earlier attempt may have arrived: look for it before posting. */
  readonly mayStand: boolean;
}

/** Posts announcements. It judges its own failures and never throws for an expected one. */
export interface AnnouncementNotifier {
  post(announcement: Announcement, signal: AbortSignal): Promise<PostOutcome>;
}

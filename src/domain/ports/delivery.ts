import type { AlertCard, EditOutcome, PostOutcome } from '../alert.ts';
import type { PickedChannel } from '../command.ts';
import type { MomentId } from '../hype-moment.ts';
import type { AlertTarget } from '../track.ts';

/** Cards with the same key share a thread below their place. */
export interface ThreadWish {
  readonly key: string;
  /** At most 100 characters; what it is called when it is opened. */
  readonly name: string;
}

export interface PostRequest {
  readonly card: AlertCard;
  readonly target: AlertTarget;
  readonly nonce: string;
  /** The only role that may be mentioned; null pings nobody. */
  readonly pingRoleId: string | null;
  readonly crosspost: boolean;
  /** Where the target can have threads and the card belongs into one; the target itself is the fallback. */
  readonly thread?: ThreadWish;
}

export interface EditRequest {
  readonly card: AlertCard;
  readonly channelId: string;
  readonly messageId: string;
  /** Keep the picture that is there (true) or upload the card's (false). */
  readonly keepChart: boolean;
}

/** One way to reach people. It judges its own failures; it never throws for an expected one. */
export interface AlertNotifier {
  readonly receiver: 'discord' | 'terminal';
  post(request: PostRequest, signal: AbortSignal): Promise<PostOutcome>;
  edit(request: EditRequest, signal: AbortSignal): Promise<EditOutcome>;
  /**
   * After a crash between sending and recording: the card of this moment that already stands in the target, if any.
   * `unknown` where it cannot be told, and then a second post may be the lesser evil; `unreachable` where the receiver
   * does not answer, and then the question stands.
   */
  findPosted(
    target: AlertTarget,
    momentId: MomentId,
    signal: AbortSignal,
    thread?: ThreadWish,
  ): Promise<{ readonly channelId: string; readonly messageId: string } | null | 'unknown' | 'unreachable'>;
}

export interface TargetCheck {
  readonly ok: boolean;
  /** Names as Discord shows them, for example `Attach Files`. */
  readonly missing: readonly string[];
}

/** What the bot may do in a place it is asked to post to. */
export interface TargetInspector {
  check(
    guildId: string,
    picked: PickedChannel,
    options: {
      readonly pingRoleId: string | null;
      readonly crosspost: boolean;
      /** Cards go into threads that the bot opens there. */
      readonly threads?: boolean;
    },
  ): Promise<TargetCheck>;
}

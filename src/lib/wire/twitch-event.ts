import type { ChatMessage, ChatNotice, ChatRetraction, EpochMs, NoticeType } from '../../domain/chat-event.ts';
import { isoTime } from '../format.ts';

export const TWITCH_EVENT_TYPES = [
  'subscription',
  'bits',
  'timeout',
  'ban',
  'raid',
  'ritual',
  'user_notice',
  'message_deleted',
  'chat_cleared',
  'user_forgotten',
] as const;
/**
 * `user_notice` is whatever else Twitch announces; `data.msg_id` says what. `timeout`, `ban`, `message_deleted`,
 * `chat_cleared` and `user_forgotten` take text back: remove it from wherever it is shown or kept.
 */
export type TwitchEventType = (typeof TWITCH_EVENT_TYPES)[number];

/** Something that happened in a channel besides messages. Texts in `data` are strangers' words. */
export interface TwitchEventFrame {
  readonly type: 'twitch_event';
  readonly event_type: TwitchEventType;
  readonly channel: string;
  readonly data: Readonly<Record<string, string | number>>;
  /** ISO 8601, UTC, milliseconds. */
  readonly timestamp: string;
}

const EVENT_OF_NOTICE: Readonly<Record<NoticeType, TwitchEventType>> = {
  sub: 'subscription',
  resub: 'subscription',
  gift: 'subscription',
  'gift-bomb': 'subscription',
  'gift-upgrade': 'subscription',
  'pay-forward': 'subscription',
  raid: 'raid',
  ritual: 'ritual',
  unraid: 'user_notice',
  announcement: 'user_notice',
  'watch-streak': 'user_notice',
  modiversary: 'user_notice',
  'bits-badge': 'user_notice',
  charity: 'user_notice',
  other: 'user_notice',
};

/** A USERNOTICE. Its `msg-param-*` tags become `msg_param_*`, values as Twitch sends them. */
export function noticeFrame(notice: ChatNotice): TwitchEventFrame {
  const eventType = EVENT_OF_NOTICE[notice.type];
  const data: Record<string, string | number> = {
    msg_id: notice.platformType,
    user: notice.author.displayName,
    user_id: notice.author.id,
    system_msg: notice.systemText,
    message: notice.text,
    ...promisedParams(eventType, notice),
  };
  for (const [name, value] of Object.entries(notice.params)) data[name.replaceAll('-', '_')] = value;
  return frame(eventType, notice, data);
}

/** Fields that readers may count on although Twitch leaves them out of some kinds. */
function promisedParams(eventType: TwitchEventType, { params, count, author }: ChatNotice): Record<string, string> {
  const param = (name: string): string | undefined => params[`msg-param-${name}`];
  if (eventType === 'subscription') {
    return {
      msg_param_cumulative_months: param('months') ?? '1',
      msg_param_sub_plan: '',
      msg_param_sub_plan_name: '',
    };
  }
  if (eventType !== 'raid') return {};
  return {
    msg_param_displayName: author.displayName,
    msg_param_viewer_count: param('viewerCount') ?? String(count),
  };
}

/** A cheer, besides its chat message. */
export function bitsFrame(message: ChatMessage): TwitchEventFrame {
  const { displayName, id } = message.author;
  return frame('bits', message, {
    user: displayName,
    user_id: id,
    bits: message.bits,
    system_msg: `${displayName} cheered ${message.bits} bits!`,
    message_id: message.id,
  });
}

/** What a moderator took back. Twitch has not told reasons for years; the field is kept and empty. */
export function retractionFrame(retraction: ChatRetraction): TwitchEventFrame {
  const { scope } = retraction;
  switch (scope.what) {
    case 'message':
      return frame('message_deleted', retraction, { target_msg_id: scope.messageId });
    case 'everything':
      return frame('chat_cleared', retraction, {});
    case 'chatter': {
      const target = { target_user: scope.login, target_user_id: scope.chatterId, reason: '' };
      return scope.durationSeconds === null
        ? frame('ban', retraction, target)
        : frame('timeout', retraction, { ...target, duration: String(scope.durationSeconds) });
    }
  }
}

/** Somebody asked to be forgotten. */
export function forgottenFrame(channel: string, chatterId: string, at: EpochMs): TwitchEventFrame {
  return frame('user_forgotten', { channel, sentAt: at }, { target_user_id: chatterId });
}

function frame(
  eventType: TwitchEventType,
  at: { readonly channel: string; readonly sentAt: number },
  data: Readonly<Record<string, string | number>>,
): TwitchEventFrame {
  return {
    type: 'twitch_event',
    event_type: eventType,
    channel: at.channel,
    data,
    timestamp: isoTime(at.sentAt),
  };
}

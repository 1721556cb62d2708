import { exactly, flag, isRecord, list, nullable, object, record, text, time, withDefault } from './shape.ts';
import type { Reader } from './shape.ts';

/** A chat message as `/ws` sends it. */
export interface ChatFrame {
  readonly type: 'chat_message';
  readonly channel: string;
  readonly user: ChatUser;
  readonly message: string;
  readonly timestamp: string;
  readonly message_id: string;
  /** Where to resume after a lost connection. */
  readonly event_id: string | null;
  /** Twitch's own emotes: id to `first-last` positions, counted in code points, both ends inclusive. */
  readonly emotes: ReadonlyMap<string, readonly string[]>;
  readonly is_action: boolean;
  readonly is_first_message: boolean;
  readonly reply_to: { readonly username: string } | null;
}

export interface ChatUser {
  readonly username: string;
  readonly display_name: string;
  readonly user_id: string;
  readonly color: string | null;
  readonly is_subscriber: boolean;
  readonly is_moderator: boolean;
  readonly is_vip: boolean;
  readonly is_broadcaster: boolean;
}

/** Anything else that happens in a chat: subscriptions, raids, and what moderators take back. */
export interface TwitchEventFrame {
  readonly type: 'twitch_event';
  readonly event_type: string;
  readonly channel: string;
  /** Texts and numbers only; whatever is deeper is left out. */
  readonly data: ReadonlyMap<string, string>;
  readonly timestamp: string;
  readonly event_id: string | null;
}

const NO_EMOTES: ChatFrame['emotes'] = new Map();
const absentFlag = withDefault(flag, false);

export const readChat: Reader<ChatFrame> = object<ChatFrame>({
  type: exactly('chat_message'),
  channel: text(50),
  user: object<ChatUser>({
    username: text(60),
    display_name: text(60),
    user_id: withDefault(text(60), ''),
    color: nullable(text(7)),
    is_subscriber: absentFlag,
    is_moderator: absentFlag,
    is_vip: absentFlag,
    is_broadcaster: absentFlag,
  }),
  message: text(1_000),
  timestamp: time,
  message_id: text(100),
  event_id: nullable(text(50)),
  emotes: withDefault(record(list(text(20), 100), 100), NO_EMOTES),
  is_action: absentFlag,
  is_first_message: absentFlag,
  reply_to: nullable(object<{ readonly username: string }>({ username: text(60) })),
});

const FIELDS_MAX = 40;

const plainFields: Reader<ReadonlyMap<string, string>> = (value) =>
  new Map(
    (isRecord(value) ? Object.entries(value) : [])
      .slice(0, FIELDS_MAX)
      .flatMap(([name, field]) =>
        typeof field === 'string' || typeof field === 'number' ? [[name, String(field).slice(0, 500)] as const] : [],
      ),
  );

export const readTwitchEvent: Reader<TwitchEventFrame> = object<TwitchEventFrame>({
  type: exactly('twitch_event'),
  event_type: text(50),
  channel: text(50),
  data: plainFields,
  timestamp: time,
  event_id: nullable(text(50)),
});
